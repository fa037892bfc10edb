import type { Comprehension, Expression } from '../program/program';
import { evaluate } from './expressions';
import type { Machine } from './machine';
import { accessPath } from './names';
import type { Symbol } from './symbol';
import { isPlace, type Taint } from './taint';
import { addItem, makeObject, ofRef, setField, type Obj, type Value } from './value';

/** Copies the fields of known objects; of what only a caller knows, a field of the copy is the same field there; other labels hang on the whole. */
export function spreadInto(into: Obj, value: Value, depth = into.depth): readonly Taint[] {
  for (const ref of value.refs) {
    if (ref.kind !== 'object') continue;
    for (const [name, field] of ref.object.fields) setField(into, name, field, depth);
    for (const item of ref.object.items) addItem(into, item);
    if (!ref.object.isExact) into.isExact = false;
  }
  if (!value.refs.some((ref) => ref.kind === 'object')) into.isExact = false;
  return placed(value);
}

/** The labels of a copy: what a caller gives is at the same place in it. */
function placed(value: Value): readonly Taint[] {
  const symbols = value.refs.flatMap((ref) => (ref.kind === 'symbol' ? [ref.symbol] : []));
  if (symbols.length === 0) return value.taints;
  return value.taints.map((taint) => (taint.symbol && !taint.isPassed && symbols.includes(taint.symbol) ? { ...taint, isPlace: true } : taint));
}

/** What was spread into an object, where only a caller knows its fields. */
export function spreadSymbols({ refs, taints }: Value): readonly Symbol[] {
  if (!refs.some((ref) => ref.kind === 'object' && ref.object.form === 'object' && !ref.object.isExact)) return [];
  return taints.flatMap((taint) => (taint.symbol && isPlace(taint) ? [taint.symbol] : []));
}

/** `{k: v for k, v in options.items() if v is not None}` has what it keeps under the same names. */
export function filteredCopy(machine: Machine, { form, key, element, clauses }: Comprehension): Value | undefined {
  const clause = clauses.length === 1 ? clauses[0] : undefined;
  if (form !== 'dict' || key?.kind !== 'name' || element.kind !== 'name' || clause?.target.kind !== 'list') return undefined;
  const [first, second] = clause.target.items;
  if (first?.kind !== 'name' || first.name !== key.name || second?.kind !== 'name' || second.name !== element.name) return undefined;
  const from = itemsOf(clause.iterable);
  if (!from || !clause.conditions.every((condition) => saysLittle(condition, key.name, element.name))) return undefined;
  const whole = evaluate(machine, from);
  if (!whole.refs.every(({ kind }) => kind === 'object' || kind === 'symbol') || whole.refs.length === 0) return undefined;
  const copy = makeObject('object', machine.frame.depth);
  const taints = spreadInto(copy, whole);
  return ofRef({ kind: 'object', object: copy }, taints);
}

/** `options` of `options.items()`, where reading it twice does nothing twice. */
function itemsOf(iterable: Expression): Expression | undefined {
  if (iterable.kind !== 'call' || iterable.callee.kind !== 'member' || iterable.callee.property !== 'items' || iterable.arguments.length > 0) return undefined;
  return accessPath(iterable.callee.object) === undefined ? undefined : iterable.callee.object;
}

/** A condition on the names, or on whether there is a value: the values that are kept are what they were. */
function saysLittle(condition: Expression, key: string, value: string): boolean {
  if (condition.kind === 'name') return condition.name === value;
  if (condition.kind !== 'compare' || condition.left.kind !== 'name') return false;
  return condition.left.name === key || (condition.left.name === value && condition.operator === '!=');
}
