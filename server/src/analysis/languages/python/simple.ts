import type { Expression, Literal } from '../../program/program';
import { unknown } from '../builder';
import type { Lowering, ToExpression } from './lowering';

/** A name; one that the parser had to invent is unknown. */
export function identifier(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  return start === end ? unknown(start, end) : { kind: 'name', start, end, name: syntax.textOf(node) };
}

/** `a.b.c` in an import, a `case` or a decorator. */
export function dottedName(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  let result: Expression | undefined;
  for (const part of lowering.parts(node)) {
    const propertySpan = { start: syntax.start(part), end: syntax.end(part) };
    const property = syntax.textOf(part);
    result = result
      ? { kind: 'member', start: result.start, end: propertySpan.end, object: result, property, propertySpan, isOptional: false }
      : { kind: 'name', ...propertySpan, name: property };
  }
  return result ?? lowering.absent(node);
}

/** A handler for a word with a fixed value. */
export function constant(type: Literal['type'], value: Literal['value']): ToExpression {
  return (lowering, node) => ({
    kind: 'literal', start: lowering.syntax.start(node), end: lowering.syntax.end(node), type, value,
  });
}

/** Any number; of an imaginary one only the digits are kept. */
export function number(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const digits = syntax.textOf(node).replaceAll('_', '').replace(/[lLjJ]$/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return { kind: 'literal', start: syntax.start(node), end: syntax.end(node), type: 'number', value };
}

export function ellipsis(lowering: Lowering, node: number): Expression {
  return { kind: 'name', start: lowering.syntax.start(node), end: lowering.syntax.end(node), name: 'Ellipsis' };
}

/** `((x))` is `x`; the parentheses are walked in a loop. */
export function parenthesized(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  let inner = lowering.firstPart(node);
  while (inner >= 0 && syntax.type(inner) === 'parenthesized_expression') inner = lowering.firstPart(inner);
  return inner < 0 ? lowering.absent(node) : lowering.expression(inner);
}

export function awaitExpression(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const value = lowering.firstPart(node);
  return {
    kind: 'await', start: syntax.start(node), end: syntax.end(node),
    value: value < 0 ? lowering.absent(node) : lowering.expression(value),
  };
}

export function yieldExpression(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  lowering.hasYield = true;
  const value = lowering.firstPart(node);
  return {
    kind: 'yield', start: syntax.start(node), end: syntax.end(node),
    value: value < 0 ? undefined : lowering.expression(value),
    isDelegate: syntax.childOfType(node, 'from') >= 0,
  };
}

/** A `type` node is whatever stands in it. */
export function wrapped(lowering: Lowering, node: number): Expression {
  const inner = lowering.firstPart(node);
  return inner < 0 ? lowering.absent(node) : lowering.expression(inner);
}

/** `List[int]` in an annotation is an index, as it is in an expression. */
export function genericType(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const [name, parameters] = lowering.parts(node);
  const object = name === undefined ? lowering.absent(node) : lowering.expression(name);
  const start = syntax.start(node);
  const end = syntax.end(node);
  const items = parameters === undefined ? [] : lowering.parts(parameters).map((part) => lowering.expression(part));
  const first = items[0];
  const index: Expression = items.length === 1 && first ? first
    : { kind: 'list', start: first?.start ?? end, end: items.at(-1)?.end ?? end, form: 'tuple', items };
  return { kind: 'index', start, end, object, index, isOptional: false };
}

export function unionType(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const [left, right] = lowering.parts(node);
  return {
    kind: 'binary', start: syntax.start(node), end: syntax.end(node), operator: '|',
    left: left === undefined ? lowering.absent(node) : lowering.expression(left),
    right: right === undefined ? lowering.absent(node) : lowering.expression(right),
  };
}

/** `a[int].B` as a type. */
export function memberType(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const [object, name] = lowering.parts(node);
  if (object === undefined || name === undefined) return lowering.unknown(node);
  return {
    kind: 'member', start: syntax.start(node), end: syntax.end(node), object: lowering.expression(object),
    property: syntax.textOf(name), propertySpan: { start: syntax.start(name), end: syntax.end(name) }, isOptional: false,
  };
}
