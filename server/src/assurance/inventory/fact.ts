import type { AssetFact, InventoryFact } from '../workspace';
import type { LocatedAsset, LocatedInventory } from './located';

/** The inventory as evidence, documents and the report speak of it. */
export function toInventoryFact({ assets, connections }: LocatedInventory): InventoryFact {
  return { assets: assets.map(toAssetFact), connections };
}

function toAssetFact(asset: LocatedAsset): AssetFact {
  const { id, kind, name, places } = asset;
  const powers = kind === 'tool' ? [...new Set(asset.powers.map(({ power }) => power))] : undefined;
  return {
    id, kind, name,
    detail: detailOf(asset).join(', '),
    places: places.map(({ path, line }) => ({ path, line })),
    ...('isFixedVersion' in asset && asset.isFixedVersion !== undefined ? { isFixedVersion: asset.isFixedVersion } : {}),
    ...(powers ? { powers } : {}),
  };
}

function detailOf(asset: LocatedAsset): readonly string[] {
  switch (asset.kind) {
    case 'agent': return [asset.framework];
    case 'model': return asset.tasks;
    case 'provider': return asset.hosting === 'unknown' ? [] : [asset.hosting];
    case 'prompt': return [asset.form === 'file' ? 'a file of its own' : 'in code'];
    case 'tool': return asset.powers.length === 0 ? [] : [`can reach: ${[...new Set(asset.powers.map(({ power }) => power))].join(', ')}`];
    case 'mcp-server': return [asset.transport];
    case 'vector-store': return [asset.product];
    case 'dataset': return [asset.source];
    case 'model-file': return asset.canRunCode ? [asset.format, 'loading it can run code'] : [asset.format];
    case 'endpoint':
    case 'mcp-client': return [];
  }
}
