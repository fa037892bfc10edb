import type { Compare, Expression, Literal } from '../../program/program';
import { binaryChain, logicalChain, MAX_CHAIN, unknown } from '../builder';
import type { Lowering } from './lowering';

/** `a + b - c`: a chain to the left is walked in a loop, so that thousands of terms need no stack. */
export function binary(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const right: number[] = [];
  const operators: string[] = [];
  let left = node;
  while (left >= 0 && syntax.type(left) === 'binary_operator') {
    right.push(syntax.child(left, 'right'));
    const operator = syntax.child(left, 'operator');
    operators.push(operator < 0 ? '+' : syntax.type(operator));
    left = syntax.child(left, 'left');
  }
  return binaryChain(chainOperands(lowering, node, left, right), operators.reverse());
}

export function boolean(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const operator = booleanOperator(lowering, node);
  const right: number[] = [];
  let left = node;
  while (left >= 0 && syntax.type(left) === 'boolean_operator' && booleanOperator(lowering, left) === operator) {
    right.push(syntax.child(left, 'right'));
    left = syntax.child(left, 'left');
  }
  return logicalChain(chainOperands(lowering, node, left, right), operator);
}

function booleanOperator(lowering: Lowering, node: number): 'and' | 'or' {
  const operator = lowering.syntax.child(node, 'operator');
  return operator >= 0 && lowering.syntax.type(operator) === 'and' ? 'and' : 'or';
}

/** Lowers the operands of a chain in source order; `right` holds the last one first. */
function chainOperands(lowering: Lowering, node: number, left: number, right: readonly number[]): Expression[] {
  const levels = Math.min(right.length, MAX_CHAIN) - 1;
  lowering.depth += levels;
  const operands = [left < 0 ? lowering.absent(node) : lowering.expression(left)];
  for (let i = right.length - 1; i >= 0; i--) {
    operands.push(right[i]! < 0 ? lowering.absent(node) : lowering.expression(right[i]!));
  }
  lowering.depth -= levels;
  return operands;
}

const COMPARISONS: ReadonlyMap<string, Compare['operator']> = new Map([
  ['<', '<'], ['<=', '<='], ['>', '>'], ['>=', '>='], ['==', '=='], ['!=', '!='], ['<>', '!='],
  ['is', '=='], ['is not', '!='], ['in', 'in'], ['not in', 'not in'],
]);

/** `a < b < c` is `a < b and b < c`; both comparisons share the operand between them. */
export function comparison(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const links: Compare[] = [];
  let left: Expression | undefined;
  let operator: Compare['operator'] | undefined;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.fieldName(c) === 'operators') operator = COMPARISONS.get(syntax.type(c)) ?? operator;
    else if (lowering.isPart(c)) {
      const right = lowering.expression(c);
      if (left && operator) {
        links.push({ kind: 'compare', start: left.start, end: right.end, operator, left, right });
      }
      left = right;
    }
  }
  if (links.length > 0) return logicalChain(links, 'and');
  return left ?? unknown(syntax.start(node), syntax.end(node));
}

/** `not x`, `-x`. A negative number is a number. */
export function unary(lowering: Lowering, node: number): Expression {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const operand = lowering.field(node, 'argument');
  const operatorNode = syntax.child(node, 'operator');
  const operator = operatorNode < 0 ? 'not' : syntax.type(operatorNode);
  if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number') {
    const literal: Literal = { kind: 'literal', start, end, type: 'number', value: -operand.value };
    return literal;
  }
  return { kind: 'unary', start, end, operator, operand };
}

/** `a if test else b`. */
export function conditional(lowering: Lowering, node: number): Expression {
  const [then, test, otherwise] = lowering.parts(node);
  if (then === undefined || test === undefined || otherwise === undefined) return lowering.unknown(node);
  return {
    kind: 'conditional',
    start: lowering.syntax.start(node),
    end: lowering.syntax.end(node),
    test: lowering.expression(test),
    then: lowering.expression(then),
    otherwise: lowering.expression(otherwise),
  };
}
