import type { Expression, Statement } from '../program/program';

/** The parts of a test of which the outcome follows from its own: both sides of `a and b` that came out true, not of one that came out false. */
export function eachDecided(test: Expression, outcome: boolean, visit: (part: Expression, outcome: boolean) => void): void {
  if (test.kind === 'unary' && test.operator === 'not') return eachDecided(test.operand, !outcome, visit);
  if (test.kind !== 'logical') return visit(test, outcome);
  if ((test.operator === 'and') !== outcome) return;
  eachDecided(test.left, outcome, visit);
  eachDecided(test.right, outcome, visit);
}

/** `if self.unsafe_mode:`: what a class says of a field is where objects begin, not what they are set to. */
export function isSetting(test: Expression): boolean {
  return test.kind === 'unary' ? isSetting(test.operand) : test.kind === 'member' && test.object.kind === 'name' && (test.object.name === 'self' || test.object.name === 'this');
}

/** Nothing comes after it but an error. */
export function raises(statements: readonly Statement[]): boolean {
  return statements[statements.length - 1]?.kind === 'throw';
}
