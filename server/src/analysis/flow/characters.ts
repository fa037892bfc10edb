import type { Call, Compare, Expression } from '../program/program';
import { admittedBy } from './admitted';
import { stripped } from './containment';
import { evaluate } from './expressions';
import { NOTHING } from './families';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { accessPath } from './names';
import { charactersClear } from './patterns';
import { patternText } from './textTests';
import type { Implication } from './value';

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
  if (!first) return ofWhatIsLeft(callee);
  if (callee.kind === 'member' && callee.property === 'issubset') return ofCharacters(machine, setOf(callee.object), first);
  if (callee.kind === 'member' && callee.property === 'every' && first.kind === 'function') return ofEvery(machine, callee.object, first);
  if (callee.kind !== 'name' || callee.name !== 'all' || first.kind !== 'comprehension' || first.clauses.length !== 1) return undefined;
  const [clause] = first.clauses;
  const characters = clause?.target.kind === 'name' ? admittedIn(machine, first.element, clause.target.name) : undefined;
  return clause && characters !== undefined ? taught(clause.iterable, characters) : undefined;
}

/** `name.replace("-", "").isalnum()`: letters, digits and what was taken out. */
function ofWhatIsLeft(callee: Expression): Implication | undefined {
  let characters = callee.kind === 'member' ? forms.get(callee.property) : undefined;
  if (callee.kind !== 'member' || characters === undefined) return undefined;
  let subject = callee.object;
  while (subject.kind === 'call' && subject.callee.kind === 'member' && subject.callee.property === 'replace') {
    const [sought, put] = subject.arguments.map(({ value }) => (value.kind === 'string' ? value.value : undefined));
    if (sought === undefined || put !== '') return undefined;
    characters += sought;
    subject = subject.callee.object;
  }
  return taught(subject, characters);
}

/** The characters that a test of one character says yes to: `c.isalnum() or c in "-_"`, `/[\w-]/.test(c)`. */
function admittedIn(machine: Machine, test: Expression, item: string): string | undefined {
  switch (test.kind) {
    case 'logical': {
      const [left, right] = [admittedIn(machine, test.left, item), admittedIn(machine, test.right, item)];
      if (test.operator === 'and') return left ?? right;
      return test.operator === 'or' && left !== undefined && right !== undefined ? left + right : undefined;
    }
    case 'compare':
      if (!isNamed(test.left, item)) return undefined;
      return test.operator === 'in' ? charactersIn(machine, test.right) : test.operator === '==' ? evaluate(machine, test.right).text : undefined;
    case 'call': return admittedByCall(machine, test, item);
    default: return undefined;
  }
}

function isNamed(expression: Expression | undefined, name: string): boolean {
  return expression?.kind === 'name' && expression.name === name;
}

function admittedByCall(machine: Machine, { callee, arguments: given }: Call, item: string): string | undefined {
  if (callee.kind !== 'member') return undefined;
  if (isNamed(callee.object, item)) return forms.get(callee.property);
  if (!isNamed(given[0]?.value, item)) return undefined;
  if (/^(includes|has)$/.test(callee.property)) return charactersIn(machine, callee.object);
  const pattern = callee.property === 'test' ? patternText(evaluate(machine, callee.object)) : undefined;
  return pattern === undefined ? undefined : admittedBy(`^(?:${pattern.replace(/^\^|\$$/g, '')})$`)?.characters;
}

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const forms = new Map([['isalnum', LETTERS + DIGITS], ['isalpha', LETTERS], ['isdigit', DIGITS], ['isdecimal', DIGITS], ['isnumeric', DIGITS], ['isidentifier', `${LETTERS}_`]]);

function ofEvery(machine: Machine, list: Expression, { function: test }: Extract<Expression, { kind: 'function' }>): Implication | undefined {
  const only = test.body.length === 1 ? test.body[0] : undefined;
  const item = test.parameters[0]?.target;
  if (only?.kind !== 'return' || !only.value || item?.kind !== 'name') return undefined;
  const characters = admittedIn(machine, only.value, item.name);
  const text = lettersOf(list);
  return text && characters !== undefined ? taught(text, characters) : undefined;
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
  const characters = charactersIn(machine, allowed);
  return subject && characters !== undefined ? taught(subject, characters) : undefined;
}

function taught(subject: Expression, characters: string): Implication | undefined {
  const path = accessPath(stripped(subject));
  const cleared = charactersClear(characters);
  return path === undefined || cleared === NOTHING ? undefined : { path, outcome: true, cleared };
}

/** `c in "-_"`, `'-_'.includes(c)`: a part of a text that the program itself writes has no other characters. */
export function ofOwnText(machine: Machine, subject: Expression, text: Expression): Implication | undefined {
  const own = text.kind === 'string' || text.kind === 'name' || text.kind === 'member' ? evaluate(machine, text) : undefined;
  return own?.text === undefined || deepTaints(own).length > 0 ? undefined : taught(subject, own.text);
}

/** Those of a text, or of a set or list of texts of one character each. */
function charactersIn(machine: Machine, allowed: Expression): string | undefined {
  const value = evaluate(machine, setOf(allowed) ?? allowed);
  if (value.text !== undefined) return value.text;
  const [ref] = value.refs;
  if (deepTaints(value).length > 0) return undefined;
  if (value.refs.length !== 1 || ref?.kind !== 'object' || ref.object.form !== 'list' || !ref.object.isExact || ref.object.fields.size > 0) return undefined;
  const items = ref.object.items.map((item) => item.text);
  return items.every((item) => item !== undefined && item.length <= 1) ? items.join('') : undefined;
}
