import type { Expression, Literal, ObjectPattern, Pattern, Statement, SwitchCase } from '../../program/program';
import { MAX_DEPTH } from '../builder';
import type { Lowering } from './lowering';

/** What one case pattern says of a value. */
interface Shape {
  /** The constants it may equal. */
  readonly tests: readonly Expression[];
  readonly target?: Pattern | undefined;
  /** It takes every value. */
  readonly isDefault: boolean;
}

const REFUTABLE: Shape = { tests: [], isDefault: false };
const WILDCARD: Shape = { tests: [], isDefault: true };

export function matchStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const subjects = syntax.childrenIn(node, 'subject').map((subject) => lowering.expression(subject));
  const first = subjects[0] ?? lowering.absent(node);
  const last = subjects.at(-1) ?? first;
  const subject: Expression = subjects.length > 1
    ? { kind: 'list', start: first.start, end: last.end, form: 'tuple', items: subjects } : first;
  const cases: SwitchCase[] = [];
  const body = syntax.child(node, 'body');
  for (const clause of body < 0 ? [] : lowering.parts(body)) {
    if (syntax.type(clause) === 'case_clause') cases.push(caseClause(lowering, clause));
  }
  out.push({ kind: 'switch', start, end, subject, fallsThrough: false, cases });
}

function caseClause(lowering: Lowering, node: number): SwitchCase {
  const { syntax } = lowering;
  const patterns = lowering.parts(node).filter((part) => syntax.type(part) === 'case_pattern');
  const first = patterns[0];
  let shape: Shape = REFUTABLE;
  if (patterns.length > 1) shape = { ...REFUTABLE, target: listTarget(lowering, node, patterns) };
  else if (first !== undefined) shape = shapeOf(lowering, first);
  const guardNode = syntax.child(node, 'guard');
  const guardTest = guardNode < 0 ? -1 : lowering.firstPart(guardNode);
  const guard = guardTest < 0 ? undefined : lowering.expression(guardTest);
  return {
    start: syntax.start(node), end: syntax.end(node), tests: shape.tests,
    ...(shape.target && { target: shape.target }), ...(guard && { guard }),
    isDefault: shape.isDefault && !guard,
    body: lowering.suite(node),
  };
}

function shapeOf(lowering: Lowering, node: number): Shape {
  if (lowering.depth >= MAX_DEPTH) return REFUTABLE;
  lowering.depth++;
  const shape = shapeAt(lowering, node);
  lowering.depth--;
  return shape;
}

function shapeAt(lowering: Lowering, node: number): Shape {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  switch (syntax.type(node)) {
    case 'case_pattern':
      return alternatives(lowering, node);
    case 'union_pattern':
      return alternatives(lowering, node);
    case 'as_pattern':
      return asShape(lowering, node);
    case 'dotted_name': {
      const place = lowering.expression(node);
      if (place.kind !== 'name') return { tests: [place], isDefault: false };
      return place.name === '_' ? WILDCARD : { tests: [], target: { kind: 'name', start, end, name: place.name }, isDefault: true };
    }
    case 'list_pattern':
      return { ...REFUTABLE, target: listTarget(lowering, node, lowering.parts(node)) };
    case 'tuple_pattern': {
      const parts = lowering.parts(node);
      const only = parts[0];
      if (parts.length === 1 && only !== undefined && syntax.childOfType(node, ',') < 0) return shapeOf(lowering, only);
      return { ...REFUTABLE, target: listTarget(lowering, node, parts) };
    }
    case 'dict_pattern':
      return { ...REFUTABLE, target: dictTarget(lowering, node) };
    case 'class_pattern':
      return classShape(lowering, node);
    case 'splat_pattern':
      return { ...WILDCARD, target: splatName(lowering, node) };
    case 'ERROR':
      return REFUTABLE;
    default:
      return { tests: [lowering.expression(node)], isDefault: false };
  }
}

/** `a | b | -1`; a case pattern with one alternative is read the same way. */
function alternatives(lowering: Lowering, node: number): Shape {
  const { syntax } = lowering;
  const tests: Expression[] = [];
  let target: Pattern | undefined;
  let isDefault = false;
  let minus = -1;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    const type = syntax.type(c);
    if (type === '-') minus = c;
    else if (type === '_') isDefault = true;
    if (!lowering.isPart(c)) continue;
    const shape = shapeOf(lowering, c);
    for (const test of shape.tests) tests.push(minus < 0 ? test : negative(test, syntax.start(minus)));
    target ??= shape.target;
    isDefault ||= shape.isDefault;
    minus = -1;
  }
  return { tests, target, isDefault };
}

