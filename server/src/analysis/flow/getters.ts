import { writeMember } from './assign';
import { callUnit } from './calls';
import { ancestors, bindMethod, findField, findMethods, isClassMethod, writeInstance } from './classes';
import type { Expression } from '../program/program';
import { isFollowedLater } from './entering';
import { evaluate } from './expressions';
import { join } from './joining';
import type { Machine } from './machine';
import { memberOf, ofSymbol, type Accessed } from './members';
import { settleClass } from './settling';
import { noteStaticRead } from './sharedReads';
import { VALUES } from './tables';
import type { ClassUnit, FunctionUnit } from './units';
import { ofRef, type GivenArguments, type Value } from './value';

/** What a getter of that name gives of the object; undefined for a method, which is not called by being read. */
export function readGetter(machine: Machine, unit: FunctionUnit, property: string, object: Value, at: Accessed | undefined): Value | undefined {
  if (!unit.owner?.getters.has(property)) return undefined;
  return callUnit(machine, unit, object, at?.kind === 'member' || at?.kind === 'index' ? at : undefined);
}

/** A method that a class hands out, or what a `static get` of it gives; asked of a Python class, a property is not called. */
export function classMember(machine: Machine, unit: FunctionUnit, property: string, object: Value, at: Accessed | undefined): Value {
  const given = unit.isStatic ? readGetter(machine, unit, property, object, at) : undefined;
  return given ?? bindMethod(unit, unit.bindsFirst && !unit.isStatic && isClassMethod(unit) ? object : undefined);
}

/** Under this name, which no program can write, the object of a class has what all of its fields were copied from. */
const COPIED = 'all fields';

/** `Object.assign(this, options)`: each field of the one is a field of the other. */
export function copyInto(machine: Machine, target: Value, from: Value): void {
  const open = from.refs.filter(({ kind }) => kind === 'symbol');
  for (const ref of target.refs) {
    if (ref.kind !== 'instance') continue;
    for (const one of from.refs) if (one.kind === 'object') for (const [name, field] of one.object.fields) writeMember(machine, ofRef(ref), name, field);
    if (open.length > 0 && ref.object === ref.unit.self) writeInstance(machine, ref, COPIED, { refs: open, taints: from.taints.filter(({ symbol }) => symbol !== undefined) });
  }
}

/** `self.__dict__.update(options)`. */
export function updateOwn(machine: Machine, table: Expression, given: GivenArguments): void {
  if (table.kind !== 'member' || table.property !== '__dict__') return;
  const target = evaluate(machine, table.object);
  for (const value of given.positional) copyInto(machine, target, value);
}

/** `for name, value in options.items(): setattr(self, name, value)`, `this[name] = value`: the same, one by one. */
export function copyEach(machine: Machine, target: Value, value: Value): void {
  for (const ref of value.refs) {
    const whole = ref.kind === 'symbol' && ref.symbol.path.at(-1) === VALUES ? ref.symbol.parent : undefined;
    if (whole) copyInto(machine, target, ofSymbol(whole));
  }
}

/** A field of an object: what the methods keep there is known from the time that something asks for it. */
export function fieldOfObject(machine: Machine, unit: ClassUnit, property: string): Value | undefined {
  if (isFollowedLater(machine)) settleClass(machine, unit);
  return sharedField(machine, unit, property);
}

/** What the methods of the class gave to the field, or what it has itself: functions may put more into that later. */
export function sharedField(machine: Machine, unit: ClassUnit, property: string): Value | undefined {
  noteStaticRead(machine.frame, unit, property);
  const field = findField(unit, property);
  const isCopied = ancestors(unit).some(({ self }) => self.fields.has(COPIED)) && findMethods(unit, property).length === 0;
  const copied = isCopied ? findField(unit, COPIED) : undefined;
  if (!copied) return field;
  const given = memberOf(machine, copied, property);
  return field ? join(field, given) : given;
}
