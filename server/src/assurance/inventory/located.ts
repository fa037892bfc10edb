import type { Place } from '../../analysis/usage';
import { Lines } from '../../lint/lines';
import type { Inventory } from './inventory';

/** A place as people find it: a path below the root with `/`, line and column from 1. */
export interface LocatedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The same shape with every place turned into lines. */
export type Located<T> = T extends Place ? LocatedPlace
  : T extends readonly (infer U)[] ? readonly Located<U>[]
    : T extends object ? { readonly [K in keyof T]: Located<T[K]> } : T;

export type LocatedInventory = Located<Inventory>;
export type LocatedAsset = LocatedInventory['assets'][number];

/** Turns offsets into lines. A file that cannot be read any more has everything on line 1. */
export function locateInventory(
  inventory: Inventory, pathOf: (file: string) => string, readText: (file: string) => string | undefined,
): LocatedInventory {
  const lines = new Map<string, Lines>();
  const locate = ({ file, span }: Place): LocatedPlace => {
    let known = lines.get(file);
    if (!known) lines.set(file, (known = new Lines(readText(file) ?? '')));
    return { path: pathOf(file), ...known.positionAt(span.start) };
  };
  return convert(inventory, locate) as LocatedInventory;
}

function convert(value: unknown, locate: (place: Place) => LocatedPlace): unknown {
  if (Array.isArray(value)) return value.map((item) => convert(item, locate));
  if (typeof value !== 'object' || value === null) return value;
  if (isPlace(value)) return locate(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, convert(item, locate)]));
}

function isPlace(value: object): value is Place {
  return 'file' in value && 'span' in value;
}
