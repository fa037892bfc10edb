import type { Expression, Handler, Pattern, Statement, WithStatement } from '../../program/program';
import { ifChain, MAX_CHAIN, unknown, type Branch } from '../builder';
import type { Lowering } from './lowering';
import { pattern } from './patterns';

export function ifStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const branches: Branch[] = [branch(lowering, node)];
  let otherwise: Statement[] = [];
  const depth = lowering.depth;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    const type = syntax.type(c);
    if (type !== 'elif_clause' && type !== 'else_clause') continue;
    lowering.depth = depth + Math.min(branches.length, MAX_CHAIN);
    if (type === 'elif_clause') branches.push(branch(lowering, c));
    else otherwise = otherwise.concat(lowering.suite(c));
  }
  lowering.depth = depth;
  out.push(ifChain(branches, otherwise, syntax.end(node)));
}

function branch(lowering: Lowering, node: number): Branch {
  const { syntax } = lowering;
  const test = lowering.field(node, 'condition');
  const wasTypeOnly = lowering.isTypeOnly;
  if (isTypeChecking(test)) lowering.isTypeOnly = true;
  const then = lowering.suite(node);
  lowering.isTypeOnly = wasTypeOnly;
  return { start: syntax.start(node), test, then };
}

function isTypeChecking(test: Expression): boolean {
  return (test.kind === 'name' && test.name === 'TYPE_CHECKING') || (test.kind === 'member' && test.property === 'TYPE_CHECKING');
}

export function whileStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const test = lowering.field(node, 'condition');
  const condition = syntax.child(node, 'condition');
  out.push({
    kind: 'loop', start, end: syntax.end(node),
    header: { start, end: condition < 0 ? start + 'while'.length : syntax.end(condition) },
    form: 'while', isAsync: false, test,
    body: lowering.suite(node),
    otherwise: elseOf(lowering, node),
  });
}

export function forStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const right = syntax.child(node, 'right');
  // The values are there before the target is bound.
  const iterable = lowering.field(node, 'right');
  out.push({
    kind: 'loop', start, end: syntax.end(node),
    header: { start, end: right < 0 ? start + 'for'.length : syntax.end(right) },
    form: 'each', isAsync: syntax.childOfType(node, 'async') >= 0,
    target: pattern(lowering, syntax.child(node, 'left'), node), iterable,
    body: lowering.suite(node),
    otherwise: elseOf(lowering, node),
  });
}

function elseOf(lowering: Lowering, node: number): Statement[] {
  const clause = lowering.syntax.childOfType(node, 'else_clause');
  return clause < 0 ? [] : lowering.suite(clause);
}

export function tryStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const body = lowering.suite(node);
  const handlers: Handler[] = [];
  let otherwise: Statement[] = [];
  let last: Statement[] = [];
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    switch (syntax.type(c)) {
      case 'except_clause':
        handlers.push(handler(lowering, c));
        break;
      case 'else_clause':
        otherwise = lowering.suite(c);
        break;
      case 'finally_clause':
        last = lowering.suite(c);
        break;
    }
  }
  out.push({ kind: 'try', start: syntax.start(node), end: syntax.end(node), body, handlers, otherwise, finally: last });
}

function handler(lowering: Lowering, node: number): Handler {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const values = syntax.childrenIn(node, 'value');
  const { type, target } = caught(lowering, node, values);
  let headerEnd = start + 'except'.length;
  for (const value of values) headerEnd = syntax.end(value);
  const alias = syntax.child(node, 'alias');
  if (alias >= 0) headerEnd = syntax.end(alias);
  return {
    start, end: syntax.end(node), header: { start, end: headerEnd },
    ...(type && { type }), ...(target && { target }),
    body: lowering.suite(node),
  };
}

interface Caught { readonly type?: Expression | undefined; readonly target?: Pattern | undefined }

function caught(lowering: Lowering, node: number, values: readonly number[]): Caught {
  const { syntax } = lowering;
  const first = values[0];
  if (first === undefined) return {};
  if (syntax.type(first) === 'as_pattern') return asParts(lowering, first);
  const alias = syntax.child(node, 'alias');
  if (alias >= 0) return { type: lowering.expression(first), target: pattern(lowering, alias, node) };
  const second = values[1];
  if (second === undefined) return { type: lowering.expression(first) };
  // Python 2's `except Error, e` binds; Python 3.14's `except A, B` lists classes, which are in capitals.
  if (values.length === 2 && /^[a-z_]\w*$/.test(syntax.textOf(second))) {
    return { type: lowering.expression(first), target: pattern(lowering, second, node) };
  }
  const items = values.map((value) => lowering.expression(value));
  return { type: { kind: 'list', start: syntax.start(first), end: items.at(-1)?.end ?? 0, form: 'tuple', items } };
}

/** `value as target`. */
function asParts(lowering: Lowering, node: number): { readonly type: Expression; readonly target?: Pattern } {
  const { syntax } = lowering;
  const value = lowering.firstPart(node);
  const alias = syntax.child(node, 'alias');
  const type = value < 0 ? lowering.absent(node) : lowering.expression(value);
  return alias < 0 ? { type } : { type, target: pattern(lowering, alias, node) };
}

export function withStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const items: WithStatement['items'][number][] = [];
  const clause = syntax.childOfType(node, 'with_clause');
  for (const item of clause < 0 ? [] : lowering.parts(clause)) {
    addWithItem(lowering, syntax.type(item) === 'with_item' ? syntax.child(item, 'value') : item, items);
  }
  out.push({
    kind: 'with', start: syntax.start(node), end: syntax.end(node),
    isAsync: syntax.childOfType(node, 'async') >= 0, items,
    body: lowering.suite(node),
  });
}

/** `a as b`, also where the grammar reads `(a as b, c as d)` as a value in parentheses. */
function addWithItem(lowering: Lowering, node: number, out: WithStatement['items'][number][]): void {
  const { syntax } = lowering;
  if (node < 0) return;
  const type = syntax.type(node);
  if (type === 'as_pattern') {
    const { type: value, target } = asParts(lowering, node);
    out.push(target ? { value, target } : { value });
  } else if ((type === 'parenthesized_expression' || type === 'tuple') && syntax.childOfType(node, 'as_pattern') >= 0) {
    for (const part of lowering.parts(node)) addWithItem(lowering, part, out);
  } else {
    out.push({ value: lowering.expression(node) });
  }
}

/** `value as name` where the grammar allows it but Python does not: the value. */
export function strayAs(lowering: Lowering, node: number): Expression {
  const value = lowering.firstPart(node);
  return value < 0 ? unknown(lowering.syntax.start(node), lowering.syntax.end(node)) : lowering.expression(value);
}
