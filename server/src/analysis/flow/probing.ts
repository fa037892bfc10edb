import type { Expression } from '../program/program';
import { evaluate, logical } from './expressions';
import type { Machine } from './machine';
import type { Value } from './value';

/** Evaluates what a test only looks at. */
export function probe(machine: Machine, expression: Expression): Value {
  return probing(machine, () => evaluate(machine, expression));
}

/** What is evaluated meanwhile is only looked at. */
export function probing<T>(machine: Machine, look: () => T): T {
  const before = machine.isProbing;
  machine.isProbing = true;
  const found = look();
  machine.isProbing = before;
  return found;
}

/** Evaluates what is only tested: a bare name in it is looked at, not used. */
export function tested(machine: Machine, test: Expression): Value {
  if (test.kind === 'name') return probe(machine, test);
  return test.kind === 'logical' ? logical(machine, test, tested) : evaluate(machine, test);
}
