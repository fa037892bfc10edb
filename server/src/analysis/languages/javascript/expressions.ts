import type {
  Argument, AssignExpression, Await, Binary, Call, Cast, Compare, Conditional, Expression, Index, ListLiteral, Literal,
  Logical, Member, Pattern, Sequence, Span, Spread, Unary, Yield,
} from '../../program/program';
import { binaryChain, logicalChain, MAX_CHAIN } from '../builder';
import { lowerTaggedTemplate } from './literals';
import type { Lowering, NameHint } from './lowering';

export function lowerName(l: Lowering, node: number): Expression {
  return l.name(node);
}

/** `import.meta` and `new.target`: the member of a name that no variable can have. */
export function lowerMetaProperty(l: Lowering, node: number): Member {
  const start = l.syntax.start(node);
  const end = l.syntax.end(node);
  const [object = '', property = ''] = l.syntax.textOf(node).split('.');
  return {
    kind: 'member', start, end,
    object: { kind: 'name', start, end: start + object.length, name: object.trim() },
    property: property.trim(),
    propertySpan: { start: end - property.trimStart().length, end },
    isOptional: false,
  };
}

export function lowerArray(l: Lowering, node: number): ListLiteral {
  const { syntax } = l;
  const items = itemsOf(l, node, (hole): Literal => ({ kind: 'literal', start: hole, end: hole, type: 'null', value: null }));
  return { kind: 'list', start: syntax.start(node), end: syntax.end(node), form: 'list', items };
}

/** The items of a list in brackets, with holes where nothing stands before a comma. */
function itemsOf(l: Lowering, node: number, hole: (at: number) => Expression): Expression[] {
  const { syntax } = l;
  const items: Expression[] = [];
  let isAfterItem = false;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.type(c) === ',') {
      if (!isAfterItem) items.push(hole(syntax.start(c)));
      isAfterItem = false;
    } else if (l.isPart(c)) {
      items.push(l.expression(c));
      isAfterItem = true;
    }
  }
  return items;
}

export function lowerSpread(l: Lowering, node: number): Spread {
  return { kind: 'spread', start: l.syntax.start(node), end: l.syntax.end(node), value: l.firstExpression(node) };
}

export function lowerCall(l: Lowering, node: number): Expression {
  const { syntax } = l;
  const list = syntax.child(node, 'arguments');
  if (list >= 0 && syntax.type(list) === 'template_string') return lowerTaggedTemplate(l, node, list);
  return call(l, node, l.childExpression(node, 'function'), list, false);
}

export function lowerNew(l: Lowering, node: number): Call {
  return call(l, node, l.childExpression(node, 'constructor'), l.syntax.child(node, 'arguments'), true);
}

function call(l: Lowering, node: number, callee: Expression, list: number, isNew: boolean): Call {
  const start = l.syntax.start(node);
  const end = l.syntax.end(node);
  if (list < 0) return { kind: 'call', start, end, callee, arguments: [], isNew };
  const given = lowerArguments(l, list);
  return { kind: 'call', start, end, callee, arguments: given, argumentsSpan: insideParentheses(l, list), isNew };
}

function lowerArguments(l: Lowering, list: number): Argument[] {
  const hole = (at: number): Expression => ({ kind: 'unknown', start: at, end: at, parts: [] });
  return itemsOf(l, list, hole).map((value): Argument => {
    const { start, end } = value;
    if (value.kind === 'spread') return { start, end, value: value.value, spread: 'list' };
    return { start, end, value };
  });
}

function insideParentheses(l: Lowering, list: number): Span {
  const { syntax } = l;
  const start = syntax.start(list);
  const end = syntax.end(list);
  const isClosed = end - start >= 2 && syntax.text[end - 1] === ')';
  return { start: Math.min(start + 1, end), end: isClosed ? end - 1 : end };
}

export function lowerMember(l: Lowering, node: number): Expression {
  const { syntax } = l;
  const object = l.childExpression(node, 'object');
  const property = syntax.child(node, 'property');
  if (property < 0) return l.unknown(node, [object]);
  return {
    kind: 'member', start: syntax.start(node), end: syntax.end(node), object,
    property: syntax.textOf(property),
    propertySpan: l.span(property),
    isOptional: syntax.child(node, 'optional_chain') >= 0,
  };
}

