import type { ClassNode } from '../program/program';
import { callValue } from './calls';
import { bindMethod, findMethods } from './classes';
import { asCall } from './definitions';
import { evaluate } from './expressions';
import type { Machine } from './machine';
import type { ClassUnit } from './units';
import { ofRef, type Value } from './value';

/**
 * `class Shell(Plugin)` calls `Plugin.__init_subclass__` with the new class, which may put it into a
 * table: what is read from there later is this class.
 */
export function tellBases(machine: Machine, node: ClassNode, unit: ClassUnit): void {
  node.bases.forEach((base, index) => {
    for (const ref of unit.bases[index]?.refs ?? []) {
      if (ref.kind !== 'class' || ref.unit === unit) continue;
      const named = new Map<string, Value>();
      for (const { name, value } of node.keywords) if (name !== undefined && name !== 'metaclass') named.set(name, evaluate(machine, value));
      for (const hook of findMethods(ref.unit, '__init_subclass__')) {
        callValue(machine, bindMethod(hook, ofRef({ kind: 'class', unit })), { positional: [], named, rest: undefined }, machine.callSite(asCall(base), '__init_subclass__()'));
      }
    }
  });
}