function negative(test: Expression, start: number): Expression {
  if (test.kind !== 'literal' || typeof test.value !== 'number') return test;
  const literal: Literal = { kind: 'literal', start, end: test.end, type: 'number', value: -test.value };
  return literal;
}

/** `case … as name`. A program has no pattern for both a whole and its items: the items win. */
function asShape(lowering: Lowering, node: number): Shape {
  const { syntax } = lowering;
  const [inner, name] = lowering.parts(node);
  const shape = inner === undefined ? REFUTABLE : shapeOf(lowering, inner);
  if (name === undefined) return shape;
  const whole: Pattern = { kind: 'name', start: syntax.start(name), end: syntax.end(name), name: syntax.textOf(name) };
  const { target } = shape;
  if (!target) return { ...shape, target: whole };
  if (target.kind !== 'object' || target.rest) return shape;
  const both: ObjectPattern = { ...target, rest: whole };
  return { ...shape, target: both };
}

/** A sequence pattern. Constants in it bind nothing and are holes. */
function listTarget(lowering: Lowering, node: number, parts: readonly number[]): Pattern {
  const { syntax } = lowering;
  const items: (Pattern | undefined)[] = [];
  let restIndex = -1;
  for (const part of parts) {
    const only = lowering.firstPart(part);
    if (only >= 0 && syntax.type(only) === 'splat_pattern') restIndex = items.length;
    items.push(shapeOf(lowering, part).target);
  }
  const list = { kind: 'list', start: syntax.start(node), end: syntax.end(node), items } as const;
  return restIndex < 0 ? list : { ...list, restIndex };
}

function dictTarget(lowering: Lowering, node: number): Pattern {
  const { syntax } = lowering;
  const entries: ObjectPattern['entries'][number][] = [];
  let key: string | Expression = '';
  let rest: Pattern | undefined;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    const field = syntax.fieldName(c);
    if (field === 'key' && lowering.isPart(c)) {
      const test: Expression | undefined = shapeOf(lowering, c).tests[0];
      key = test?.kind === 'string' ? test.value : (test ?? '');
    } else if (field === 'value') {
      const { target } = shapeOf(lowering, c);
      if (target) entries.push({ key, target });
    } else if (syntax.type(c) === 'splat_pattern') {
      rest = splatName(lowering, c);
    }
  }
  return { kind: 'object', start: syntax.start(node), end: syntax.end(node), entries, ...(rest && { rest }) };
}

function splatName(lowering: Lowering, node: number): Pattern | undefined {
  const { syntax } = lowering;
  const name = lowering.firstPart(node);
  if (name < 0) return undefined;
  return { kind: 'name', start: syntax.start(name), end: syntax.end(name), name: syntax.textOf(name) };
}

/** Classes whose only positional pattern stands for the value itself. */
const SELF_MATCHING: ReadonlySet<string> = new Set([
  'bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple',
]);

/** `Point(x=a)` takes the attribute `x`; what stands at a position has the position as its key. */
function classShape(lowering: Lowering, node: number): Shape {
  const { syntax } = lowering;
  const [name, ...patterns] = lowering.parts(node);
  const only = patterns[0];
  if (name !== undefined && only !== undefined && patterns.length === 1 && SELF_MATCHING.has(syntax.textOf(name))) {
    return { ...shapeOf(lowering, only), isDefault: false };
  }
  const entries: ObjectPattern['entries'][number][] = [];
  patterns.forEach((part, position) => {
    const keyword = lowering.firstPart(part);
    if (keyword >= 0 && syntax.type(keyword) === 'keyword_pattern') {
      const [key, value] = lowering.parts(keyword);
      const target = value === undefined ? undefined : shapeOf(lowering, value).target;
      if (key !== undefined && target) entries.push({ key: syntax.textOf(key), target });
    } else {
      const { target } = shapeOf(lowering, part);
      if (target) entries.push({ key: String(position), target });
    }
  });
  return { ...REFUTABLE, target: { kind: 'object', start: syntax.start(node), end: syntax.end(node), entries } };
}
