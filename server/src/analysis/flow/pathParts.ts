import type { Call, Compare, Expression } from '../program/program';
import { stripped } from './containment';
import { evaluate } from './expressions';
import { NO_BACKSLASH, NO_PARENT, NO_ROOT, NO_SLASH, type Cleared } from './families';
import type { Machine } from './machine';
import { accessPath } from './names';
import type { Implication } from './value';

/*
 * `name.includes('..') || path.isAbsolute(name)`: what a path must not hold, one test at a time.
 * `settledPath` tells what they say together.
 */

/** `".." in name`, `os.sep in name`, `".." in Path(name).parts`, `name != "/"`. */
export function ofForbiddenPart(machine: Machine, test: Compare): Implication | undefined {
  if (test.operator !== 'in' && test.operator !== 'not in') return undefined;
  return without(machine, test.left, test.right, test.operator !== 'in');
}

/** `name.includes('..')`, `path.isAbsolute(name)`, `name.startswith('/')`. */
export function ofForbiddenCall(machine: Machine, call: Call): Implication | undefined {
  const { callee } = call;
  if (callee.kind !== 'member') return undefined;
  const { property, object } = callee;
  const first = call.arguments[0]?.value;
  if (property === 'includes' && first) return without(machine, first, object, false);
  const subject = /^(isAbsolute|isabs)$/.test(property) ? first : property === 'is_absolute' || (/^starts_?with$/i.test(property) && first?.kind === 'string' && /^[\\/]$/.test(first.value)) ? object : undefined;
  const path = subject && accessPath(stripped(whole(subject)));
  return path === undefined ? undefined : { path, outcome: false, cleared: NO_ROOT };
}

function without(machine: Machine, part: Expression, text: Expression, outcome: boolean): Implication | undefined {
  const path = accessPath(stripped(whole(text)));
  const bits = path === undefined ? 0 : bitsOf(machine, part);
  return path === undefined || bits === 0 ? undefined : { path, outcome, cleared: bits };
}

function bitsOf(machine: Machine, part: Expression): Cleared {
  if (part.kind === 'member' && part.property === 'sep') return NO_SLASH;
  switch (part.kind === 'string' ? part.value : evaluate(machine, part).text) {
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
