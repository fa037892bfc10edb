import type { Conditional, Expression } from '../program/program';
import { annotated } from './annotations';
import { readAnnotation } from './classes';
import type { Machine } from './machine';
import { weaken } from './taint';
import type { ClassUnit } from './units';
import { ofPath, withTaints, type Value } from './value';

/** Whether objects of a library class hide in their text what they hold: pydantic's `SecretStr`. */
export function masks(machine: Machine, path: string): boolean {
  return machine.facts.masks.has(path.replace(/\(\)$/, ''));
}

/** A field of a class of the project that holds its value in such an object. */
export function isMaskedField(machine: Machine, unit: ClassUnit, name: string): boolean {
  return maskOf(machine, unit, name) !== undefined;
}

/** What such a field is known to be. */
export function maskOf(machine: Machine, unit: ClassUnit, name: string): Value | undefined {
  if (machine.facts.masks.size === 0) return undefined;
  const type = readAnnotation(machine, unit, name, (annotation) => annotated(machine, annotation));
  const path = type?.refs.find((ref) => ref.kind === 'path' && masks(machine, ref.path));
  return path?.kind === 'path' ? ofPath(path.path, true) : undefined;
}

const masking = /^[^\p{L}\d]{2,}$|^x{3,}$|redact|mask|hidden|filtered|censored|omitted/iu;

/** `'***' if key in HIDDEN else value`: which secrets are masked, a test says that was not followed. */
export function unlessMasked({ then, otherwise }: Conditional, ifTrue: Value, ifFalse: Value, value: Value): Value {
  const isMask = (node: Expression, { constant }: Value): boolean => node.kind === 'string' && typeof constant === 'string' && masking.test(constant);
  if (value.taints.length === 0 || isMask(then, ifTrue) === isMask(otherwise, ifFalse)) return value;
  return withTaints(value, value.taints.map((taint) => (taint.label === 'secret' ? weaken(taint, 'a test decides which values are masked') : taint)));
}
