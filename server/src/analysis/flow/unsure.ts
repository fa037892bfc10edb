import type { Expression } from '../program/program';
import { evaluate } from './expressions';
import type { Machine } from './machine';
import { isSameTaint, weaken, type Taint } from './taint';
import { fieldsOf, join, weakened, withTaints, type Obj, type Value } from './value';

/*
 * What is read is one of several things, and which was not known: what only one of them holds is a
 * guess, and a finding that it leads to is likely.
 */

/** `messages[0]["content"]` of a list whose order is not known: what any message holds may be in the first. */
export function ofAnyItem(machine: Machine, value: Value, item: Expression): Value {
  if (value.taints.length === 0 || item.kind !== 'index' || item.object.kind !== 'name') return value;
  if (item.index.kind !== 'literal' || typeof item.index.value !== 'number' || item.index.value < 0) return value;
  const list = evaluate(machine, item.object).refs.find((ref) => ref.kind === 'object' && ref.object.form === 'list');
  if (list?.kind !== 'object' || list.object.isExact || !list.object.items.some(hasFields)) return value;
  return weakened(value, `which item of \`${item.object.name}\` is read was not known`);
}

function hasFields(item: Value): boolean {
  return item.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'object');
}

/** The field under a name that is not known: what only some of the fields hold is a guess. */
export function someField(object: Value): Value {
  const any = fieldsOf(object);
  if (any.taints.length === 0) return any;
  const fields = object.refs.flatMap((ref) => (ref.kind === 'object' && ref.object.form === 'object' ? [...ref.object.fields.values()] : []));
  const isInAll = (taint: Taint): boolean => fields.every((field) => field.taints.some((other) => isSameTaint(other, taint)));
  return withTaints(any, any.taints.map((taint) => (isInAll(taint) ? taint : weaken(taint, 'which field is read was not known'))));
}

/** The field of one thing that the value may be was found: labels on the value itself are those of the others. */
export function ofOthers(object: Value, property: string, taints: readonly Taint[]): readonly Taint[] {
  if (!object.refs.some((ref) => ref.kind === 'object' && ref.object.fields.has(property))) return taints;
  return taints.map((taint) => (taint.label === undefined ? taint : weaken(taint, `which of several values \`${property}\` is read of was not known`)));
}

const handles = /^_?(agents?|clients?|sessions?|models?|tools?|handlers?|callbacks?|loggers?|config|status(_?code)?|ok|id|headers|usage|metadata)$/i;

/** `result.agent` of what a tool gave back: not every part of a result is a part of its text. */
export function ofHandle(property: string, taints: readonly Taint[]): readonly Taint[] {
  if (!handles.test(property)) return taints;
  return taints.map((taint) => (taint.label === 'tool-result' || taint.label === 'retrieved' ? weaken(taint, `what \`${property}\` of the result is was not known`) : taint));
}

/** Fields under names that were not constants: one of them may have this name. */
export function loose(object: Obj, property: string): Value | undefined {
  return object.items.length === 0 ? undefined : weakened(object.items.reduce(join), `what is stored under \`${property}\` was not known`);
}