/** `Symbol.iterator`. */
export const ownSymbol = /^Symbol\.[a-z]+$/i;

/** `object[index]`; what stands under one of the language's own symbols is a member of that name. */
export function lowerSubscript(l: Lowering, node: number): Index | Member {
  const { syntax } = l;
  const place = syntax.child(node, 'index');
  if (place >= 0 && ownSymbol.test(syntax.textOf(place))) {
    return {
      kind: 'member', start: syntax.start(node), end: syntax.end(node), object: l.childExpression(node, 'object'),
      property: `[${syntax.textOf(place)}]`, propertySpan: l.span(place), isOptional: syntax.child(node, 'optional_chain') >= 0,
    };
  }
  return {
    kind: 'index', start: syntax.start(node), end: syntax.end(node),
    object: l.childExpression(node, 'object'),
    index: l.childExpression(node, 'index'),
    isOptional: syntax.child(node, 'optional_chain') >= 0,
  };
}

export function lowerAwait(l: Lowering, node: number): Await {
  return { kind: 'await', start: l.syntax.start(node), end: l.syntax.end(node), value: l.firstExpression(node) };
}

export function lowerYield(l: Lowering, node: number): Yield {
  const part = l.firstPart(node);
  return {
    kind: 'yield', start: l.syntax.start(node), end: l.syntax.end(node),
    value: part < 0 ? undefined : l.expression(part),
    isDelegate: l.syntax.childOfType(node, '*') >= 0,
  };
}

export function lowerUnary(l: Lowering, node: number): Unary {
  const written = operatorOf(l, node);
  return {
    kind: 'unary', start: l.syntax.start(node), end: l.syntax.end(node),
    operator: written === '!' ? 'not' : written,
    operand: l.childExpression(node, 'argument'),
  };
}

const LOGICAL: Readonly<Record<string, Logical['operator']>> = { '&&': 'and', '||': 'or', '??': 'coalesce' };
const COMPARE: Readonly<Record<string, Compare['operator']>> = {
  '==': '==', '===': '==', '!=': '!=', '!==': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=', in: 'in', instanceof: 'instanceof',
};

export function lowerBinary(l: Lowering, node: number): Expression {
  const operator = operatorOf(l, node);
  const compare = COMPARE[operator];
  if (!compare) return lowerChain(l, node, LOGICAL[operator]);
  return {
    kind: 'compare', start: l.syntax.start(node), end: l.syntax.end(node), operator: compare,
    left: l.childExpression(node, 'left'),
    right: l.childExpression(node, 'right'),
  };
}

/**
 * `a + b - c + …` or `a && b && …`: the grammar nests such a chain to the left, once per operator,
 * so it is walked down here instead of by recursion.
 */
function lowerChain(l: Lowering, node: number, logical: Logical['operator'] | undefined): Expression {
  const { syntax } = l;
  const links = [node];
  for (let left = syntax.child(node, 'left'); left >= 0 && isLink(l, left, logical); left = syntax.child(left, 'left')) {
    links.push(left);
  }
  links.reverse();
  const nesting = Math.min(links.length, MAX_CHAIN) - 1;
  l.depth += nesting;
  const operands = [l.childExpression(links[0]!, 'left')];
  for (const link of links) operands.push(l.childExpression(link, 'right'));
  l.depth -= nesting;
  if (operands.length > MAX_CHAIN) {
    return logical ? logicalChain(operands, logical) : binaryChain(operands, links.map((link) => operatorOf(l, link)));
  }
  return links.reduce((left, link, i) => joined(l, link, logical, left, operands[i + 1]!), operands[0]!);
}

function isLink(l: Lowering, node: number, logical: Logical['operator'] | undefined): boolean {
  if (l.syntax.type(node) !== 'binary_expression') return false;
  const operator = operatorOf(l, node);
  return logical ? LOGICAL[operator] === logical : !LOGICAL[operator] && !COMPARE[operator];
}

