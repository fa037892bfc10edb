import { bindMethod, findMethods, libraryBases } from './classes';
import { join } from './joining';
import type { Machine } from './machine';
import type { ClassUnit, FunctionUnit } from './units';
import type { Value } from './value';

/**
 * Methods that a class of the project writes for its library base to call: `module(x)` of a class below
 * `torch.nn.Module` is its `forward(x)`.
 */
export function handedOn(machine: Machine, unit: ClassUnit, name: string): readonly FunctionUnit[] {
  for (const base of libraryBases(unit)) {
    const written = machine.facts.handsTo(base, name);
    if (written !== undefined) return findMethods(unit, written);
  }
  return [];
}

/** A method that the class has from its library base, with those that it calls. */
export function withHanded(machine: Machine, unit: ClassUnit, name: string, object: Value, inherited: Value | undefined): Value | undefined {
  const handed = handedOn(machine, unit, name).map((method) => bindMethod(method, object));
  return handed.length === 0 ? inherited : handed.reduce(join, inherited ?? handed[0]!);
}
