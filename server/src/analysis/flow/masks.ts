import { annotated } from './annotations';
import { readAnnotation } from './classes';
import type { Machine } from './machine';
import type { ClassUnit } from './units';
import { ofPath, type Value } from './value';

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
