import { createHash } from 'node:crypto';
import fc from 'fast-check';

/** Points of one name on the ring: enough of them give every name about the same share. */
const POINTS = 16;
const RING = 2 ** 32;

/**
 * One of the names, drawn so that a name that comes or goes changes no other draw: each has places on a ring that are
 * its own, and a draw falls to the next place. What a test has looked at so far is looked at still when there is more.
 */
export function drawnByName(names: readonly string[]): fc.Arbitrary<string> {
  const ring = names.flatMap((name) => Array.from({ length: POINTS }, (_, point) => ({ at: placeOf(`${name} ${point}`), name })))
    .sort((a, b) => a.at - b.at || a.name.localeCompare(b.name));
  return fc.nat({ max: RING - 1 }).map((draw) => (ring.find(({ at }) => at >= draw) ?? ring[0]!).name);
}

function placeOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
