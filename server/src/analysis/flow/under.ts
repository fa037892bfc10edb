import { admitted, carry, common, only, type Assumptions } from './assuming';
import { excludes } from './dispatch';
import { either } from './joining';
import type { Taint } from './taint';
import type { Summary } from './units';
import { withTaints, type Bindings, type Value } from './value';

/*
 * What a function gives back on one of its ways, it gives only to callers whose arguments lead
 * there: `if strategy == "llm": name = ask()` names nothing for who says "random".
 */

/** Ways on which something holds, by what arguments have to be for each; undefined where it holds on every way. */
export type Under = readonly Assumptions[] | undefined;

/** A value that is returned on one way, and what arguments have to be for the way to be taken. */
export interface Returned {
  readonly value: Value;
  readonly under: Assumptions;
}

/** More ways out than this are not told apart, nor more ways on which a label holds. */
const MAX_RETURNED = 12;
const MAX_WAYS = 4;

/** On the ways of the one or of the other. */
export function eitherUnder(a: Under, b: Under): Under {
  if (!a || !b || a === b) return a === b ? a : undefined;
  const added = b.filter((way) => !a.some((other) => isWithin(other, way)));
  if (added.length === 0) return a;
  return settledWays([...a.filter((way) => !added.some((other) => isWithin(other, way))), ...added]);
}

/** On the ways of the one as far as these are ways of the other, too. */
export function bothUnder(a: Under, b: Under): Under {
  if (!a || !b || a === b) return a ?? b;
  if (b.length === 1 && a.every((way) => isWithin(b[0]!, way))) return a;
  return settledWays(a.flatMap((way) => b.map((other) => carry(way, other))));
}

/** Whether all that the one says the other says too. */
function isWithin(few: Assumptions, many: Assumptions): boolean {
  return few.size <= many.size && [...few.keys()].every((key) => many.has(key));
}

function settledWays(ways: readonly Assumptions[]): Under {
  if (ways.some(({ size }) => size === 0)) return undefined;
  if (ways.length <= MAX_WAYS) return ways;
  const shared = ways.reduce(common);
  return shared.size === 0 ? undefined : [shared];
}

/** The ways that are still open with these arguments; null where none is. */
export function openWays(under: Under, bindings: Bindings): Under | null {
  if (!under) return undefined;
  const open: Assumptions[] = [];
  for (const way of under) {
    const left = admitted(way, bindings);
    if (left?.size === 0) return undefined;
    if (left) open.push(left);
  }
  return open.length === 0 ? null : open;
}

/** The ways of a label that may be taken where these hold too; null where none is. */
export function waysWithin(under: Under, assumed: Assumptions): Under | null {
  if (!under || assumed.size === 0) return under;
  const left = under.filter((way) => ![...way.values()].some((one) => one.is === 'method' && [...assumed.values()].some((other) => excludes(one, other))));
  return left.length === under.length ? under : left.length === 0 ? null : left;
}

/** A value that is there only where these hold. */
export function holdingUnder(value: Value, assumed: Assumptions): Value {
  if (assumed.size === 0 || value.taints.length === 0) return value;
  const way = [assumed];
  const taints = value.taints.map((taint) => limited(taint, way));
  return taints.every((taint, index) => taint === value.taints[index]) ? value : withTaints(value, taints);
}

/** Labels that a method is taken to pass on because it is not seen: a caller that knows the object knows what it gives back. */
export function whereUnseen({ refs }: Value, method: string, taints: readonly Taint[]): readonly Taint[] {
  const ref = refs.length === 1 ? refs[0] : undefined;
  if (ref?.kind !== 'symbol') return taints;
  const way = [only({ symbol: ref.symbol, is: 'unseen', constant: method, outcome: true })];
  return taints.map((taint) => limited(taint, way));
}

/** The label, only on these ways. */
function limited(taint: Taint, ways: Under): Taint {
  const under = bothUnder(taint.under, ways);
  return under === taint.under ? taint : { ...taint, under };
}

/** What is assumed here and not there. */
export function onlyHere(here: Assumptions, there: Assumptions): Assumptions {
  return here.size === 0 || there.size === 0 ? here : new Map([...here].filter(([key]) => !there.has(key)));
}

/** One more way out of a function. */
export function addReturned(before: readonly Returned[] | undefined, value: Value, under: Assumptions): readonly Returned[] {
  const all = before ?? [];
  const last = all[MAX_RETURNED - 1];
  return last ? [...all.slice(0, -1), { value: either(last.value, value), under: common(last.under, under) }] : [...all, { value, under }];
}

/** What a call gives back: what the ways that its arguments rule out would have given is left out. */
export function returnedWith({ returns, ways }: Summary, bindings: Bindings): Value {
  const open = ways?.filter(({ under }) => admitted(under, bindings) !== undefined);
  if (!ways || !open || open.length === 0 || open.length === ways.length) return returns;
  return open.map(({ value }) => value).reduce(either);
}

/** What tells one from another. */
export function keysOf(under: Under): readonly string[] {
  return (under ?? []).flatMap((way) => ['or', ...way.keys()]);
}
