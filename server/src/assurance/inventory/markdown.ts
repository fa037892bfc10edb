import { escapeMarkdown } from '../../lint/escape';
import { detailOf, kindWords, powerName } from './describe';
import { assetKinds, type AssetKind, type Power } from './inventory';
import type { LocatedAsset, LocatedInventory } from './located';

/** Rows of one table; the JSON holds the rest. */
const MAX_ROWS = 200;
/** Boxes of the diagram: more cannot be read. */
const MAX_BOXES = 60;

/** The inventory as a page that reads well as text and rendered. */
export function formatInventoryMarkdown(inventory: LocatedInventory): string {
  const { assets, files } = inventory;
  const sections = assetKinds.map((kind) => section(kind, assets.filter((asset) => asset.kind === kind))).filter((text) => text !== '');
  const counted = assetKinds.flatMap((kind) => {
    const number = assets.filter((asset) => asset.kind === kind).length;
    return number === 0 ? [] : [`${number} ${kindWords[kind][number === 1 ? 0 : 1].replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`];
  });
  const summary = assets.length === 0
    ? `No AI assets were found in ${files} source ${files === 1 ? 'file' : 'files'}.`
    : `Found in ${files} source ${files === 1 ? 'file' : 'files'} and the files beside them: ${counted.join(', ')}.`;
  const diagram = inventoryDiagram(inventory);
  return `${['# AI inventory', summary, ...(diagram === '' ? [] : [`## Connections\n\n\`\`\`mermaid\n${diagram}\`\`\``]), ...sections].join('\n\n')}\n`;
}

function section(kind: AssetKind, assets: readonly LocatedAsset[]): string {
  if (assets.length === 0) return '';
  const rows = assets.slice(0, MAX_ROWS).map((asset) => `| ${[escapeMarkdown(short(asset.name)), escapeMarkdown(detail(asset)), places(asset)].join(' | ')} |`);
  const more = assets.length > MAX_ROWS ? `\n\nand ${assets.length - MAX_ROWS} more` : '';
  return `## ${kindWords[kind][1]}\n\n| Name | What | Where |\n| --- | --- | --- |\n${rows.join('\n')}${more}`;
}

function detail(asset: LocatedAsset): string {
  const likely = asset.likelyBecause === undefined ? '' : ` (likely: ${asset.likelyBecause})`;
  return `${detailOf(asset)}${likely}`;
}

function places({ places: all }: LocatedAsset): string {
  const shown = all.slice(0, 3).map(({ path, line }) => escapeMarkdown(`${path}:${line}`)).join('<br>');
  return all.length > 3 ? `${shown}<br>and ${all.length - 3} more` : shown;
}

function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/**
 * The connections as a Mermaid flowchart, powers of tools as boxes of their own; empty without any.
 * Names stand in quotes with every mark of Mermaid and HTML as a number, so they can only be shown.
 */
export function inventoryDiagram({ assets, connections }: LocatedInventory): string {
  const drawn = connections.filter(({ relation }) => relation !== 'prompted-by');
  const linked = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const boxes = assets.filter((asset) => linked.has(asset.id) || (asset.kind === 'tool' && asset.powers.length > 0)).slice(0, MAX_BOXES);
  if (boxes.length === 0) return '';
  const numbers = new Map(boxes.map(({ id }, index) => [id, `n${index}`]));
  const powers = new Set<Power>();
  const lines = boxes.map((asset) => `  ${numbers.get(asset.id)}["${label(`${kindWords[asset.kind][0]}: ${asset.name}`)}"]`);
  for (const { from, to, relation } of drawn) {
    const [a, b] = [numbers.get(from), numbers.get(to)];
    if (a && b) lines.push(`  ${a} -->|${relation.replaceAll('-', ' ')}| ${b}`);
  }
  for (const asset of boxes) {
    for (const { power } of asset.kind === 'tool' ? asset.powers : []) {
      powers.add(power);
      lines.push(`  ${numbers.get(asset.id)} --> p_${power}`);
    }
  }
  for (const power of powers) lines.push(`  p_${power}{{"${powerName(power)}"}}`);
  return `flowchart LR\n${lines.join('\n')}\n`;
}

/** Letters, digits and a few harmless marks stand as they are. */
function label(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return [...shown].map((mark) => (/[\p{L}\p{N} .,:/_…-]/u.test(mark) ? mark : `#${mark.codePointAt(0)};`)).join('');
}
