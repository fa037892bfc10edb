import type { AssignStatement, Handler, Statement, SwitchCase } from '../../program/program';
import { type Branch, ifChain, MAX_CHAIN } from '../builder';
import { assignment } from './expressions';
import type { Lowering } from './lowering';

/** One statement per variable: each is its own assignment. */
export function lowerDeclaration(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const kind = syntax.child(node, 'kind');
  const word = kind < 0 ? 'var' : syntax.type(kind);
  const declares = word === 'let' || word === 'var' ? word : 'const';
  const declarators = l.parts(node).filter((part) => syntax.type(part) === 'variable_declarator');
  for (const declarator of declarators) {
    const { start, end } = l.span(declarators.length === 1 ? node : declarator);
    out.push({ kind: 'assign', start, end, ...declared(l, declarator), declares });
  }
}

export function lowerDeclarator(l: Lowering, node: number, out: Statement[]): void {
  out.push({ kind: 'assign', ...l.span(node), ...declared(l, node), declares: 'const' });
}

function declared(l: Lowering, node: number): Pick<AssignStatement, 'target' | 'value' | 'annotation'> {
  const { syntax } = l;
  const name = syntax.child(node, 'name');
  const target = l.pattern(name < 0 ? node : name);
  const type = syntax.child(node, 'type');
  const annotation = type < 0 ? undefined : l.type(type);
  const hint = target.kind === 'name' ? l.hint(name) : undefined;
  const value = syntax.child(node, 'value') < 0 ? undefined : l.childExpression(node, 'value', hint);
  return { target, value, ...(annotation && { annotation }) };
}

export function lowerExpressionStatement(l: Lowering, node: number, out: Statement[]): void {
  for (const part of l.parts(node)) lowerAsStatement(l, part, node, out);
}

/** An expression that stands as a statement. `spanOf` is the node whose span it gets: the one with the semicolon. */
export function lowerAsStatement(l: Lowering, node: number, spanOf: number, out: Statement[]): void {
  const { syntax } = l;
  const inner = l.withoutParentheses(node);
  const { start, end } = l.span(spanOf);
  switch (syntax.type(inner)) {
    case 'assignment_expression':
    case 'augmented_assignment_expression':
    case 'update_expression':
      out.push({ kind: 'assign', start, end, ...assignment(l, inner) });
      return;
    case 'sequence_expression':
      for (const part of l.parts(inner)) lowerAsStatement(l, part, part, out);
      return;
    case 'internal_module':
      l.statement(inner, out);
      return;
    case 'unary_expression':
      if (syntax.childOfType(inner, 'delete') >= 0) {
        out.push({ kind: 'delete', start, end, target: l.childExpression(inner, 'argument') });
        return;
      }
  }
  out.push({ kind: 'expression', start, end, value: l.expression(inner) });
}

export function lowerReturn(l: Lowering, node: number, out: Statement[]): void {
  const part = l.firstPart(node);
  out.push({ kind: 'return', ...l.span(node), value: part < 0 ? undefined : l.expression(part) });
}

export function lowerThrow(l: Lowering, node: number, out: Statement[]): void {
  const part = l.firstPart(node);
  out.push({ kind: 'throw', ...l.span(node), value: part < 0 ? undefined : l.expression(part) });
}

export function lowerBreak(l: Lowering, node: number, out: Statement[]): void {
  out.push({ kind: 'break', ...l.span(node) });
}

export function lowerContinue(l: Lowering, node: number, out: Statement[]): void {
  out.push({ kind: 'continue', ...l.span(node) });
}

export function lowerBlock(l: Lowering, node: number, out: Statement[]): void {
  out.push({ kind: 'block', ...l.span(node), body: l.statementsIn(node) });
}

/** A label only matters to jumps, which name no target in the program. */
export function lowerLabeled(l: Lowering, node: number, out: Statement[]): void {
  const body = l.syntax.child(node, 'body');
  if (body >= 0) l.statement(body, out);
}

/** The whole chain of `else if`, which the grammar nests once per branch. */
export function lowerIf(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const branches: Branch[] = [];
  let otherwise: Statement[] = [];
  const { depth } = l;
  for (let at = node; at >= 0;) {
    const test = l.childExpression(at, 'condition');
    branches.push({ start: syntax.start(at), test, then: l.body(at, 'consequence') });
    l.depth = depth + Math.min(branches.length, MAX_CHAIN);
    const alternative = syntax.child(at, 'alternative');
    const next = alternative < 0 ? -1 : l.firstPart(alternative);
    const isChained = next >= 0 && syntax.type(next) === 'if_statement';
    if (next >= 0 && !isChained) otherwise = single(l, next);
    at = isChained ? next : -1;
  }
  l.depth = depth;
  out.push(ifChain(branches, otherwise, syntax.end(node)));
}

function single(l: Lowering, node: number): Statement[] {
  if (l.syntax.type(node) === 'statement_block') return l.statementsIn(node);
  const out: Statement[] = [];
  l.statement(node, out);
  return out;
}

export function lowerSwitch(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const subject = l.childExpression(node, 'value');
  const body = syntax.child(node, 'body');
  const cases = body < 0 ? [] : l.parts(body).flatMap((part) => lowerCase(l, part));
  out.push({ kind: 'switch', ...l.span(node), subject, fallsThrough: true, cases });
}

function lowerCase(l: Lowering, node: number): SwitchCase[] {
  const { syntax } = l;
  const type = syntax.type(node);
  if (type !== 'switch_case' && type !== 'switch_default') return [];
  const isDefault = type === 'switch_default';
  const tests = isDefault ? [] : [l.childExpression(node, 'value')];
  const body: Statement[] = [];
  for (const part of syntax.childrenIn(node, 'body')) {
    if (l.isPart(part)) l.statement(part, body);
  }
  return [{ ...l.span(node), tests, isDefault, body }];
}

export function lowerTry(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const body = l.body(node);
  const handler = syntax.child(node, 'handler');
  const handlers = handler < 0 ? [] : [lowerCatch(l, handler)];
  const finalizer = syntax.child(node, 'finalizer');
  const last = finalizer < 0 ? [] : l.body(finalizer);
  out.push({ kind: 'try', ...l.span(node), body, handlers, otherwise: [], finally: last });
}

function lowerCatch(l: Lowering, node: number): Handler {
  const { syntax } = l;
  const parameter = syntax.child(node, 'parameter');
  const target = parameter < 0 ? undefined : l.pattern(parameter);
  const header = l.spanBefore(node, syntax.child(node, 'body'));
  return { ...l.span(node), header, ...(target && { target }), body: l.body(node) };
}

export function lowerWith(l: Lowering, node: number, out: Statement[]): void {
  const value = l.childExpression(node, 'object');
  out.push({ kind: 'with', ...l.span(node), isAsync: false, items: [{ value }], body: l.body(node) });
}

/** `;` and `debugger;` do nothing. */
export function lowerNothing(): void {}
