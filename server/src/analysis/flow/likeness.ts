import { stepsOf } from './story';
import type { Taint } from './taint';
import { keysOf } from './under';
import type { Summary } from './units';
import type { GivenArguments, Obj, Ref, Value } from './value';

/** Values that are looked through to say what something is. */
const MAX_VALUES = 1500;

/** The values that something is made of, each as it is; undefined where they are too many to compare. */
export type Content = readonly (Value | undefined)[] | undefined;

/** Values, and those inside of their objects. Objects change, values do not. */
export function contentOf(values: readonly (Value | undefined)[]): Content {
  const found: (Value | undefined)[] = [];
  const seen = new Set<Obj>();
  const add = (value: Value | undefined): void => {
    found.push(value);
    for (const ref of value?.refs ?? []) {
      if (found.length > MAX_VALUES) return;
      if (ref.kind !== 'object' && ref.kind !== 'instance' && ref.kind !== 'setter') continue;
      // The fields that the methods of a class see are read one by one.
      if (seen.has(ref.object) || (ref.kind === 'instance' && ref.object === ref.unit.self)) continue;
      seen.add(ref.object);
      for (const field of ref.object.fields.values()) add(field);
      for (const item of ref.object.items) add(item);
    }
  };
  values.forEach(add);
  return found.length > MAX_VALUES ? undefined : found;
}

/** Whether two say the same, although they may have been made apart: what a function makes is new at each run. */
export function isLike(before: Content, now: Content): boolean {
  if (!before || !now) return false;
  if (before.length === now.length && before.every((value, index) => value === now[index])) return true;
  return isSameSet(before.map(ofValue), now.map(ofValue));
}

export function areLike(before: readonly Taint[], now: readonly Taint[]): boolean {
  return before === now || isSameSet(before.map(ofTaint), now.map(ofTaint));
}

function isSameSet(before: readonly number[], now: readonly number[]): boolean {
  const [a, b] = [new Set(before), new Set(now)];
  if (a.size !== b.size) return false;
  for (const one of a) if (!b.has(one)) return false;
  return true;
}

export function isLikeSummary(before: Summary, now: Summary): boolean {
  return before === now || ofSummary(before) === ofSummary(now);
}

/** Numbers of things that are the same thing, and sums of texts that were asked for before; long ones are not kept. */
const numbers = new WeakMap<object, number>();
const textSums = new Map<string, number>();
const MAX_TEXTS = 20_000;
const LONG = 200;
let nextNumber = 1;

function numberOf(one: object | undefined): number {
  if (!one) return 0;
  let number = numbers.get(one);
  if (number === undefined) numbers.set(one, (number = nextNumber++));
  return number;
}

const START = 0x811c9dc5;

/** A sum of its letters: the same for the same text, whatever was forgotten meanwhile. */
function numberOfText(text: string | undefined): number {
  if (text === undefined) return 0;
  if (text.length > LONG) return sumOfText(text);
  let sum = textSums.get(text);
  if (sum === undefined) {
    if (textSums.size >= MAX_TEXTS) textSums.clear();
    textSums.set(text, (sum = sumOfText(text)));
  }
  return sum;
}

function sumOfText(text: string): number {
  let sum = START;
  for (let at = 0; at < text.length; at++) {
    sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
    sum ^= sum >>> 15;
  }
  return mix(sum, text.length);
}

function mix(sum: number, ...parts: readonly number[]): number {
  let mixed = sum;
  for (const part of parts) {
    mixed = Math.imul(mixed ^ part, 0x01000193);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x5bd1e995);
  }
  return mixed;
}

/** Made once for each value, label and summary: these do not change. */
const sums = new WeakMap<object, number>();

function kept<T extends object>(one: T, sum: (one: T) => number): number {
  let known = sums.get(one);
  if (known === undefined) sums.set(one, (known = sum(one)));
  return known;
}

/** A value without what its objects hold. */
function ofValue(value: Value | undefined): number {
  return value ? kept(value, sumOfValue) : 0;
}

function sumOfValue(value: Value): number {
  let sum = mix(START, numberOfText(value.constant === undefined ? undefined : `${typeof value.constant} ${value.constant}`), numberOfText(value.text));
  // What is there twice counts once.
  for (const ref of new Set(value.refs.map(ofRef))) sum = mix(sum, ref);
  for (const text of value.among ?? []) sum = mix(sum, numberOfText(text));
  for (const taint of value.taints) sum = mix(sum, ofTaint(taint));
  for (const taint of value.head ?? []) sum = mix(sum, 5, ofTaint(taint));
  for (const { path, outcome, cleared } of value.implies ?? []) sum = mix(sum, numberOfText(path), cleared * 2 + Number(outcome));
  return sum;
}

