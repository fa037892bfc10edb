import { join } from './joining';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { elementOf, itemOf, memberTaints } from './members';
import { addItem, fieldsOf, makeObject, setField } from './objects';
import { memberSymbol } from './symbol';
import { joinTaints, weaken, type Taint } from './taint';
import { listOfOne } from './methods';
import { addTaints, ofConstant, ofRef, UNKNOWN, withTaints, type Ref, type Value } from './value';

/** `new Map(pairs)`, `dict(pairs)`, `Object.fromEntries(pairs)`: values under the keys that are constants, or under any. */
export function tableOf(machine: Machine, pairs: Value): Value {
  if (pairs.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'object')) return pairs;
  const table = makeObject('object', machine.frame.depth);
  for (const pair of elements(machine, pairs)) {
    const name = itemOf(machine, pair, 0);
    const key = name.constant;
    const value = itemOf(machine, pair, 1);
    if (typeof key === 'string') {
      setField(table, key, value, machine.frame.depth);
    } else if (value !== UNKNOWN) {
      addItem(table, value);
      table.names = joinTaints(table.names, deepTaints(name));
      table.isExact = false;
    }
  }
  return ofRef({ kind: 'object', object: table }, pairs.taints);
}

function elements(machine: Machine, list: Value): readonly Value[] {
  const only = list.refs.length === 1 ? list.refs[0] : undefined;
  if (only?.kind === 'object' && only.object.form === 'list') return only.object.items;
  const element = elementOf(machine, list);
  return element === UNKNOWN ? [] : [element];
}

/** `Object.values(table)`. */
export function valuesOf(machine: Machine, table: Value): Value {
  return listOfOne(machine, anyValue(machine, table));
}

/** `Object.entries(table)`: one pair for each key that is known, and one for the others. */
export function entriesOf(machine: Machine, table: Value): Value {
  const list = makeObject('list', machine.frame.depth);
  list.isExact = false;
  const add = (key: Value, value: Value): void => {
    const pair = makeObject('list', machine.frame.depth);
    pair.items = [key, value];
    addItem(list, ofRef({ kind: 'object', object: pair }));
  };
  for (const ref of table.refs) {
    if (ref.kind === 'object') for (const [name, value] of ref.object.fields) add(addTaints(ofConstant(name), table.taints), addTaints(value, table.taints));
  }
  const others = underAny(machine, table);
  if (list.items.length === 0 || others !== UNKNOWN) add(namesIn(table), addTaints(others, table.taints));
  return ofRef({ kind: 'object', object: list });
}

export function anyValue(machine: Machine, table: Value): Value {
  return join(addTaints(underAny(machine, table), table.taints), fieldsOf(table));
}

/** A property that no object has: stands for what is under any of its names, where going through a dict gives the names. */
export const VALUES = '#values';

/** One of the values of a table. */
export function valueIn(machine: Machine, table: Value): Value {
  return join(underAny(machine, table), fieldsOf(table));
}

/** What is in a table under names that are not known; of a table that a caller gives, under all of them. */
function underAny(machine: Machine, table: Value): Value {
  const given = table.refs.flatMap((ref): Ref[] => (ref.kind === 'symbol' ? [{ kind: 'symbol', symbol: memberSymbol(ref.symbol, VALUES) }] : []));
  if (given.length === 0) return elementOf(machine, table);
  const others = elementOf(machine, { refs: table.refs.filter((ref) => ref.kind !== 'symbol'), taints: [] });
  return addTaints(join({ refs: given, taints: [] }, others), memberTaints(table, VALUES));
}

/** A property that no object has: stands for the names under which it has something. */
export const NAMES = '#names';

/** The names under which something is in a table, as far as they are not known: they are not what stands under them. */
export function namesIn(table: Value): Value {
  let taints: readonly Taint[] = memberTaints(table, NAMES).map((taint) => (taint.symbol && table.taints.some(({ symbol }) => symbol === taint.symbol) ? weaken(taint, UNTOLD) : taint));
  for (const ref of table.refs) if (ref.kind === 'object') taints = joinTaints(taints, ref.object.names);
  // Under which names secrets are kept is no secret.
  return withTaints(UNKNOWN, taints.filter(({ label }) => label !== 'secret'));
}

const UNTOLD = 'whether it is a name or what stands under it was not known';

/** `for name in table` of Python: going through a dict gives its names; through a map of JavaScript, pairs. */
export function goneThrough(machine: Machine, value: Value): Value {
  if (!value.refs.some(isTable)) return elementOf(machine, value);
  const others = value.refs.filter((ref) => !isTable(ref));
  const own = machine.module.family === 'python' ? namesIn(value) : elementOf(machine, entriesOf(machine, value));
  return others.length === 0 ? own : join(own, elementOf(machine, { ...value, refs: others }));
}

/** A dict of Python as the list of its names. */
export function asNames(machine: Machine, value: Value): Value {
  return machine.module.family === 'python' && value.refs.some(isTable) ? listOfOne(machine, goneThrough(machine, value)) : value;
}

export function isTable(ref: Ref): boolean {
  return ref.kind === 'object' && ref.object.form === 'object';
}

/** `table.items()`: a name and what stands under it. */
export function pairsOf(machine: Machine, table: Value): Value {
  const pair = makeObject('list', machine.frame.depth);
  pair.items = [namesIn(table), valueIn(machine, table)];
  return listOfOne(machine, ofRef({ kind: 'object', object: pair }));
}

/** `table.keys()`. */
export function keysOf(machine: Machine, table: Value): Value {
  const known = table.refs.find((ref) => ref.kind === 'object' && ref.object.fields.size > 0 && ref.object.isExact);
  if (known?.kind !== 'object') return listOfOne(machine, namesIn(table));
  const list = makeObject('list', 0);
  list.items = [...known.object.fields.keys()].slice(0, 24).map((name) => ofConstant(name));
  return ofRef({ kind: 'object', object: list }, table.taints);
}
