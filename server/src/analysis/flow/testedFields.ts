import type { Argument, Call, Compare, Expression, FunctionNode, Pattern } from '../program/program';
import { opposesByName, supportsByName } from './checkNames';
import { keyRead, keysIn } from './listedKeys';

/*
 * Which fields, by their names alone, something in a function tests. What the tests say where is not asked:
 * a field that is tested anywhere in the function that parses it or uses it is no proven case of one that nobody tests.
 */

/** What a function tests. */
export interface Tests {
  /** Names of which the type is looked at, or which are converted. */
  readonly names: ReadonlySet<string>;
  /** Names of fields that are tested or set, with what does it. */
  readonly fields: ReadonlyMap<string, string>;
}

const known = new WeakMap<FunctionNode['body'], Tests>();

export function testsIn(node: FunctionNode): Tests {
  let tests = known.get(node.body);
  if (!tests) {
    tests = collected(node.body);
    known.set(node.body, tests);
  }
  return tests;
}

/** Why a field may be tested after all, of which the engine has seen no test on the way to its use. */
export function doubtOfField(functions: readonly (FunctionNode | undefined)[], field: string): string | undefined {
  for (const node of functions) {
    const what = node && testsIn(node).fields.get(field);
    if (what !== undefined) return what === '=' ? `the program itself sets \`${field}\`` : `\`${what}\` tests \`${field}\`; what that says of this use was not followed`;
  }
  return undefined;
}

type Part = Readonly<Record<string, unknown>>;

function collected(body: unknown): Tests {
  const names = new Set<string>();
  const fields = new Map<string, string>();
  const aliases = aliasesIn(body);
  const keys = keysIn(body, visit);
  const set = (field: string | undefined, what: string): void => {
    if (field !== undefined && !fields.has(field)) fields.set(field, what);
  };
  const note = (tested: Expression | undefined, what: string): void => {
    if (!tested) return;
    if (tested.kind === 'name') names.add(tested.name);
    set(tested.kind === 'name' ? aliases.get(tested.name) : fieldOf(tested), what);
    for (const key of keys.get(keyRead(tested) ?? '') ?? []) set(key, what);
  };
  visit(body, (part) => {
    const at = part as unknown as Expression;
    if (at.kind === 'call') ofCall(at, note, fields);
    else if (at.kind === 'compare') ofCompare(at, note, fields);
    if ((part['kind'] === 'assign' || part['kind'] === 'assignment') && part['target']) ofTarget(part['target'] as Pattern, fields);
  });
  return { names, fields };
}

const predicates = new WeakMap<FunctionNode['body'], boolean>();

/** Whether a function says of what it is given only whether a test holds. */
export function isPredicate({ body }: FunctionNode): boolean {
  let is = predicates.get(body);
  if (is === undefined) {
    const given: Expression[] = [];
    let isSilent = false;
    visit(body, (part) => {
      if (part['kind'] !== 'return') return;
      if (part['value']) given.push(part['value'] as Expression);
      else isSilent = true;
    });
    is = !isSilent && given.every(isTest) && given.some(({ kind }) => kind !== 'literal');
    predicates.set(body, is);
  }
  return is;
}

function isTest(value: Expression): boolean {
  switch (value.kind) {
    case 'compare': return true;
    case 'literal': return value.type === 'boolean';
    case 'unary': return /^(!|not)$/.test(value.operator);
    case 'logical': return (value.left.kind === 'name' || isTest(value.left)) && isTest(value.right);
    case 'cast': return isTest(value.value);
    case 'call': return types.test(value.callee.kind === 'member' ? value.callee.property : value.callee.kind === 'name' ? value.callee.name : '');
    default: return false;
  }
}

/** The fields that names of a function stand for. */
export function aliasesIn(body: unknown): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  visit(body, (part) => noteAlias(part, aliases));
  return aliases;
}

export function visit(part: unknown, look: (part: Part) => void): void {
  if (typeof part !== 'object' || part === null) return;
  if (Array.isArray(part)) {
    for (const one of part) visit(one, look);
    return;
  }
  look(part as Part);
  for (const name in part) visit((part as Part)[name], look);
}

/** `urls = data["urls"]`, `for url in urls`: what is said of the name is said of the field. */
function noteAlias(part: Part, aliases: Map<string, string>): void {
  const target = part['target'] as Pattern | undefined;
  const from = (part['value'] ?? part['iterable']) as Expression | undefined;
  if (target?.kind === 'object') {
    for (const { key, target: to } of target.entries) {
      const name = to.kind === 'default' ? to.target : to;
      if (typeof key === 'string' && name.kind === 'name') aliases.set(name.name, key);
    }
  }
  if (target?.kind !== 'name' || !from) return;
  const field = from.kind === 'name' ? aliases.get(from.name) : fieldOf(from);
  if (field !== undefined) aliases.set(target.name, field);
}

/** The field that an expression reads, as far as it is nothing else: `data["kind"]`, `data.get("kind", "a").lower()`. */
export function fieldOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'member': return expression.property;
    case 'index': return expression.index.kind === 'string' ? expression.index.value : fieldOf(expression.object);
    case 'call': {
      const { callee, arguments: given } = expression;
      const key = given[0]?.value;
      if (callee.kind !== 'member') return callee.kind === 'name' && /^(list|set|tuple|sorted)$/.test(callee.name) && key ? fieldOf(key) : undefined;
      return callee.property === 'get' && key?.kind === 'string' ? key.value : given.length === 0 ? fieldOf(callee.object) : undefined;
    }
    case 'logical': return fieldOf(expression.left);
    case 'comprehension': return expression.clauses[0] && fieldOf(expression.clauses[0].iterable);
    case 'cast':
    case 'await': return fieldOf(expression.value);
    default: return undefined;
  }
}

type Note = (tested: Expression | undefined, what: string) => void;

const types = /^(isinstance|isArray|str|String|int|float|bool|Number|Boolean|parseInt|parseFloat)$/;
const memberships = /^(includes|has|contains|hasOwnProperty|hasOwn)$/;

function ofCall({ callee, arguments: given }: Call, note: Note, fields: Map<string, string>): void {
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  const values = given.map((argument: Argument) => argument.value);
  if (types.test(name)) note(values[0], name);
  else if (memberships.test(name)) {
    for (const value of values) {
      if (value.kind === 'string' && name !== 'includes' && !fields.has(value.value)) fields.set(value.value, name);
      else note(value, name);
    }
  } else if (supportsByName(name) || opposesByName(name)) for (const value of values) note(value, name);
}

function ofCompare({ operator, left, right }: Compare, note: Note, fields: Map<string, string>): void {
  if (left.kind === 'unary' && left.operator === 'typeof') note(left.operand, 'typeof');
  if (operator === 'instanceof') note(left, operator);
  if (operator !== 'in' && operator !== 'not in') return;
  // Text in a list that is written down is looked for, and so is a field in a record.
  if (left.kind === 'string') {
    if (right.kind === 'name' && !fields.has(left.value)) fields.set(left.value, 'in');
  } else note(left, 'in');
}

/** `data["file"] = path`: what the program sets is its own. */
function ofTarget(target: Pattern, fields: Map<string, string>): void {
  if (target.kind !== 'place') return;
  const field = fieldOf(target.place);
  if (field !== undefined && !fields.has(field)) fields.set(field, '=');
}
