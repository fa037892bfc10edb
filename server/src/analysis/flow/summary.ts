import type { Frame } from './frame';
import { join } from './joining';
import { addItem, makeObject } from './objects';
import { joinOpen, NOTHING_OPEN, NO_SUSPECTS } from './open';
import { clearedAtExit, teachings, verdictsOf } from './implications';
import { MAX_DEFERRED } from './limits';
import { noteSummaryRead } from './reads';
import { taintKey } from './taint';
import type { FunctionUnit, Reach, Summary } from './units';
import { ofRef, UNKNOWN, type Value } from './value';

/** More ways to sinks than this in one function are not told apart by callers: no sink is left out while another has two. */
const MAX_REACHES = 384;
const MAX_WRITTEN = 8;

/** What an inner function does with this function's parameters, this function does to its caller's. */
function addInner(frame: Frame): void {
  for (const inner of frame.nested) {
    for (const reach of inner.summary?.reaches ?? []) {
      if ((reach.when?.symbol ?? reach.taint.symbol)?.base.startsWith(`${inner.uid}:`)) continue;
      const key = `${reach.family}|${reach.family === 'field-use' ? '' : reach.sink.id}|${taintKey(reach.taint)}${reach.when ? `|${reach.when.symbol.key}` : ''}`;
      frame.addReach(key, reach);
    }
    addInnerCalls(frame, inner);
  }
}

/** A wrapper calls what it was made with: `return lambda *a: fn(*a)`. */
function addInnerCalls(frame: Frame, inner: FunctionUnit): void {
  for (const deferred of inner.summary?.deferred ?? []) {
    if (deferred.callee.base.startsWith(`${inner.uid}:`) || frame.deferred.includes(deferred)) continue;
    frame.deferred.push(deferred);
    if (inner.summary?.unlogged.has(deferred) && frame.exit) frame.exit.unlogged = joinOpen(frame.exit.unlogged, new Map([[deferred, inner.summary.unlogged.get(deferred)]]));
  }
}

/** Closes a frame that ran to its end. */
export function summaryOf(frame: Frame, unit: FunctionUnit): Omit<Summary, 'asks'> {
  addInner(frame);
  let returns = frame.returns;
  if (unit.node.isGenerator || frame.yields !== UNKNOWN) {
    const stream = makeObject('list', 0);
    stream.isExact = !frame.hasYielded;
    if (frame.hasYielded) addItem(stream, frame.yields);
    returns = join(returns, ofRef({ kind: 'object', object: stream }));
  }
  const isOneWay = returns !== frame.returns || !frame.ways?.some(({ under }) => under.size > 0);
  return {
    returns,
    ...(isOneWay ? {} : { ways: frame.ways! }),
    thrown: frame.thrown,
    since: frame.firstObject,
    reaches: fairShare([...frame.reaches.values()]),
    replies: repliesOf(frame),
    deferred: frame.deferred.slice(0, MAX_DEFERRED),
    effects: frame.effects,
    outerWrites: frame.outerWrites,
    written: frame.written.slice(0, MAX_WRITTEN),
    runs: frame.runs.slice(0, MAX_WRITTEN),
    unlogged: frame.exit?.unlogged ?? NOTHING_OPEN,
    suspects: frame.exit?.suspects ?? NO_SUSPECTS,
    isOpaque: frame.isOpaque,
    logs: frame.exit?.hasLogged ?? false,
    ...(frame.shows ? { shows: frame.shows } : {}),
    clearsWhen: [...teachings(frame), ...verdictsOf(frame)],
    clears: clearedAtExit(frame),
  };
}

/** What is done with parameters that may be replies, here and in inner functions. */
function repliesOf(frame: Frame): Summary['replies'] {
  const { read, tested, handed } = frame.replies;
  const own = [...read.values(), ...tested.values(), ...handed.values()];
  for (const inner of frame.nested) {
    for (const use of inner.summary?.replies ?? []) if (!use.symbol.base.startsWith(`${inner.uid}:`)) own.push(use);
  }
  return own;
}

/** As many as are kept, the first of every sink before the second of any: a dispatcher leads to very many. */
function fairShare(reaches: readonly Reach[]): readonly Reach[] {
  if (reaches.length <= MAX_REACHES) return reaches;
  const turns: Reach[][] = [];
  const counts = new Map<string, number>();
  for (const reach of reaches) {
    const key = `${reach.family}|${reach.sink.id}`;
    const turn = counts.get(key) ?? 0;
    counts.set(key, turn + 1);
    (turns[turn] ??= []).push(reach);
  }
  return turns.flat().slice(0, MAX_REACHES);
}

/** A caller notices nothing of the call. */
export function isNothing({ returns, thrown, reaches, replies, deferred, effects, outerWrites, written, runs, unlogged, suspects, logs, clears }: Summary): boolean {
  return returns.refs.length + returns.taints.length + thrown.length + reaches.length + replies.length + deferred.length + effects.length + outerWrites.length + written.length + runs.length + clears.length === 0
    && unlogged.size + suspects.size === 0 && !logs;
}

/** Functions that do nothing a caller could notice but compute. */
export function isPointless(callee: Value): boolean {
  return callee.refs.length > 0 && callee.refs.every((ref) => {
    const summary = ref.kind === 'function' && !ref.self ? ref.unit.summary : undefined;
    if (summary && ref.kind === 'function') noteSummaryRead(ref.unit);
    return summary !== undefined && isNothing(summary);
  });
}
