import type { Call, Compare, Expression } from '../program/program';
import { stripped } from './containment';
import { evaluate } from './expressions';
import { NOTHING } from './families';
import type { Machine } from './machine';
import { accessPath } from './names';
import { charactersClear } from './patterns';
import { deepTaints, type Implication, type Value } from './value';

/*
 * Tests that every character of a text is one of a few.
 */

/** `set(text) <= set("0123456789+-")`: a text of such characters alone. */
export function ofCharacterSets(machine: Machine, { operator, left, right }: Compare): readonly Implication[] | undefined {
  const found = operator === '<=' ? ofCharacters(machine, setOf(left), right) : operator === '>=' ? ofCharacters(machine, setOf(right), left) : undefined;
  return found && [found];
}

/** `set(text).issubset("0123456789+-")`, `all(c in "0123456789+-" for c in text)`, `[...text].every((c) => "0123456789+-".includes(c))`. */
export function ofEachCharacter(machine: Machine, call: Call): Implication | undefined {
  const { callee } = call;
  const first = call.arguments[0]?.value;
  if (!first) return undefined;
  if (callee.kind === 'member' && callee.property === 'issubset') return ofCharacters(machine, setOf(callee.object), first);
  if (callee.kind === 'member' && callee.property === 'every' && first.kind === 'function') return ofEvery(machine, callee.object, first);
  if (callee.kind !== 'name' || callee.name !== 'all' || first.kind !== 'comprehension' || first.clauses.length !== 1) return undefined;
  const [clause] = first.clauses;
  const test = first.element;
  const isOfItem = test.kind === 'compare' && test.operator === 'in' && test.left.kind === 'name' && clause?.target.kind === 'name' && test.left.name === clause.target.name;
  return isOfItem ? ofCharacters(machine, clause.iterable, test.right) : undefined;
}

function ofEvery(machine: Machine, list: Expression, { function: test }: Extract<Expression, { kind: 'function' }>): Implication | undefined {
  const only = test.body.length === 1 ? test.body[0] : undefined;
  const item = test.parameters[0]?.target;
  const asked = only?.kind === 'return' && only.value?.kind === 'call' && only.value.callee.kind === 'member' && /^(includes|has)$/.test(only.value.callee.property) ? only.value : undefined;
  const about = asked?.arguments[0]?.value;
  if (asked?.callee.kind !== 'member' || item?.kind !== 'name' || about?.kind !== 'name' || about.name !== item.name) return undefined;
  return ofCharacters(machine, lettersOf(list), asked.callee.object);
}

/** `[...text]`, `Array.from(text)`, `text.split('')`. */
function lettersOf(list: Expression): Expression | undefined {
  if (list.kind === 'list') return list.items.length === 1 && list.items[0]?.kind === 'spread' ? list.items[0].value : undefined;
  if (list.kind !== 'call' || list.callee.kind !== 'member') return undefined;
  const first = list.arguments[0]?.value;
  if (list.callee.property === 'from') return first;
  return list.callee.property === 'split' && first?.kind === 'string' && first.value === '' ? list.callee.object : undefined;
}

/** What `set(…)` and `new Set(…)` are made of. */
function setOf(made: Expression): Expression | undefined {
  return made.kind === 'call' && made.callee.kind === 'name' && /^(set|frozenset|Set)$/.test(made.callee.name) ? made.arguments[0]?.value : undefined;
}

function ofCharacters(machine: Machine, subject: Expression | undefined, allowed: Expression): Implication | undefined {
  const path = subject && accessPath(stripped(subject));
  if (path === undefined) return undefined;
  const characters = charactersIn(evaluate(machine, setOf(allowed) ?? allowed));
  const left = characters === undefined ? NOTHING : charactersClear(characters);
  return left === NOTHING ? undefined : { path, outcome: true, cleared: left };
}

/** A text, or a set or list of texts of one character each. */
function charactersIn(value: Value): string | undefined {
  if (value.text !== undefined) return value.text;
  const [ref] = value.refs;
  if (deepTaints(value).length > 0) return undefined;
  if (value.refs.length !== 1 || ref?.kind !== 'object' || ref.object.form !== 'list' || !ref.object.isExact || ref.object.fields.size > 0) return undefined;
  const items = ref.object.items.map((item) => item.text);
  return items.every((item) => item !== undefined) ? items.join('') : undefined;
}
