import { ancestors, findField } from './classes';
import { join } from './joining';
import type { Machine } from './machine';
import { memberOf } from './members';
import { makeObject, setField } from './objects';
import { spreadInto } from './spreading';
import { tableOf } from './tables';
import type { Taint } from './taint';
import { ofRef, UNKNOWN, withTaints, type GivenArguments, type InstanceRef, type Obj, type ObjectRef, type Ref, type Value } from './value';

/*
 * Copies of records: what is under a name in the one is under that name in the other.
 */

/** `dict(table, name=…)`, `dict(pairs)`. */
export function tableFrom(machine: Machine, given: GivenArguments): Value {
  const only = given.positional[0];
  const base = only?.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'list') ? tableOf(machine, only) : only;
  const object = makeObject('object', machine.frame.depth);
  let taints: readonly Taint[] = [];
  const isKnown = base !== undefined && base.refs.length > 0 && base.refs.every(isTable);
  if (isKnown) taints = spreadInto(object, base);
  for (const [name, value] of given.named) setField(object, name, value, object.depth);
  const made = ofRef({ kind: 'object', object }, taints);
  return base && !isKnown ? join(base, made) : made;
}

function isTable(ref: Ref): boolean {
  return ref.kind === 'symbol' || (ref.kind === 'object' && ref.object.form === 'object');
}

/** `asdict(record)`, `record.model_dump()`: what only a caller knows stays what it is, since its fields have the same names. */
export function asTable(machine: Machine, value: Value): Value {
  const refs = value.refs.map((ref) => (ref.kind === 'instance' ? tableOfRecord(machine, ref) : ref));
  return { ...value, refs };
}

/** `vars(object)`: of what only a caller knows, a table of all that it keeps, since its text would tell less. */
export function fieldsOf(machine: Machine, value: Value): Value {
  const table = asTable(machine, value);
  return { ...table, refs: table.refs.map((ref) => (ref.kind === 'symbol' ? tableHolding(machine, value.taints) : ref)) };
}

function tableHolding(machine: Machine, taints: readonly Taint[]): ObjectRef {
  const object = makeObject('object', machine.frame.depth);
  object.isExact = false;
  object.items = [withTaints(UNKNOWN, taints)];
  return { kind: 'object', object };
}

/** A method that gives a record as a table. */
export function isDump(name: string, { refs }: Value): boolean {
  return dumps.test(name) && refs.length > 0 && refs.every(({ kind }) => kind === 'instance' || kind === 'symbol');
}

const dumps = /^(model_dump|dict|to_dict|as_dict|_asdict|toObject)$/;

function tableOfRecord(machine: Machine, ref: InstanceRef): ObjectRef {
  const object = makeObject('object', machine.frame.depth);
  const names = new Set([...ancestors(ref.unit).flatMap((unit) => [...unit.annotations.keys(), ...unit.self.fields.keys()]), ...ref.object.fields.keys()]);
  for (const name of names) {
    const field = memberOf(machine, ofRef(ref), name);
    object.fields.set(name, field.refs.some(({ kind }) => kind === 'instance') ? { ...field, refs: field.refs.filter(({ kind }) => kind !== 'instance') } : field);
  }
  return { kind: 'object', object };
}

/** `dataclasses.replace(record, name=…)`: another object with other fields. */
export function replaced(machine: Machine, given: GivenArguments): Value | undefined {
  const value = given.positional[0];
  if (!value || value.refs.length === 0 || given.options || !value.refs.every((ref) => ref.kind === 'instance' || isTable(ref))) return undefined;
  const tables = value.refs.filter(isTable);
  const copies = value.refs.flatMap((ref): Ref[] => {
    if (ref.kind !== 'instance') return [];
    const object = copyOf(machine, ref.object);
    const shared = [...given.named].filter(([name]) => findField(ref.unit, name) !== undefined);
    for (const [name, field] of given.named) object.fields.set(name, shared.some(([other]) => other === name) ? join(memberOf(machine, ofRef(ref), name), field) : field);
    return [{ ...ref, object }];
  });
  if (tables.length === 0) return { ...value, refs: copies };
  const table = tableFrom(machine, { ...given, positional: [{ ...value, refs: tables }] });
  return { ...table, refs: [...copies, ...table.refs] };
}

function copyOf(machine: Machine, from: Obj): Obj {
  const object = makeObject(from.form, machine.frame.depth);
  for (const [name, field] of from.fields) object.fields.set(name, field);
  object.items = [...from.items];
  object.isExact = from.isExact;
  object.names = from.names;
  object.copied = from.copied;
  object.bindings = from.bindings;
  object.calls = from.calls;
  return object;
}
