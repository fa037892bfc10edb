import type { Accessed } from './members';
import { callUnit } from './calls';
import { bindMethod, findField, isClassMethod } from './classes';
import type { Machine } from './machine';
import { noteStaticRead } from './sharedReads';
import type { ClassUnit, FunctionUnit } from './units';
import type { Value } from './value';

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

/** What the methods of the class gave to the field, or what it has itself: functions may put more into that later. */
export function sharedField(machine: Machine, unit: ClassUnit, property: string): Value | undefined {
  noteStaticRead(machine.frame, unit, property);
  return findField(unit, property);
}
