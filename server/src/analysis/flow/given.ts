import type { FlowStep } from '../analysis';
import { join } from './joining';
import { appendItem, makeObject } from './objects';
import { knownItems } from './perElement';
import { withSteps } from './taint';
import { ofRef, withTaints, type GivenArguments, type Spread, type Value } from './value';

/*
 * Arguments that stand after a spread: which of them is which is told once a caller knows the lists.
 */

/** The spread with more arguments after it. */
export function withList(spread: Spread, items: readonly Value[]): Spread {
  const list = makeObject('list', 0);
  for (const item of items) appendItem(list, item);
  return { from: spread.from, lists: [...spread.lists, ofRef({ kind: 'object', object: list })] };
}

/** The arguments without the first few. */
export function without(given: GivenArguments, first: number): GivenArguments {
  const { spread, ...others } = given;
  const positional = given.positional.slice(first);
  return { ...others, positional, ...(spread && spread.from >= first ? { spread: { ...spread, from: spread.from - first } } : {}) };
}

/** The lists that are known now are the arguments that they hold. */
export function takenApart(given: GivenArguments, elementOf: (list: Value) => Value): GivenArguments {
  const { spread, ...others } = given;
  if (!spread) return given;
  const positional = given.positional.slice(0, spread.from);
  let at = 0;
  for (let items = knownItems(spread.lists[0]!); items; items = at < spread.lists.length ? knownItems(spread.lists[at]!) : undefined) {
    positional.push(...items);
    at++;
  }
  if (at === 0) return given;
  const lists = spread.lists.slice(at);
  if (lists.length === 0) return { ...others, positional, rest: undefined };
  const from = positional.length;
  for (const list of lists) positional.push(...knownItems(list) ?? []);
  return { ...others, positional, rest: lists.map(elementOf).reduce(join), spread: { from, lists } };
}

/** What one call gives or another one, argument by argument. */
export function joinGiven(a: GivenArguments, b: GivenArguments): GivenArguments {
  const longer = a.positional.length < b.positional.length ? b : a;
  const positional = longer.positional.map((value, index) => bothOf(a.positional[index], b.positional[index]) ?? value);
  const named = new Map([...a.named, ...b.named].map(([name, value]) => [name, bothOf(a.named.get(name), b.named.get(name)) ?? value]));
  const rest = bothOf(a.rest, b.rest);
  const options = bothOf(a.options, b.options);
  return { ...longer, positional, named, rest, ...(options ? { options } : {}) };
}

function bothOf(a: Value | undefined, b: Value | undefined): Value | undefined {
  return a && b ? join(a, b) : a ?? b;
}

/** `functools.partial(f, …)(…)`: what was given first, and what is given now. */
export function prepend(first: GivenArguments, then: GivenArguments): GivenArguments {
  const options = then.options ?? first.options;
  const spread = spreadOf(first, then);
  return {
    positional: [...first.positional, ...then.positional],
    named: new Map([...first.named, ...then.named]),
    rest: first.rest && then.rest ? join(first.rest, then.rest) : then.rest ?? first.rest,
    ...(spread ? { spread } : {}),
    ...(options ? { options } : {}),
  };
}

function spreadOf(first: GivenArguments, then: GivenArguments): Spread | undefined {
  if (!first.spread) return then.spread && { ...then.spread, from: first.positional.length + then.spread.from };
  const before = then.positional.slice(0, then.spread?.from);
  const own = before.length > 0 ? withList(first.spread, before) : first.spread;
  return { from: own.from, lists: [...own.lists, ...then.spread?.lists ?? []] };
}

/** A part of what a function was given, with the step that tells so. */
export function entering(value: Value, step: FlowStep | undefined): Value {
  return step && value.taints.length > 0 ? withTaints(value, value.taints.map((taint) => withSteps(taint, [step]))) : value;
}

/** The same for the items of a list of arguments. */
export function withItems(list: Value, step: FlowStep | undefined): Value {
  const items = step && knownItems(list);
  if (!items?.some(({ taints }) => taints.length > 0)) return list;
  const made = makeObject('list', 0);
  made.items = items.map((item) => entering(item, step));
  return ofRef({ kind: 'object', object: made });
}
