import type { State } from './frame';
import { NOTHING } from './families';
import { either, isSameRef, join } from './joining';
import { holdingUnder, onlyHere } from './under';
import type { Implication, Value } from './value';

/*
 * `allowed = True` where a test came out well, `allowed = False` where it did not: what the test
 * said goes with the variable.
 */

/** What a variable is where two ways meet, with what it tells of the way that was taken. */
export function flagged(a: State, b: State, ofA: Value, ofB: Value, joined = either): Value {
  const value = mixed(ofA, ofB, joined(ofA, ofB));
  if (!isFlag(ofA) && !isFlag(ofB)) return value;
  const implies = [true, false].flatMap((outcome) => told(a, b, ofA, ofB, outcome));
  if (implies.length === 0) return value;
  const { implies: _, ...rest } = value;
  return { ...rest, implies };
}

/** One or the other: where only one of them is a parameter, callers do not say what it is. */
export function mixed(a: Value, b: Value, joined: Value): Value {
  if (joined.isMixed || !joined.refs.some(({ kind }) => kind === 'symbol')) return joined;
  const [one, other] = [a.refs[0], b.refs[0]];
  const isSame = one && other && a.refs.length === 1 && b.refs.length === 1 && isSameRef(one, other);
  return isSame ? joined : { ...joined, isMixed: true };
}

/** `a if test else b`: each of them only where its way is taken. */
export function oneOf(a: State, b: State, ofA: Value, ofB: Value): Value {
  return flagged(a, b, holdingUnder(ofA, onlyHere(a.assumed, b.assumed)), holdingUnder(ofB, onlyHere(b.assumed, a.assumed)), join);
}

function isFlag({ constant }: Value): boolean {
  return typeof constant === 'boolean' || constant === null || constant === '';
}

function told(a: State, b: State, ofA: Value, ofB: Value, outcome: boolean): readonly Implication[] {
  const [first, second] = [known(a, ofA, outcome), known(b, ofB, outcome)];
  // Neither comes out so, or both say no more than is known without the variable.
  const only = first === undefined ? second : second === undefined ? first : undefined;
  const both = only ?? (first && second ? common(first, second) : new Map<string, number>());
  return [...both].flatMap(([path, cleared]) => {
    const more = cleared & ~((a.refined.get(path) ?? NOTHING) & (b.refined.get(path) ?? NOTHING));
    return more === NOTHING ? [] : [{ path, outcome, cleared: more }];
  });
}

/** What holds on one way if the variable comes out so; undefined where it cannot. */
function known(state: State, value: Value, outcome: boolean): ReadonlyMap<string, number> | undefined {
  if (value.constant !== undefined && Boolean(value.constant) !== outcome) return undefined;
  const holds = new Map(state.refined);
  for (const one of value.implies ?? []) if (one.outcome === outcome) holds.set(one.path, (holds.get(one.path) ?? NOTHING) | one.cleared);
  return holds;
}

function common(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const both = new Map<string, number>();
  for (const [path, bits] of a) {
    const shared = bits & (b.get(path) ?? NOTHING);
    if (shared !== NOTHING) both.set(path, shared);
  }
  return both;
}
