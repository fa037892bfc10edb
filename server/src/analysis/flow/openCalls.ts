import type { FlowStep } from '../analysis';
import type { SinkFact } from '../catalogue/flowFacts';
import { assumedHere } from './assuming';
import { findArguments } from './arguments';
import { areKin } from './classes';
import type { Frame } from './frame';
import { MAX_DEFERRED, MAX_HEIGHT, MAX_PASSED_ON } from './limits';
import type { Machine } from './machine';
import { ofSymbol } from './members';
import { makeObject } from './objects';
import { noteUnlogged } from './records';
import { joinGiven } from './given';
import { goingIn, isOwn, type Entry } from './steps';
import { resultSymbol, type Symbol } from './symbol';
import { withSteps } from './taint';
import type { CallSite, DeferredCall, FunctionUnit, OpenLibraryCall } from './units';
import { withTaints, type GivenArguments, type Ref, type Value } from './value';

/*
 * Calls of libraries that only a caller can carry out. `const add = (name, run) => server.tool(name, schema, run)`:
 * which function becomes a tool, only callers know; `const start = (program, list) => spawn(program, list)`:
 * whether that is a shell with a script; `const env = (name) => process.env[name]`: whether that is a secret.
 */

/** A call that takes handlers was given one that a caller knows: it is kept for the caller. */
export function leaveRegistration(machine: Machine, path: string, handlers: readonly string[], given: GivenArguments, site: CallSite): void {
  if (handlers.length === 0 || !machine.frame.unit) return;
  const callee = handlers.reduce<Symbol | undefined>((known, reference) => known ?? openHandler(machine, given, reference), undefined);
  if (callee) keep(machine, { callee, given, site, height: machine.height, isGeneric: true, under: assumedHere(machine), library: { path, open: 'handlers' } });
}

/** Which function becomes a node of a graph, a caller knows. */
export function leaveNodes(machine: Machine, path: string, given: GivenArguments, site: CallSite): void {
  // What stands before others is the name of the node.
  const [first, ...others] = given.positional;
  for (const value of [...(others.length > 0 || !first ? others : [first]), ...given.named.values()]) {
    const callee = symbolOf(value);
    if (callee) keep(machine, { callee, given: { ...given, positional: [value], named: new Map() }, site, height: machine.height, isGeneric: true, under: assumedHere(machine), library: { path, open: 'nodes' } });
  }
}

/** Whether a call is dangerous depends on arguments that a caller knows. */
export function leaveSinks(machine: Machine, path: string, facts: readonly SinkFact[], given: GivenArguments, site: CallSite): void {
  if (!machine.frame.unit) return;
  const callee = facts.reduce<Symbol | undefined>((known, fact) => known ?? undecided(fact, given), undefined);
  if (callee) keep(machine, { callee, given, site, height: machine.height, isGeneric: true, under: assumedHere(machine), library: { path, open: 'sinks' } });
}

/** What a setting is, depends on a name that a caller knows: the result stands for it until then. */
export function leaveReading(machine: Machine, name: Value, given: GivenArguments, site: CallSite, library: OpenLibraryCall): Value | undefined {
  const callee = name.constant === undefined ? symbolOf(name) : undefined;
  const kept = callee && machine.frame.unit && keep(machine, { callee, given, site, height: machine.height, isGeneric: true, under: assumedHere(machine), library });
  return kept && ofSymbol(kept.result);
}

/** The argument that tells which program runs, or what it is to run. */
function undecided({ family, when, arguments: dangerous }: SinkFact, given: GivenArguments): Symbol | undefined {
  if (family !== 'shell' && family !== 'code') return undefined;
  const telling = (when ?? []).filter(({ firstElementIn, program }) => firstElementIn ?? program).map(({ argument }) => argument).concat(dangerous.filter((reference) => /\.(script|flagged)$/.test(reference)));
  for (const reference of telling) {
    const [name = '', position = name] = reference.split('.')[0]!.split('@');
    const value = given.named.get(name) ?? given.positional[Number(position)];
    const symbol = value && value.constant === undefined ? symbolOf(value) : undefined;
    if (symbol) return symbol;
  }
  return undefined;
}

/** What stands where the handler is wanted; any of `...args` may be it. */
function openHandler(machine: Machine, given: GivenArguments, reference: string): Symbol | undefined {
  for (const { value } of findArguments(machine, given, reference)) {
    const symbol = symbolOf(value);
    if (symbol && !value.refs.some(({ kind }) => kind === 'function')) return symbol;
  }
  return given.spread?.lists.map(symbolOf).find((symbol) => symbol !== undefined);
}

function symbolOf(value: Value): Symbol | undefined {
  for (const ref of value.refs) if (ref.kind === 'symbol') return ref.symbol;
  return undefined;
}

/** What such a call is given, where a caller carries it out: the story of what is in a list says that the list went in here. */
export function takenIn(given: GivenArguments, { given: before }: DeferredCall, { unit, site }: Omit<Entry, 'steps'>): GivenArguments {
  const positional = given.positional.map((value, index) => {
    const own = before.positional[index] && symbolOf(before.positional[index]);
    return own && isOwn(unit, own.base) ? throughList(value, [goingIn(unit, site, own.name)]) : value;
  });
  return { ...given, positional };
}

