import type { Place } from '../../analysis/usage';
import { assetKinds, type Asset, type Connection, type Relation } from './inventory';
import { maskAll, maskSecrets } from './mask';

/**
 * The inventory while it is put together: equal ids come together in one asset. Nothing gets in with a
 * key in it, whatever is later made of the inventory; callers go on using the ids that they gave.
 */
export class Drafts {
  private readonly assets = new Map<string, Asset>();
  private readonly connections = new Map<string, Connection>();

  /** Adds an asset, or what is new about it to the one with its id. */
  add<A extends Asset>(given: A): void {
    const asset: Asset = maskAll(given);
    const known = this.assets.get(asset.id);
    if (known?.kind === asset.kind) this.assets.set(asset.id, together(known, asset));
    else this.assets.set(asset.id, asset);
  }

  /** Adds to the lists of an asset that is there. */
  merge<A extends Asset>(given: string, more: Partial<A>): void {
    const id = maskSecrets(given);
    const known = this.assets.get(id);
    if (known) this.assets.set(id, together(known, { ...known, ...maskAll(more), places: known.places }));
  }

  /** Puts a changed asset into the place of the drafted one. */
  replace(asset: Asset): void {
    this.assets.set(asset.id, asset);
  }

  connect(start: string, end: string, relation: Relation): void {
    const [from, to] = [maskSecrets(start), maskSecrets(end)];
    if (from !== to) this.connections.set(JSON.stringify([from, relation, to]), { from, to, relation });
  }

  all(): IterableIterator<Asset> {
    return this.assets.values();
  }

  /** Everything in a stable order. */
  finish(): { readonly assets: readonly Asset[]; readonly connections: readonly Connection[] } {
    const order = new Map(assetKinds.map((kind, index) => [kind, index]));
    const assets = [...this.assets.values()].sort((a, b) => order.get(a.kind)! - order.get(b.kind)! || byText(a.id, b.id));
    const connections = [...this.connections.values()].filter(({ from, to }) => this.assets.has(from) && this.assets.has(to));
    return { assets, connections: connections.sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to) || byText(a.relation, b.relation)) };
  }
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two sightings of one asset: lists come together, single facts of the first hold. */
function together(a: Asset, b: Asset): Asset {
  const joined: Record<string, unknown> = { ...b, ...definedOf(a) };
  for (const [name, value] of Object.entries(b)) {
    const own = (a as unknown as Record<string, unknown>)[name];
    if (Array.isArray(own) && Array.isArray(value)) joined[name] = unique([...own as unknown[], ...value as unknown[]]);
  }
  // One sure sighting is enough.
  if (a.likelyBecause === undefined || b.likelyBecause === undefined) delete joined['likelyBecause'];
  joined['places'] = sortedPlaces([...a.places, ...b.places]);
  return joined as unknown as Asset;
}

function definedOf(asset: Asset): Record<string, unknown> {
  return Object.fromEntries(Object.entries(asset).filter(([, value]) => value !== undefined));
}

function unique(items: readonly unknown[]): unknown[] {
  const seen = new Map(items.map((item) => [typeof item === 'string' ? item : JSON.stringify(item), item]));
  return [...seen.values()];
}

function sortedPlaces(places: readonly Place[]): Place[] {
  const seen = new Map(places.map((place) => [`${place.file}\0${place.span.start}\0${place.span.end}`, place]));
  return [...seen.values()].sort((a, b) => byText(a.file, b.file) || a.span.start - b.span.start);
}