function ofRef(ref: Ref): number {
  const sum = mix(START, numberOfText(ref.kind));
  switch (ref.kind) {
    case 'path': {
      const made = mix(sum, numberOfText(ref.path), Number(ref.isInstance) + 2 * Number(ref.isResolved ?? false), ofValue(ref.schema), numberOf(ref.alias?.type));
      return mix(made, ...(ref.steps ?? []).map(({ kind, value }) => mix(numberOfText(kind), ofValue(value))));
    }
    case 'function': return mix(sum, numberOf(ref.unit), numberOfText(ref.unsure), ofValue(ref.self), ...[...ref.bindings?.values() ?? []].map(ofValue));
    case 'class': return mix(sum, numberOf(ref.unit), ...[...ref.bindings?.values() ?? []].map(ofValue));
    case 'instance': return mix(sum, numberOf(ref.unit), Number(ref.object === ref.unit.self));
    case 'object':
    case 'setter': return mix(sum, numberOfText(ref.object.form));
    case 'module': return mix(sum, numberOf(ref.module));
    case 'symbol': return mix(sum, numberOf(ref.symbol));
    // What is bound may hold this very function, as the state of a store holds what sets it: only what it is counts, not what is in it.
    case 'partial': return mix(sum, ofValue(ref.target), ...ref.given.positional.map(ofValue), ...[...ref.given.named].flatMap(([name, value]) => [numberOfText(name), ofValue(value)]));
  }
}

function ofTaint(taint: Taint): number {
  return kept(taint, sumOfTaint);
}

function sumOfTaint(taint: Taint): number {
  const flags = Number(taint.isWhole ?? false) + 2 * Number(taint.isEnvelope ?? false) + 4 * Number(taint.isPassed ?? false) + 8 * Number(taint.isPlace ?? false) + (taint.shows === undefined ? 0 : taint.shows === 'text' ? 16 : 32);
  const texts = [taint.label, taint.origin.id, taint.parsedAt?.id, taint.readAt?.id, taint.likelyBecause, taint.through];
  const sum = mix(START, ...texts.map(numberOfText), numberOf(taint.symbol), taint.cleared, stepsOf(taint.story).length, flags);
  return taint.under ? mix(sum, ...keysOf(taint.under).map(numberOfText)) : sum;
}

function ofGiven({ positional, named, rest, spread, options }: GivenArguments): number {
  let sum = START;
  for (const value of [...positional, rest, ...spread?.lists ?? [], options]) sum = mix(sum, ...ofContent(value));
  for (const [name, value] of named) sum = mix(sum, numberOfText(name), ...ofContent(value));
  return sum;
}

function ofContent(value: Value | undefined): Iterable<number> & readonly number[] {
  return value ? (contentOf([value]) ?? []).map(ofValue) : [0];
}

function ofSummary(summary: Summary): number {
  return kept(summary, sumOfSummary);
}

function sumOfSummary(summary: Summary): number {
  let sum = mix(START, Number(summary.logs) + 2 * Number(summary.asks) + 4 * Number(summary.isOpaque) + 8 * (summary.shows ? 2 * summary.shows.parameter + Number(summary.shows.hasWords) + 1 : 0), ...ofContent(summary.returns));
  for (const { value, under } of summary.ways ?? []) sum = mix(sum, ofValue(value), ...[...under.keys()].map(numberOfText));
  for (const { value, names, height, under } of summary.thrown) sum = mix(sum, height, ...ofContent(value), ...[...names, ...under.keys()].map(numberOfText));
  for (const { family, sink, taint, isTextOnly, when, under } of summary.reaches) {
    sum = mix(sum, numberOfText(family), numberOfText(sink.id), ofTaint(taint), numberOf(when?.symbol) * 2 + Number(isTextOnly), ...[...when?.values ?? [], ...under.keys()].map(numberOfText));
  }
  for (const { how, symbol } of summary.replies) sum = mix(sum, numberOfText(how), numberOf(symbol));
  for (const { callee, result, given, site, height, under } of summary.deferred) {
    sum = mix(sum, numberOf(callee), numberOf(result), numberOf(site.call), height, ofGiven(given), ...[...under.keys()].map(numberOfText));
  }
  for (const { target, kind, name, value, key, isEvery } of summary.effects) sum = mix(sum, numberOf(target), numberOfText(isEvery ? 'each' : kind), numberOfText(name), ...ofContent(value), ...ofContent(key));
  for (const { into, value } of summary.outerWrites) {
    sum = mix(sum, numberOfText(into.kind === 'object' ? into.field : into.name), numberOf(into.kind === 'object' ? into.object : into.kind === 'static' ? into.owner : into.frame), ...ofContent(value));
  }
  sum = mix(sum, ...summary.written.map(ofTaint), ...summary.runs.map(({ id }) => numberOfText(id)));
  for (const [one, because] of summary.unlogged) sum = mix(sum, 'path' in one ? numberOfText(one.id) : numberOf(one.result), numberOfText(because ?? ''));
  for (const [key, { because, symbol }] of summary.suspects) sum = mix(sum, symbol ? numberOf(symbol) : numberOfText(key), numberOfText(because));
  for (const { symbol, outcome, cleared, member } of summary.clearsWhen) sum = mix(sum, numberOf(symbol), Number(outcome), cleared, numberOfText(member));
  for (const { symbol, cleared } of summary.clears) sum = mix(sum, numberOf(symbol), cleared);
  return sum;
}
