import type { Expression, Index } from '../program/program';
import { lastOf } from './containment';
import { evaluate } from './expressions';
import type { Machine } from './machine';
import { itemOf } from './members';
import { accessPath } from './names';
import { PRIVILEGED } from './narrowing';
import type { Ref, Value } from './value';

/** What is written into by `messages[messages.length - 1].content = …`: the item at the end, and no other. */
export function writtenInto(machine: Machine, at: Expression): Value {
  const list = listOfLast(at);
  if (!list) return evaluate(machine, at);
  const object = evaluate(machine, list);
  const last = itemOf(machine, object, -1);
  return object.refs.every((ref) => ref.kind === 'object' && ref.object.isExact) ? last : withoutInstructions(last);
}

/** The same where it is read: of a list whose order is not known it may be any but the instructions. */
export function readAtEnd({ object, index }: Index, item: Value): Value {
  return isEnd(object, index) ? withoutInstructions(item) : item;
}

/** The item that is read where it is the last. */
export function lastItem(machine: Machine, list: Expression, item: Value): Value {
  return withoutInstructions(lastOf(machine, list, item));
}

/** The list whose last item this is. */
function listOfLast(at: Expression): Expression | undefined {
  if (at.kind === 'cast') return listOfLast(at.value);
  if (at.kind === 'index') return isEnd(at.object, at.index) ? at.object : undefined;
  if (at.kind !== 'call' || at.callee.kind !== 'member' || at.callee.property !== 'at') return undefined;
  const [index] = at.arguments;
  return index && isOne(index.value, -1) ? at.callee.object : undefined;
}

/** `list.length - 1`, `len(list) - 1`, `-1`. */
function isEnd(list: Expression, index: Index['index']): boolean {
  if (index.kind === 'slice') return false;
  if (index.kind !== 'binary' || index.operator !== '-' || !isOne(index.right, 1)) return isOne(index, -1);
  const { left } = index;
  const measured = left.kind === 'member' && left.property === 'length' ? left.object
    : left.kind === 'call' && left.callee.kind === 'name' && left.callee.name === 'len' ? left.arguments[0]?.value : undefined;
  const path = measured && accessPath(measured);
  return path !== undefined && path === accessPath(list);
}

function isOne(expression: Expression, sign: 1 | -1): boolean {
  if (expression.kind === 'unary' && expression.operator === '-') return isOne(expression.operand, sign === 1 ? -1 : 1);
  return expression.kind === 'literal' && expression.value === sign;
}

/** Instructions stand before all other messages: they are not the last where there are others. */
function withoutInstructions(last: Value): Value {
  const others = last.refs.filter((ref) => !isInstruction(ref));
  return others.length === 0 || others.length === last.refs.length ? last : { ...last, refs: others };
}

function isInstruction(ref: Ref): boolean {
  const role = ref.kind === 'object' ? ref.object.fields.get('role')?.constant : undefined;
  return typeof role === 'string' && PRIVILEGED.values.includes(role);
}
