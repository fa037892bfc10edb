import type { Compare, Expression } from '../program/program';
import { isNone } from './absence';
import { fileIn, isOwnFolder, isResolved, ofCommonPath, stripped } from './containment';
import { evaluate } from './expressions';
import { bitOf, EVERYTHING, LOOKED, NOTHING, PRESENT, type Cleared } from './families';
import { implications } from './guards';
import type { Machine } from './machine';
import { accessPath } from './names';
import { ofDots } from './pathParts';
import { MAX_SCRAP } from './slices';
import { isSameTaint } from './taint';
import type { Implication, Value } from './value';

/*
 * What a comparison says of what it compares.
 */

/** `"name" in data`. */
export function ofPresence(test: Compare): Implication | undefined {
  const object = test.left.kind === 'string' ? accessPath(test.right) : undefined;
  return test.left.kind === 'string' && object !== undefined ? { path: `${object}.${test.left.value}`, outcome: test.operator === 'in', cleared: PRESENT } : undefined;
}

/** `len(question) > 2000`, `question.length <= LIMIT`: what the outcome leaves is bounded, and `len(key) <= 8` leaves no whole key. */
export function ofLength(machine: Machine, test: Compare): readonly Implication[] {
  for (const [side, other, isLeft] of [[test.left, test.right, true], [test.right, test.left, false]] as const) {
    const path = measured(side);
    if (path === undefined) continue;
    const limit = evaluate(machine, other).constant;
    const isScrap = typeof limit === 'number' && limit <= MAX_SCRAP && isOfCharacters(machine, side);
    return [{ path, outcome: /^</.test(test.operator) === isLeft, cleared: bitOf('user-prompt') | (isScrap ? bitOf('log') | bitOf('response') : NOTHING) }];
  }
  return [];
}

/** `x.length`, `len(x)` of what is no list: a list of a few keys holds whole ones, and so may a few tokens. */
function isOfCharacters(machine: Machine, side: Expression): boolean {
  const subject = side.kind === 'member' ? side.object : side.kind === 'call' && side.callee.kind === 'name' && side.callee.name === 'len' ? side.arguments[0]?.value : undefined;
  return subject !== undefined && !evaluate(machine, subject).refs.some(({ kind }) => kind === 'object');
}

/** What `len(x)`, `x.length` and `count_tokens(x)` measure. */
function measured(side: Expression): string | undefined {
  if (side.kind === 'member') return side.property === 'length' ? accessPath(stripped(side.object)) : undefined;
  const name = side.kind !== 'call' ? '' : side.callee.kind === 'name' ? side.callee.name : side.callee.kind === 'member' ? side.callee.property : '';
  if (side.kind !== 'call' || !/^len$|count|tokens?$|length/i.test(name)) return undefined;
  const subject = side.arguments[0]?.value;
  return subject && accessPath(stripped(subject));
}

export function ofEquality(machine: Machine, test: Compare, outcome: boolean): readonly Implication[] {
  const typed = ofTypeof(test, outcome);
  if (typed) return [typed];
  const contained = ofCommonPath(machine, test, outcome);
  if (contained) return contained;
  const nothing = isNone(test.right) ? test.left : isNone(test.left) ? test.right : undefined;
  if (nothing) return ofNothing(machine, nothing, outcome);
  const found: Implication[] = [];
  for (const [side, other] of [[test.left, test.right], [test.right, test.left]] as const) {
    const inside = fileIn(side);
    const file = inside && accessPath(inside);
    if (inside && file !== undefined && isResolved(evaluate(machine, inside)) && isOwnFolder(evaluate(machine, other))) found.push({ path: file, outcome, cleared: bitOf('file-path') });
    const path = accessPath(stripped(side));
    if (path === undefined) continue;
    const constant = evaluate(machine, other).constant;
    if (constant !== undefined && constant !== null) return [{ path, outcome, cleared: EVERYTHING }, ...ofDots(path, other, !outcome)];
    if (isResolved(evaluate(machine, side)) && isOwnFolder(evaluate(machine, other))) {
      // Which of the two is the folder, a caller may know.
      found.push({ path, outcome, cleared: bitOf('file-path') });
      continue;
    }
    const same = sameAs(evaluate(machine, side), evaluate(machine, other));
    if (same !== NOTHING) return [{ path, outcome, cleared: same }];
  }
  return found;
}

/** `name == os.path.basename(name)`: a text that cleaning leaves as it is was clean. */
function sameAs(text: Value, cleaned: Value): Cleared {
  if (text.taints.length === 0 || cleaned.taints.length === 0) return NOTHING;
  const isOfText = cleaned.taints.every((taint) => text.taints.some((other) => isSameTaint(taint, other)));
  return isOfText ? cleaned.taints.reduce((all, taint) => all & taint.cleared, EVERYTHING) : NOTHING;
}

/** `typeof x === 'number'`. */
function ofTypeof(test: Compare, outcome: boolean): Implication | undefined {
  if (test.left.kind !== 'unary' || test.left.operator !== 'typeof' || test.right.kind !== 'string') return undefined;
  const path = accessPath(test.left.operand);
  if (path === undefined) return undefined;
  // A test of the very field is the look that a schema would take.
  const isOne = ['number', 'boolean', 'bigint'].includes(test.right.value);
  return { path, outcome, cleared: isOne ? EVERYTHING : test.right.value === 'object' ? LOOKED : bitOf('field-use') };
}

/** `SLUG.match(name) is None`, `problem_of(path) !== undefined`: what comes out as nothing, or as something, has come out as no, or as yes. */
function ofNothing(machine: Machine, subject: Expression, isNothing: boolean): readonly Implication[] {
  return implications(machine, subject).map((implied) => ({ ...implied, outcome: implied.outcome !== isNothing }));
}
