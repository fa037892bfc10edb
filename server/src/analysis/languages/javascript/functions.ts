import type {
  Expression, FunctionExpression, FunctionNode, Parameter, Span, Statement,
} from '../../program/program';
import type { Lowering, NameHint } from './lowering';
import { stringValue } from './literals';

export function lowerFunctionExpression(l: Lowering, node: number, hint?: NameHint): FunctionExpression {
  const { syntax } = l;
  return { kind: 'function', start: syntax.start(node), end: syntax.end(node), function: lowerFunction(l, node, hint) };
}

export function lowerFunctionStatement(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const name = syntax.child(node, 'name');
  const hint = name < 0 ? undefined : l.hint(name);
  out.push({ kind: 'function', start: syntax.start(node), end: syntax.end(node), function: lowerFunction(l, node, hint) });
}

/** A method that broken source left outside its class: its body is read, but it binds no name. */
export function lowerStrayMethod(l: Lowering, node: number, out: Statement[]): void {
  const name = l.syntax.child(node, 'name');
  const value = lowerFunctionExpression(l, node, name < 0 ? undefined : l.hint(name));
  out.push({ kind: 'expression', start: value.start, end: value.end, value });
}

/**
 * A function of any form. Its own name goes before `hint`; a method's name comes as the hint, since
 * it may be computed. `decorators` are those that stand before the node.
 */
export function lowerFunction(
  l: Lowering, node: number, hint?: NameHint, decorators: readonly Expression[] = [],
): FunctionNode {
  const { syntax } = l;
  const id = l.builder.reserveFunction();
  const type = syntax.type(node);
  const own = NAMED.has(type) ? syntax.child(node, 'name') : -1;
  const named = own < 0 ? hint : l.hint(own);
  const allDecorators = [...decorators, ...lowerDecorators(l, node)];
  const parameters = lowerParameters(l, node);
  const returns = syntax.child(node, 'return_type');
  const returnType = returns < 0 ? undefined : l.type(returns);
  const bodyNode = syntax.child(node, 'body');
  const body = lowerBody(l, bodyNode);
  return l.builder.addFunction({
    id,
    name: named?.name,
    nameSpan: named?.span ?? l.spanBefore(node, bodyNode),
    start: syntax.start(node),
    end: syntax.end(node),
    parameters,
    body,
    bodySpan: bodySpan(l, node, bodyNode),
    ...modifiers(l, node),
    isArrow: type === 'arrow_function',
    decorators: allDecorators,
    ...(returnType && { returnType }),
    directives: bodyNode < 0 ? [] : directivesOf(l, bodyNode),
  });
}

const NAMED: ReadonlySet<string> = new Set(['function_expression', 'generator_function']);

export function lowerDecorators(l: Lowering, node: number): Expression[] {
  const { syntax } = l;
  const decorators: Expression[] = [];
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.type(c) === 'decorator') decorators.push(l.firstExpression(c));
  }
  return decorators;
}

/** The strings at the start of a file or body that speak to the tools: `use server`. */
export function directivesOf(l: Lowering, block: number): string[] {
  const { syntax } = l;
  const directives: string[] = [];
  for (let c = block + 1, end = syntax.next(block); c < end; c = syntax.next(c)) {
    if (!l.isPart(c)) continue;
    const inner = syntax.type(c) === 'expression_statement' ? l.firstPart(c) : -1;
    if (inner < 0 || syntax.type(inner) !== 'string') break;
    directives.push(stringValue(l, inner));
  }
  return directives;
}

/** A signature that another signature, or the implementation, of the same function follows. */
export function isOverload(l: Lowering, node: number, next: number | undefined): boolean {
  if (next === undefined) return false;
  const signature = unwrapExport(l, node);
  if (l.syntax.type(signature) !== 'function_signature') return false;
  const follower = unwrapExport(l, next);
  if (!FUNCTIONS.has(l.syntax.type(follower))) return false;
  return hasSameName(l, signature, follower);
}

export function hasSameName(l: Lowering, one: number, other: number): boolean {
  const { syntax } = l;
  const name = syntax.child(one, 'name');
  const otherName = syntax.child(other, 'name');
  return name >= 0 && otherName >= 0 && syntax.textOf(name) === syntax.textOf(otherName);
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_signature', 'function_declaration', 'generator_function_declaration',
]);