function throughList(value: Value, steps: readonly FlowStep[]): Value {
  const refs = value.refs.map((ref): Ref => {
    if (ref.kind !== 'object' || ref.object.form !== 'list') return ref;
    const copy = makeObject('list', -1);
    copy.isExact = ref.object.isExact;
    copy.items = ref.object.items.map((item) => stepped(item, steps));
    return { kind: 'object', object: copy };
  });
  return stepped({ ...value, refs }, steps);
}

function stepped(value: Value, steps: readonly FlowStep[]): Value {
  return value.taints.length === 0 ? value : withTaints(value, value.taints.map((taint) => withSteps(taint, steps)));
}

/**
 * A call that this caller cannot resolve either. Where what is called is kept in a field of the object whose method this is,
 * `self.tool.run(text)` in a helper, whoever has made the object knows; where a function around this one was given it, whoever
 * calls that does. Of a call inside a function of its own, `const add = (name, run) => server.tool(name, run)`, what it was
 * given here goes with it.
 */
export function passOn(machine: Machine, deferred: DeferredCall, isUnlogged: boolean, substituted: (given: GivenArguments) => GivenArguments): Value {
  const open = ofSymbol(deferred.result);
  const { unit } = machine.frame;
  const isOwn = unit !== undefined && isKeptBy(unit, deferred.callee) && deferred.height < MAX_HEIGHT;
  if (!unit || (!isOwn && !mayHandOver(deferred.given))) return open;
  const given = substituted(deferred.given);
  if (!isOwn && functionsIn(given).length === 0) return open;
  const kept = keep(machine, { ...deferred, given, height: isOwn ? deferred.height + 1 : machine.height, under: assumedHere(machine) }, isOwn);
  if (kept && isOwn && isUnlogged) noteUnlogged(machine, new Map([[kept, undefined]]));
  return kept ? ofSymbol(kept.result) : open;
}

/** What another method of the object was given, as a rule its constructor, or a function around this one. */
function isKeptBy({ uid, owner, outer }: FunctionUnit, { of }: Symbol): boolean {
  if (of.uid === uid) return false;
  if (owner !== undefined && of.owner !== undefined && areKin(owner, of.owner)) return true;
  for (let at: Frame | undefined = outer; at; at = at.outer) if (at.unit?.uid === of.uid) return true;
  return false;
}

/** Keeps an open call once for each set of functions that it hands over. */
function keep(machine: Machine, call: OpenCall, isOwn = false): DeferredCall | undefined {
  const { frame } = machine;
  const same = isOwn ? frame.deferred.filter((other) => isSamePlace(other, call)) : [];
  const known = isOwn ? same.find((other) => isGivenSame(other, call)) : frame.deferred.find((other) => isSame(other, call));
  if (known) return known;
  const last = same[MAX_APART - 1];
  if (last) return joinedInto(frame, last, call.given);
  if (isOwn && frame.deferred.filter(({ height }) => height > 0).length >= MAX_PASSED_ON) return undefined;
  if (!frame.unit || frame.deferred.length >= MAX_DEFERRED || machine.isShallow || machine.height > MAX_HEIGHT) return undefined;
  const made: DeferredCall = { ...call, result: resultSymbol(frame.unit, frame.deferred.length, call.site.name) };
  frame.deferred.push(made);
  return made;
}

/** A method that is called so often with other arguments is told apart no further. */
const MAX_APART = 4;

function joinedInto(frame: Frame, known: DeferredCall, given: GivenArguments): DeferredCall {
  const joined: DeferredCall = { ...known, given: joinGiven(known.given, given) };
  frame.deferred[frame.deferred.indexOf(known)] = joined;
  return joined;
}

type OpenCall = Omit<DeferredCall, 'result'>;

function isSamePlace(a: OpenCall, b: OpenCall): boolean {
  return a.site.call === b.site.call && a.callee === b.callee && a.library?.path === b.library?.path && a.library?.open === b.library?.open;
}

function isGivenSame({ given: a }: OpenCall, { given: b }: OpenCall): boolean {
  return a.positional.every((value, index) => value === b.positional[index]) && [...a.named].every(([name, value]) => value === b.named.get(name));
}

function isSame(a: OpenCall, b: OpenCall): boolean {
  if (!isSamePlace(a, b)) return false;
  if (a.library?.open === 'sinks') return a.given.positional.every((value, index) => value === b.given.positional[index]);
  const [before, now] = [functionsIn(a.given), functionsIn(b.given)];
  return before.length === now.length && before.every((one, index) => one === now[index]);
}

function mayHandOver({ positional, spread }: GivenArguments): boolean {
  return [...positional, ...spread?.lists ?? []].some((value) => value.refs.some(({ kind }) => kind === 'symbol'));
}

/** The functions that a call is given, also as fields of an object or inside of what wraps them. */
function functionsIn({ positional }: GivenArguments): readonly string[] {
  return positional.flatMap((value) => functionsOf(value, 0));
}

function functionsOf(value: Value, depth: number): readonly string[] {
  return value.refs.flatMap((ref) => {
    const inner = ref.kind === 'function' ? ref.bindings : ref.kind === 'object' ? ref.object.fields : undefined;
    const held = inner && depth < 2 ? [...inner.values()].flatMap((one) => functionsOf(one, depth + 1)) : [];
    return ref.kind === 'function' ? [ref.unit.uid, ...held] : held;
  });
}
