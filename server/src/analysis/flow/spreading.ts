import type { Comprehension, Expression } from '../program/program';
import { evaluate } from './expressions';
import { entering } from './given';
import type { FlowStep } from '../analysis';
import { either } from './joining';
import type { Machine } from './machine';
import { accessPath } from './names';
import { addItem, makeObject, setField } from './objects';
import type { Symbol } from './symbol';
import { isPlace, joinTaints, type Taint } from './taint';
import { ofRef, type Obj, type Ref, type Value } from './value';

/** Copies the fields of known objects; of what only a caller knows, a field of the copy is the same field there; other labels hang on the whole. */
export function spreadInto(into: Obj, value: Value, depth = into.depth): readonly Taint[] {
  const before = [...into.fields.keys()];
  for (const ref of value.refs) {
    if (ref.kind === 'symbol') addCopied(into, ref.symbol, before);
    if (ref.kind !== 'object') continue;
    for (const [name, field] of ref.object.fields) setField(into, name, field, depth);
    for (const item of ref.object.items) addItem(into, item);
    into.names = joinTaints(into.names, ref.object.names);
    if (!ref.object.isExact) into.isExact = false;
    for (const one of ref.object.copied ?? []) addCopied(into, one.symbol, [...before, ...one.before]);
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

/** What was copied into an object that may have the property, where only a caller knows it. */
export function copiedWith({ refs }: Value, property: string): readonly Symbol[] {
  const found: Symbol[] = [];
  for (const ref of refs) {
    if (ref.kind !== 'object' || !ref.object.copied) continue;
    const isSet = ref.object.fields.has(property);
    for (const { symbol, before } of ref.object.copied) if (!isSet || before.includes(property)) found.push(symbol);
  }
  return found;
}

/** Without the labels of what was copied into an object before the property was written. */
export function unlessWritten(value: Value, property: string): Value {
  const only = value.refs.length === 1 ? value.refs[0] : undefined;
  if (only?.kind !== 'object' || !only.object.copied || !only.object.fields.has(property)) return value;
  const hidden = only.object.copied.filter(({ before }) => !before.includes(property)).map(({ symbol }) => symbol);
  const taints = value.taints.filter((taint) => !taint.symbol || !isPlace(taint) || !hidden.includes(taint.symbol));
  return taints.length === value.taints.length ? value : { ...value, taints };
}

/** Whether what a parameter stands for is handed on whole or copied field by field, so that only labels on the whole of it are on this value. */
export function isHandedOn(taint: Taint, refs: readonly Ref[], lookUp: (symbol: Symbol) => Value | undefined): boolean {
  const { symbol } = taint;
  if (!symbol || refs.length === 0) return false;
  if (refs.some((ref) => ref.kind === 'symbol' && ref.symbol === symbol)) return true;
  if (!isPlace(taint) || !refs.some((ref) => ref.kind === 'object' && ref.object.copied?.some((one) => one.symbol === symbol))) return false;
  const bound = lookUp(symbol)?.refs ?? [];
  return bound.length > 0 && bound.every(({ kind }) => kind === 'object' || kind === 'symbol');
}

/** The fields of what is known now of the things that were copied into an object. */
export function copyKnown(from: Obj, into: Obj, lookUp: (symbol: Symbol) => Value | undefined, stepOf: (symbol: Symbol) => FlowStep | undefined): void {
  let isOpen = from.items.length > 0;
  for (const { symbol, before } of from.copied ?? []) {
    const bound = lookUp(symbol);
    const step = stepOf(symbol);
    if (!bound) addCopied(into, symbol, before);
    if (!bound?.refs.every((ref) => ref.kind === 'object')) isOpen = true;
    for (const ref of bound?.refs ?? []) {
      if (ref.kind === 'symbol') addCopied(into, ref.symbol, before);
      if (ref.kind !== 'object') continue;
      if (!ref.object.isExact) isOpen = true;
      const isSure = bound!.refs.length === 1;
      for (const [name, given] of ref.object.fields) {
        const field = entering(given, step);
        const own = into.fields.get(name);
        if (own === undefined || (before.includes(name) && isSure)) into.fields.set(name, field);
        else if (before.includes(name) || !from.fields.has(name)) into.fields.set(name, either(own, field));
      }
      for (const item of ref.object.items) addItem(into, item);
      into.names = joinTaints(into.names, ref.object.names);
      for (const one of ref.object.copied ?? []) addCopied(into, one.symbol, [...before, ...one.before]);
    }
  }
  if (!isOpen) into.isExact = true;
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

/** Each thing stands once among what an object copies, or copies of copies would double with every call. */
function addCopied(into: Obj, symbol: Symbol, before: readonly string[]): void {
  const known = into.copied ?? [];
  const same = known.find((one) => one.symbol === symbol);
  if (!same) into.copied = [...known, { symbol, before: [...new Set(before)] }];
  else if (before.some((name) => !same.before.includes(name))) into.copied = known.map((one) => (one === same ? { symbol, before: [...new Set([...same.before, ...before])] } : one));
}
