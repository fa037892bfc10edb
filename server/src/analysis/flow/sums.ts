import type { Binary, Expression } from '../program/program';
import type { Machine } from './machine';
import { elementOf } from './members';
import { appendItem, makeObject } from './objects';
import { joinTaints } from './taint';
import { ofRef, type Value } from './value';

/** Flattens `a + b + c` so that long sums need no deep recursion. */
export function operandsOf(expression: Binary): Expression[] {
  const operands: Expression[] = [];
  let left: Expression = expression;
  while (left.kind === 'binary' && left.operator === expression.operator) {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  return operands.reverse();
}

/** `a + b` of two lists is a third one. */
export function concatenated(machine: Machine, left: Value, right: Value): Value | undefined {
  const lists = [left, right].map((value) => value.refs.find((ref) => ref.kind === 'object' && ref.object.form === 'list'));
  if (!lists.some((ref) => ref !== undefined)) return undefined;
  const made = makeObject('list', machine.frame.depth);
  [left, right].forEach((value, index) => {
    const ref = lists[index];
    const isKnown = ref?.kind === 'object' && value.refs.length === 1;
    for (const item of isKnown ? ref.object.items : [elementOf(machine, value)]) appendItem(made, item);
    if (!isKnown || !ref.object.isExact) made.isExact = false;
  });
  return ofRef({ kind: 'object', object: made }, joinTaints(left.taints, right.taints).filter((taint) => taint.symbol === undefined));
}
