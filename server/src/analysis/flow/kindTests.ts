import type { Expression } from '../program/program';
import type { Constant, Value } from './value';

/*
 * Tests of what kind of thing a parameter is, as far as an argument that is written down decides them:
 * `typeof fallback === 'object'`, `isinstance(fallback, dict)`.
 */

/** What is tested, and for which kind. */
export function kindTest(test: Expression): { readonly subject: Expression; readonly kind: string } | undefined {
  if (test.kind !== 'call' || test.callee.kind !== 'name' || test.callee.name !== 'isinstance') return undefined;
  const [subject, type] = test.arguments;
  return subject && type?.value.kind === 'name' && /^(str|bool|dict|list)$/.test(type.value.name) ? { subject: subject.value, kind: type.value.name } : undefined;
}

/** `typeof subject`. */
export function askedForKind(expression: Expression): Expression | undefined {
  return expression.kind === 'unary' && expression.operator === 'typeof' ? expression.operand : undefined;
}

const ofPython = new Set(['str', 'bool', 'dict', 'list']);

/** Whether a constant may be of the kind, or not of it, as the outcome says. */
export function constantMayBe(kind: Constant, given: Constant, outcome: boolean): boolean {
  // Nothing is `null` or `undefined`.
  if (given === null && !ofPython.has(String(kind))) return !outcome || kind === 'undefined' || kind === 'object';
  const own = ofPython.has(String(kind)) ? { string: 'str', boolean: 'bool' }[typeof given as string] : typeof given;
  return (own === kind) === outcome;
}

/** The same of something whose kind is known. Where it may be something else too, or a text of which only the labels are known, all is open. */
export function valueMayBe(kind: Constant, { refs, taints, isMixed }: Value, outcome: boolean): boolean {
  return isMixed === true || taints.length > 0 || refs.some((ref) => {
    if (ref.kind === 'function' || ref.kind === 'class') return (kind === 'function') === outcome;
    if (ref.kind !== 'object') return true;
    return (kind === (!ofPython.has(String(kind)) ? 'object' : ref.object.form === 'list' ? 'list' : 'dict')) === outcome;
  });
}