function unwrapExport(l: Lowering, node: number): number {
  if (l.syntax.type(node) !== 'export_statement') return node;
  const declaration = l.syntax.child(node, 'declaration');
  return declaration < 0 ? node : declaration;
}

function modifiers(l: Lowering, node: number): { isAsync: boolean; isGenerator: boolean } {
  const { syntax } = l;
  let isAsync = false;
  let isGenerator = syntax.type(node).startsWith('generator_');
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    const type = syntax.type(c);
    if (type === 'formal_parameters') break;
    if (type === 'async' && !syntax.isNamed(c)) isAsync = true;
    if (type === '*') isGenerator = true;
  }
  return { isAsync, isGenerator };
}

/** The expression body of an arrow function is what it returns; a signature has no body. */
function lowerBody(l: Lowering, body: number): Statement[] {
  if (body < 0) return [];
  if (l.syntax.type(body) === 'statement_block') return l.statementsIn(body);
  l.depth++;
  const value = l.expression(body);
  l.depth--;
  return [{ kind: 'return', start: l.syntax.start(body), end: l.syntax.end(body), value }];
}

function bodySpan(l: Lowering, node: number, body: number): Span {
  const { syntax } = l;
  if (body < 0) return { start: syntax.end(node), end: syntax.end(node) };
  const start = syntax.start(body);
  const end = syntax.end(body);
  if (syntax.type(body) !== 'statement_block') return { start, end };
  const isClosed = end - start >= 2 && syntax.text[end - 1] === '}';
  return { start: Math.min(start + 1, end), end: isClosed ? end - 1 : end };
}

function lowerParameters(l: Lowering, node: number): Parameter[] {
  const { syntax } = l;
  const single = syntax.child(node, 'parameter');
  if (single >= 0) return [plainParameter(l, single)];
  const list = syntax.child(node, 'parameters');
  if (list < 0) return [];
  const parameters: Parameter[] = [];
  for (const part of l.parts(list)) {
    const type = syntax.type(part);
    if (type === 'ERROR') continue;
    if (type !== 'required_parameter' && type !== 'optional_parameter') parameters.push(plainParameter(l, part));
    else if (!isThis(l, part)) parameters.push(typedParameter(l, part));
  }
  return parameters;
}

/** TypeScript lets a function say what its `this` is; nothing is passed for it. */
function isThis(l: Lowering, node: number): boolean {
  const pattern = l.syntax.child(node, 'pattern');
  return pattern >= 0 && l.syntax.type(pattern) === 'this';
}

function plainParameter(l: Lowering, node: number): Parameter {
  const { syntax } = l;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const target = l.pattern(node);
  const isKeywordOnly = false;
  const isField = false;
  if (syntax.type(node) === 'rest_pattern') return { start, end, target, rest: 'list', isKeywordOnly, decorators: [], isField };
  if (target.kind !== 'default') return { start, end, target, isKeywordOnly, decorators: [], isField };
  return { start, end, target: target.target, defaultValue: target.value, isKeywordOnly, decorators: [], isField };
}

function typedParameter(l: Lowering, node: number): Parameter {
  const { syntax } = l;
  const decorators = lowerDecorators(l, node);
  const pattern = firstOf(syntax.child(node, 'pattern'), syntax.child(node, 'name'));
  const target = l.pattern(firstOf(pattern, node));
  const type = syntax.child(node, 'type');
  const annotation = type < 0 ? undefined : l.type(type);
  const hint = target.kind === 'name' ? l.hint(pattern) : undefined;
  const defaultValue = syntax.child(node, 'value') < 0 ? undefined : l.childExpression(node, 'value', hint);
  return {
    start: syntax.start(node),
    end: syntax.end(node),
    target,
    ...(defaultValue && { defaultValue }),
    ...(pattern >= 0 && syntax.type(pattern) === 'rest_pattern' && { rest: 'list' as const }),
    isKeywordOnly: false,
    ...(annotation && { annotation }),
    decorators,
    isField: FIELD_MODIFIERS.some((modifier) => syntax.childOfType(node, modifier) >= 0),
  };
}

const FIELD_MODIFIERS = ['accessibility_modifier', 'override_modifier', 'readonly'];

function firstOf(node: number, otherwise: number): number {
  return node >= 0 ? node : otherwise;
}
