import type { Expression } from '../program/program';
import { evaluate, logical } from './expressions';
import { reading, readsOf } from './fieldReads';
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

/**
 * Evaluates what is only tested: a bare name in it is looked at, not used. Where one outcome of the test is an
 * error (`isCheck`), so is a field of which it is asked whether it is there.
 */
export function tested(machine: Machine, test: Expression, isCheck = false): Value {
  if (test.kind === 'name') return probe(machine, test);
  if (test.kind === 'logical') return logical(machine, test, (inner, part) => tested(inner, part, isCheck));
  return isCheck ? reading(machine, test, readsOf(askedFor(test))).value : evaluate(machine, test);
}

/** The field of `not data.get("name")` and `data.name === null`. */
function askedFor(test: Expression): Expression {
  if (test.kind === 'unary' && test.operator === 'not') return askedFor(test.operand);
  return test.kind === 'compare' && test.right.kind === 'literal' && test.right.value === null ? test.left : test;
}
