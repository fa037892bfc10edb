import type { Call, Compare, Expression, Logical } from '../program/program';
import type { Machine } from './machine';
import { accessPath } from './names';

/*
 * What tests have told of the kind of a value: what is known to be an object is no text, so a branch
 * for texts is never taken. Kept with what else was learned of the place, as the kinds that it is not.
 */

const TEXT = 1;
const INTEGER = 2;
const FRACTION = 4;
const BOOLEAN = 8;
const TABLE = 16;
const LIST = 32;
const NOTHING = 64;
const OTHER = 128;
const ALL = 255;

/** A property that no value has: what kinds the value is not. */
const KIND = '#kind';
/** Any one element of a list. */
export const ELEMENT = '[]';

const ofPython: Readonly<Record<string, number>> = { str: TEXT, int: INTEGER | BOOLEAN, float: FRACTION, bool: BOOLEAN, dict: TABLE, list: LIST, NoneType: NOTHING };
/** `typeof null` is `object`. */
const ofJavaScript: Readonly<Record<string, number>> = {
  string: TEXT, number: INTEGER | FRACTION, boolean: BOOLEAN, object: TABLE | LIST | NOTHING | OTHER, undefined: NOTHING, function: OTHER, symbol: OTHER, bigint: OTHER,
};

/** Places with the kinds that they are not. */
type Excluded = ReadonlyMap<string, number>;

const NONE: Excluded = new Map();

/** Takes into account what a test that came out so says of kinds; what can be of no kind is never there. */
export function refineKinds(machine: Machine, test: Expression, outcome: boolean): void {
  if (!machine.isLive) return;
  const { state } = machine;
  for (const [path, kinds] of excluded(test, outcome)) {
    const at = `${path}.${KIND}`;
    state.refine(at, kinds);
    if (((state.refined.get(at) ?? 0) & ALL) === ALL) machine.frame.state = undefined;
  }
}

function excluded(test: Expression, outcome: boolean): Excluded {
  switch (test.kind) {
    case 'unary': return test.operator === 'not' ? excluded(test.operand, !outcome) : NONE;
    case 'logical': return ofLogical(test, outcome);
    case 'compare': return ofCompare(test, outcome);
    case 'call': return ofCall(test, outcome);
    case 'cast': return excluded(test.value, outcome);
    default: return NONE;
  }
}

function ofLogical({ operator, left, right }: Logical, outcome: boolean): Excluded {
  if (operator === 'coalesce') return NONE;
  const [a, b] = [excluded(left, outcome), excluded(right, outcome)];
  const isBoth = (operator === 'and') === outcome;
  if (isBoth) return a.size === 0 ? b : b.size === 0 ? a : new Map([...a, ...[...b].map(([path, kinds]) => [path, kinds | (a.get(path) ?? 0)] as const)]);
  return new Map([...a].flatMap(([path, kinds]) => (b.has(path) ? [[path, kinds & b.get(path)!] as const] : [])));
}

/** `typeof x === 'string'`, `type(x) == str`, `type(x) is dict`. */
function ofCompare({ operator, left, right }: Compare, outcome: boolean): Excluded {
  const isSame = /^(===?|is)$/.test(operator);
  if (!isSame && !/^(!==?|is not)$/.test(operator)) return NONE;
  if (left.kind === 'unary' && left.operator === 'typeof' && right.kind === 'string') return told(left.operand, ofJavaScript[right.value], isSame === outcome);
  const subject = left.kind === 'call' && left.callee.kind === 'name' && left.callee.name === 'type' && left.arguments.length === 1 ? left.arguments[0]!.value : undefined;
  // Of a class that is made from the type, it is not told by being another one.
  return subject && right.kind === 'name' && isSame === outcome ? told(subject, ofPython[right.name], true) : NONE;
}

function ofCall(call: Call, outcome: boolean): Excluded {
  const { callee } = call;
  const [first, second] = call.arguments;
  if (callee.kind === 'name' && callee.name === 'isinstance' && first && second) return told(first.value, kindsNamed(second.value), outcome);
  if (callee.kind === 'name' && /^(any|all)$/.test(callee.name) && first?.value.kind === 'comprehension') return ofEachItem(first.value, callee.name === 'all', outcome);
  if (callee.kind !== 'member' || !first) return NONE;
  if (callee.property === 'isArray') return told(first.value, LIST, outcome);
  if (!/^(some|every)$/.test(callee.property) || first.value.kind !== 'function') return NONE;
  const { parameters: [item], body: [only] } = first.value.function;
  const test = only?.kind === 'return' ? only.value : undefined;
  return item?.target.kind === 'name' && test ? ofEvery(callee.object, item.target.name, test, callee.property === 'every', outcome) : NONE;
}

function ofEachItem(items: Extract<Expression, { kind: 'comprehension' }>, isAll: boolean, outcome: boolean): Excluded {
  const [clause] = items.clauses;
  const isPlain = items.clauses.length === 1 && clause?.conditions.length === 0;
  return isPlain && clause?.target.kind === 'name' ? ofEvery(clause.iterable, clause.target.name, items.element, isAll, outcome) : NONE;
}

/** What every element is not, where all of them pass the test or none does. */
function ofEvery(list: Expression, item: string, test: Expression, isAll: boolean, outcome: boolean): Excluded {
  const path = isAll === outcome ? accessPath(list) : undefined;
  if (path === undefined) return NONE;
  return new Map([...excluded(test, isAll)].flatMap(([at, kinds]) => (at === item ? [[`${path}.${ELEMENT}`, kinds] as const] : [])));
}

function kindsNamed(type: Expression): number | undefined {
  if (type.kind === 'name') return ofPython[type.name];
  const types = type.kind === 'list' ? type.items : type.kind === 'binary' && type.operator === '|' ? [type.left, type.right] : [];
  let all = 0;
  for (const one of types) {
    const kinds = kindsNamed(one);
    if (kinds === undefined) return undefined;
    all |= kinds;
  }
  return all === 0 ? undefined : all;
}

/** What an object keeps, its methods may change between two tests. */
function told(subject: Expression, kinds: number | undefined, isOne: boolean): Excluded {
  const path = kinds === undefined ? undefined : accessPath(subject);
  if (kinds === undefined || path === undefined || /^(this|self|cls)\./.test(path)) return NONE;
  // What is no object may still be nothing, and the other way round.
  const no = isOne ? ALL & ~kinds : kinds & ~NOTHING;
  return new Map([[path, no]]);
}

/** Whether this is no place of the program. */
export function isOfKind(path: string): boolean {
  return path.endsWith(KIND);
}
