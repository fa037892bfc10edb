import type { Machine } from './machine';
import { elementOf, itemOf } from './members';
import { listOfOne } from './methods';
import { addItem, addTaints, deepTaints, fieldsOf, join, makeObject, ofConstant, ofRef, setField, UNKNOWN, withTaints, type Value } from './value';

/** `new Map(pairs)`, `dict(pairs)`, `Object.fromEntries(pairs)`: values under the keys that are constants, or under any. */
export function tableOf(machine: Machine, pairs: Value): Value {
  if (pairs.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'object')) return pairs;
  const table = makeObject('object', machine.frame.depth);
  for (const pair of elements(machine, pairs)) {
    const key = itemOf(machine, pair, 0).constant;
    const value = itemOf(machine, pair, 1);
    if (typeof key === 'string') {
      setField(table, key, value, machine.frame.depth);
    } else if (value !== UNKNOWN) {
      addItem(table, value);
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
  const others = elementOf(machine, table);
  if (list.items.length === 0 || others !== UNKNOWN) add(withTaints(UNKNOWN, table.taints), addTaints(others, deepTaints(table)));
  return ofRef({ kind: 'object', object: list });
}

function anyValue(machine: Machine, table: Value): Value {
  return join(addTaints(elementOf(machine, table), deepTaints(table)), fieldsOf(table));
}