function joined(
  l: Lowering, link: number, logical: Logical['operator'] | undefined, left: Expression, right: Expression,
): Binary | Logical {
  const start = l.syntax.start(link);
  const end = l.syntax.end(link);
  if (logical) return { kind: 'logical', start, end, operator: logical, left, right };
  return { kind: 'binary', start, end, operator: operatorOf(l, link), left, right };
}

function operatorOf(l: Lowering, node: number): string {
  const operator = l.syntax.child(node, 'operator');
  return operator < 0 ? '' : l.syntax.type(operator);
}

export function lowerTernary(l: Lowering, node: number): Conditional {
  return {
    kind: 'conditional', start: l.syntax.start(node), end: l.syntax.end(node),
    test: l.childExpression(node, 'condition'),
    then: l.childExpression(node, 'consequence'),
    otherwise: l.childExpression(node, 'alternative'),
  };
}

export function lowerSequence(l: Lowering, node: number): Sequence {
  const items = l.parts(node).map((part) => l.expression(part));
  return { kind: 'sequence', start: l.syntax.start(node), end: l.syntax.end(node), items };
}

export function lowerInner(l: Lowering, node: number, hint?: NameHint): Expression {
  const part = l.firstPart(node);
  return part < 0 ? l.unknown(node) : l.expression(part, hint);
}

/** `x as T`, `x satisfies T` and `x!`. */
export function lowerCast(l: Lowering, node: number, hint?: NameHint): Cast {
  const start = l.syntax.start(node);
  const end = l.syntax.end(node);
  const [part = -1, typeNode] = l.parts(node);
  const value = part < 0 ? l.unknown(node) : l.expression(part, hint);
  if (typeNode === undefined) return { kind: 'cast', start, end, value };
  return { kind: 'cast', start, end, value, type: l.type(typeNode) };
}

/** `<T>x`. */
export function lowerTypeAssertion(l: Lowering, node: number, hint?: NameHint): Expression {
  const [typeArguments = -1, part = -1] = l.parts(node);
  if (part < 0) return l.unknown(node);
  const typeNode = l.firstPart(typeArguments);
  const type = typeNode < 0 ? undefined : l.type(typeNode);
  const value = l.expression(part, hint);
  return { kind: 'cast', start: l.syntax.start(node), end: l.syntax.end(node), value, ...(type && { type }) };
}

/** The parts of `a = b`, `a += b` and `a++`, which statements and expressions share. */
export interface Assignment {
  readonly target: Pattern;
  readonly value: Expression;
  readonly operator?: string;
}

export function lowerAssignment(l: Lowering, node: number): AssignExpression {
  return { kind: 'assignment', start: l.syntax.start(node), end: l.syntax.end(node), ...assignment(l, node) };
}

export function assignment(l: Lowering, node: number): Assignment {
  const { syntax } = l;
  if (syntax.type(node) === 'update_expression') return update(l, node);
  const left = syntax.child(node, 'left');
  const target = l.pattern(left < 0 ? node : left);
  const value = l.childExpression(node, 'right', placeHint(l, target));
  const written = operatorOf(l, node);
  return written === '' ? { target, value } : { target, value, operator: written.slice(0, -1) };
}

function placeHint(l: Lowering, target: Pattern): NameHint | undefined {
  if (target.kind === 'name') return { name: target.name, span: { start: target.start, end: target.end } };
  if (target.kind !== 'place' || target.place.kind !== 'member') return undefined;
  return { name: target.place.property, span: target.place.propertySpan };
}

function update(l: Lowering, node: number): Assignment {
  const { syntax } = l;
  const operator = syntax.child(node, 'operator');
  const argument = syntax.child(node, 'argument');
  const at = operator < 0 ? node : operator;
  const one: Literal = { kind: 'literal', start: syntax.start(at), end: syntax.end(at), type: 'number', value: 1 };
  return { target: l.pattern(argument < 0 ? node : argument), value: one, operator: operatorOf(l, node).slice(0, 1) };
}
