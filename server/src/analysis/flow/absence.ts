import type { Expression } from '../program/program';
import { stripped } from './containment';
import type { State } from './frame';
import { accessPath } from './names';

/** What is not there at all where the test comes out so: of `if (!url)`, `url is None`. */
export function absentWhere(test: Expression, outcome: boolean): string | undefined {
  switch (test.kind) {
    case 'unary': return test.operator === 'not' ? absentWhere(test.operand, !outcome) : undefined;
    case 'cast': return absentWhere(test.value, outcome);
    case 'compare': return isNone(test.right) && (test.operator === '==') === outcome && /^[!=]=$/.test(test.operator) ? accessPath(test.left) : undefined;
    case 'name':
    case 'member':
    case 'index':
    case 'call': return outcome ? undefined : accessPath(stripped(test));
    default: return undefined;
  }
}

/** `if (url) check(url)`: on the other way there is nothing to be checked. */
export function absentIsChecked(test: Expression, then: State | undefined, otherwise: State | undefined): void {
  if (!then || !otherwise || then.refined === otherwise.refined) return;
  for (const [outcome, without, withIt] of [[true, then, otherwise], [false, otherwise, then]] as const) {
    const path = absentWhere(test, outcome);
    const learned = path === undefined ? undefined : withIt.refined.get(path);
    if (path !== undefined && learned !== undefined && without.vars.get(path) !== undefined && withIt.vars.get(path) === without.vars.get(path)) without.refine(path, learned);
  }
}

/** `None`, `null`, `undefined`, an empty text. */
export function isNone(expression: Expression): boolean {
  return (expression.kind === 'literal' && expression.value === null) || (expression.kind === 'name' && expression.name === 'undefined') || (expression.kind === 'string' && expression.value === '');
}
