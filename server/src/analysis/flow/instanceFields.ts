import type { Frame } from './frame';
import type { Machine } from './machine';
import { INSTANCE_DEPTH, Substitution } from './substitution';
import { fieldValues } from './classes';
import type { ClassUnit } from './units';
import type { Obj, Value } from './value';

/** Fields as instances have them, while one of them is looked up: by how deep they were asked for. */
export interface Looking {
  readonly frame: Frame;
  readonly found: (Map<Obj, Map<Value, Value>> | undefined)[];
}

/** Something was called meanwhile, which may have written what was found. */
export function forgetBound({ looking }: Machine): void {
  if (looking) looking.found.length = 0;
}

/** A field of a class, as one instance has it: parameters of its methods are what they were given. */
export function bindInstance(machine: Machine, object: Obj, value: Value): Value {
  if (object.bindings.size === 0 || machine.binding >= MAX_BINDING) return value;
  const before = machine.looking;
  const looking = before?.frame === machine.frame ? before : { frame: machine.frame, found: [] };
  machine.looking = looking;
  machine.binding++;
  try {
    return boundOnce(machine, object, value, looking);
  } finally {
    machine.binding--;
    machine.looking = before;
  }
}

function boundOnce(machine: Machine, object: Obj, value: Value, { found }: Looking): Value {
  const values = found[machine.binding]?.get(object);
  const known = values?.get(value);
  if (known) return known;
  const bound = new Substitution(machine, object.bindings, undefined, undefined, object.calls, undefined, { object, own: undefined }).value(value, INSTANCE_DEPTH);
  const objects = found[machine.binding] ??= new Map<Obj, Map<Value, Value>>();
  const all = objects.get(object) ?? new Map<Value, Value>();
  objects.set(object, all.set(value, bound));
  return bound;
}

/** Objects that hold each other: this many are looked through to say what a field is. */
const MAX_BINDING = 4;

/** What a function was given goes into a field that the class begins with nothing in and does not write: `made = cls(); made.name = name`. */
export function isLeftOpen(unit: ClassUnit, name: string, value: Value): boolean {
  return value.refs.some(({ kind }) => kind === 'symbol') && fieldValues(unit, name).every(({ refs, taints }) => refs.length + taints.length === 0);
}
