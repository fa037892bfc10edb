import type { AssetFact, InventoryFact } from '../workspace';
import { detailOf } from './describe';
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
    detail: detailOf(asset),
    places: places.map(({ path, line }) => ({ path, line })),
    ...('isFixedVersion' in asset && asset.isFixedVersion !== undefined ? { isFixedVersion: asset.isFixedVersion } : {}),
    ...(powers ? { powers } : {}),
  };
}
