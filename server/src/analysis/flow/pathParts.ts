import type { Call, Compare, Expression } from '../program/program';
import { stripped } from './containment';
import { evaluate } from './expressions';
import { NO_BACKSLASH, NO_PARENT, NO_ROOT, NO_SLASH, NOT_DOTS, type Cleared } from './families';
import type { Machine } from './machine';
import { accessPath } from './names';
import type { Implication, Value } from './value';

/*
 * `name.includes('..') || path.isAbsolute(name)`: what a path must not hold, one test at a time.
 * `settledPath` tells what they say together.
 */

/** `".." in name`, `os.sep in name`, `".." in Path(name).parts`, `name != "/"`. */
export function ofForbiddenPart(machine: Machine, test: Compare): Implication | undefined {
  if (test.operator !== 'in' && test.operator !== 'not in') return undefined;
  return without(machine, test.left, test.right, test.operator !== 'in');
}

/** `name in (".", "..")`, `name == ".."`, `['.', '..'].includes(name)`: whatever else it is, it climbs nowhere by itself. */
export function ofDots(path: string | undefined, texts: Expression, outcome: boolean): readonly Implication[] {
  const isDots = (texts.kind === 'list' ? texts.items : [texts]).some((text) => text.kind === 'string' && text.value === '..');
  return isDots && path !== undefined ? [{ path, outcome, cleared: NOT_DOTS }] : [];
}

/** `name.includes('..')`, `path.isAbsolute(name)`, `name.startswith('/')`. */
export function ofForbiddenCall(machine: Machine, call: Call): Implication | undefined {
  const { callee } = call;
  if (callee.kind !== 'member') return undefined;
  const { property, object } = callee;
  const first = call.arguments[0]?.value;
  if (property === 'includes' && first) return without(machine, first, object, false);
  const edge = first?.kind === 'string' && accessPath(stripped(object));
  // In a path that was normalized, `..` stands nowhere but at its beginning.
  const normalized = first?.kind === 'string' && first.value === '..' && /^starts_?with$/i.test(property) && isNormalized(evaluate(machine, object)) ? accessPath(stripped(whole(object))) : undefined;
  if (normalized !== undefined) return { path: normalized, outcome: false, cleared: NO_PARENT };
  // What begins with no dot, or ends with more than one, is not `..`.
  if (edge && /^starts_?with$/i.test(property) && /^\.\.?$/.test(first.value)) return { path: edge, outcome: false, cleared: NOT_DOTS };
  if (edge && /^ends_?with$/i.test(property) && /[^./\\]/.test(first.value)) return { path: edge, outcome: true, cleared: NOT_DOTS };
  const subject = /^(isAbsolute|isabs)$/.test(property) ? first : property === 'is_absolute' || (/^starts_?with$/i.test(property) && first?.kind === 'string' && /^[\\/]$/.test(first.value)) ? object : undefined;
  const path = subject && accessPath(stripped(whole(subject)));
  return path === undefined ? undefined : { path, outcome: false, cleared: NO_ROOT };
}

function isNormalized({ refs }: Value): boolean {
  return refs.some((ref) => ref.kind === 'path' && /(^|\.)(normalize|normpath)\(\)$/.test(ref.path));
}

/** `path.normalize(name).replace(/^(\.\.(\/|\\|$))+/, '')`: without those at its beginning, nothing climbs any more. */
export function climbsRemoved(receiver: Value, pattern: string): Cleared {
  return isNormalized(receiver) && /^\^\((\?:)?\\\.\\\.\(.*\$\)\)[+*]$/.test(pattern) ? NO_PARENT : 0;
}

/** `any(part in name for part in ("/", ".."))`, `['/', '..'].some((part) => name.includes(part))`: what it says no to has none of them. */
export function ofForbiddenEach(machine: Machine, test: Expression, item: string, list: Expression): Implication | undefined {
  const [part, text] = lookedFor(test);
  const path = text && accessPath(stripped(whole(text)));
  if (part?.kind !== 'name' || part.name !== item || path === undefined) return undefined;
  const [ref] = evaluate(machine, list).refs;
  const parts = ref?.kind === 'object' && ref.object.isExact ? ref.object.items : [];
  const cleared = parts.reduce((bits, one) => bits | ofText(one.text), 0);
  return cleared === 0 ? undefined : { path, outcome: false, cleared };
}

/** What is looked for, and in what. */
function lookedFor(test: Expression): readonly (Expression | undefined)[] {
  if (test.kind === 'compare') return test.operator === 'in' ? [test.left, test.right] : [];
  return test.kind === 'call' && test.callee.kind === 'member' && test.callee.property === 'includes' ? [test.arguments[0]?.value, test.callee.object] : [];
}

function without(machine: Machine, part: Expression, text: Expression, outcome: boolean): Implication | undefined {
  const path = accessPath(stripped(whole(text)));
  const bits = path === undefined ? 0 : bitsOf(machine, part);
  return path === undefined || bits === 0 ? undefined : { path, outcome, cleared: bits };
}

function bitsOf(machine: Machine, part: Expression): Cleared {
  if (part.kind === 'member' && part.property === 'sep') return NO_SLASH;
  return ofText(part.kind === 'string' ? part.value : evaluate(machine, part).text);
}

function ofText(text: string | undefined): Cleared {
  switch (text) {
    case '..': return NO_PARENT;
    case '/': return NO_SLASH;
    case '\\': return NO_BACKSLASH;
    default: return 0;
  }
}

/** `Path(name).parts`, `name.split('/')`, `path.normalize(name)` are still all of the name. */
function whole(text: Expression): Expression {
  if (text.kind === 'member' && text.property === 'parts') return whole(text.object);
  if (text.kind !== 'call') return text;
  const { callee } = text;
  if (callee.kind === 'member' && callee.property === 'split') return callee.object;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return /^(Path|PurePath|PurePosixPath|str|String|normalize|normpath)$/.test(name) && text.arguments.length === 1 ? text.arguments[0]!.value : text;
}
