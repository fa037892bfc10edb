import type { Evidence } from './evidence';
import type { AssetFact, InventoryFact } from './workspace';

/** What the AI inventory shows, and the provisions it bears on. */
export interface InventoryEvidence {
  readonly provisions: readonly string[];
  readonly evidence: Evidence;
}

const grave = new Set(['code', 'shell', 'sql', 'file']);

/** Empty without an inventory, or with one that lists nothing. */
export function inventoryEvidence(inventory: InventoryFact | undefined): InventoryEvidence[] {
  if (!inventory || inventory.assets.length === 0) return [];
  const { assets } = inventory;
  const of = (...kinds: string[]): AssetFact[] => assets.filter(({ kind }) => kinds.includes(kind));
  const found: InventoryEvidence[] = [];
  const add = (provisions: string[], id: string, bearing: Evidence['bearing'], text: string, about: readonly AssetFact[]): void => {
    if (about.length === 0) return;
    const places = about.flatMap(({ name, places: [first] }) => (first ? [{ ...first, text: name }] : [])).slice(0, 5);
    found.push({ provisions, evidence: { id: `inventory:${id}`, kind: 'inventory', bearing, text, places, count: about.length } });
  };
  const versions = assets.filter(({ isFixedVersion }) => isFixedVersion !== undefined);
  const floating = versions.filter(({ isFixedVersion }) => isFixedVersion === false);
  const tools = of('tool', 'mcp-server', 'mcp-client');
  const powerful = tools.filter(({ powers }) => powers?.some((it) => grave.has(it)));
  const providers = of('provider');
  const files = of('model-file');

  add(['5.1'], 'assets', 'for', `The AI inventory lists ${count(assets.length, 'asset')} and ${count(inventory.connections.length, 'connection')}`, assets);
  add(['5.2', '7.1'], 'floating', 'against', `${count(floating.length, 'asset')} of ${versions.length} without a fixed version`, floating);
  if (floating.length === 0) add(['5.2'], 'fixed', 'for', 'Every model and package in the AI inventory has a fixed version', versions);
  add(['2.6'], 'tools', 'note', `The AI inventory lists ${count(tools.length, 'tool or server', 'tools and servers')} that a model can reach`, tools);
  add(['2.6'], 'powers', 'note', `${count(powerful.length, 'tool')} can run code or commands, use SQL or touch files`, powerful);
  add(['2.7', '2.4'], 'providers', 'note', `The AI inventory names ${count(providers.length, 'provider')}`, providers);
  add(['8.1.2'], 'model-files', 'note', `The AI inventory lists ${count(files.length, 'model file')}`, files);
  return found;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
