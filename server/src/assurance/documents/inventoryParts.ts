/** What documents take from the AI inventory; a gap where there is none. */
import { escapeMarkdown as text, printable } from '../../lint/escape';
import { kindName } from '../inventory/describe';
import { placeWords } from '../report/words';
import type { AssetFact, InventoryFact } from '../workspace';
import { markdownTable, todo } from './markdown';

const maximumNodes = 60;

export function assetTable(inventory: InventoryFact | undefined): string {
  const assets = inventory?.assets ?? [];
  if (assets.length === 0) return todo('models, providers, prompts, tools, data and where each is used');
  const rows = assets.map((it) => [
    text(kindName(it.kind)), text(it.name), text(it.detail), it.isFixedVersion === false ? 'no fixed version' : '',
    it.places[0] ? text(placeWords(it.places[0])) : '',
  ]);
  return markdownTable(['Kind', 'Name', 'Detail', 'Version', 'Place'], rows);
}

/** Names of the assets of one kind, in one line. */
export function namesOf(inventory: InventoryFact | undefined, kind: string): string {
  const names = assetsOf(inventory, kind).map(({ name }) => text(name));
  return names.length === 0 ? todo(kindName(kind).toLowerCase()) : [...new Set(names)].join(', ');
}

export function toolList(inventory: InventoryFact | undefined): string {
  const tools = ['tool', 'mcp-server', 'mcp-client'].flatMap((kind) => assetsOf(inventory, kind));
  if (tools.length === 0) return `- ${todo('each tool, and how it is switched off')}`;
  return tools.map(({ name, powers = [] }) => `- ${text(name)}${powers.length > 0 ? ` (can reach: ${powers.map(text).join(', ')})` : ''}: ${todo('how to stop it')}`).join('\n');
}

/** Rows of a table of data, origins, use and retention. */
export function datasetRows(inventory: InventoryFact | undefined): string {
  const data = [...assetsOf(inventory, 'dataset'), ...assetsOf(inventory, 'vector-store')];
  if (data.length === 0) return '| TODO | TODO | TODO | TODO |';
  return data.map(({ name, detail }) => `| ${text(name)} | ${detail === '' ? 'TODO' : `${text(detail)}; TODO (date)`} | TODO | TODO |`).join('\n');
}

/** The first entries of a change log: what is in use at the time of the draft. */
export function changeRows(inventory: InventoryFact | undefined, today: string): string {
  const models = assetsOf(inventory, 'model').map(({ name }) => `| ${today} | Model in use when this log was begun | | ${text(name)} | TODO | TODO | TODO |`);
  const prompts = assetsOf(inventory, 'prompt').map(({ name }) => `| ${today} | Prompt in use when this log was begun | | ${text(name)} | TODO | TODO | TODO |`);
  const rows = [...models, ...prompts];
  return rows.length === 0 ? '| TODO | TODO | TODO | TODO | TODO | TODO | TODO |' : rows.join('\n');
}

/** The inventory's connections as a Mermaid diagram. */
export function flowDiagram(inventory: InventoryFact | undefined): string {
  if (!inventory || inventory.assets.length === 0) return todo('a diagram of how data flows between users, code, models, tools and stores');
  const shown = inventory.assets.slice(0, maximumNodes);
  const names = new Map(shown.map(({ id }, at) => [id, `n${at + 1}`]));
  const nodes = shown.map(({ id, kind, name }) => `  ${names.get(id)}["${label(`${kindName(kind)}: ${name}`)}"]`);
  const edges = inventory.connections.flatMap(({ from, to, relation }) => {
    const [start, end] = [names.get(from), names.get(to)];
    return start && end ? [`  ${start} -- "${label(relation.replaceAll('-', ' '))}" --> ${end}`] : [];
  });
  const more = inventory.assets.length > shown.length ? `\n\nThe first ${shown.length} of ${inventory.assets.length} assets are drawn.` : '';
  return `\`\`\`mermaid\nflowchart LR\n${[...nodes, ...edges].join('\n')}\n\`\`\`${more}`;
}

/** Text in Mermaid's quotes: its own entities for whatever could end them or act as markup. */
function label(name: string): string {
  return printable(name).slice(0, 80).replace(/[#"<>&`;\\|{}[\]]/g, (mark) => `#${mark.charCodeAt(0)};`);
}

function assetsOf(inventory: InventoryFact | undefined, kind: string): readonly AssetFact[] {
  return (inventory?.assets ?? []).filter((it) => it.kind === kind);
}
