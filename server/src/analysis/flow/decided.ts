import type { Expression } from '../program/program';

/** The parts of a test of which the outcome follows from its own: both sides of `a and b` that came out true, not of one that came out false. */
export function eachDecided(test: Expression, outcome: boolean, visit: (part: Expression, outcome: boolean) => void): void {
  if (test.kind === 'unary' && test.operator === 'not') return eachDecided(test.operand, !outcome, visit);
  if (test.kind !== 'logical') return visit(test, outcome);
  if ((test.operator === 'and') !== outcome) return;
  eachDecided(test.left, outcome, visit);
  eachDecided(test.right, outcome, visit);
}
