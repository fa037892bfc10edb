import type { Compare, Expression, IfStatement } from '../program/program';
import type { State } from './frame';
import { isKeeperByName, isManagerByName, isPlaceOfRecords, isSilentByName } from './keepers';
import { outlives } from './keeping';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { constantText, isAppending } from './appending';
import { accessPath } from './names';
import { doubted, EVERY, isInference, withSuspect, type Suspects } from './open';
import type { Symbol } from './symbol';
import type { Taint } from './taint';
import type { GivenArguments, Value } from './value';

/*
 * What may keep a record of a model call without being known for it: something that was not resolved
 * and is given the reply, and whatever is named like what keeps records.
 */

/** Something on this way may keep a record: of every call, or of the one whose reply it was given. */
export function suspect(machine: Machine, key: string, because: string, symbol?: Symbol): void {
  const { state } = machine.frame;
  if (!state || machine.isShallow || state.suspects.has(EVERY)) return;
  if (!symbol && state.unlogged.size > 0) state.unlogged = doubted(state.unlogged, because, (call) => key === EVERY || (isInference(call) && call.id === key));
  state.suspects = withSuspect(state.suspects, key, symbol ? { because, symbol } : { because });
}

/** A call of something that was not resolved, or of nobody knows what on it: where it is given a reply, it may write that down. */
export function suspectGiven(machine: Machine, name: string, callee: Value, taints: readonly Taint[]): void {
  if (taints.length === 0 || machine.isShallow || isSilentByName(name) || callee.refs.some((ref) => ref.kind === 'path' && isOfKnown(machine, ref.path))) return;
  suspectTaints(machine, taints, `\`${name}\` was not resolved; it is given the reply, and may record it`);
}

/** `console.log(object)`: all that a model has put together, which whoever keeps the console has. */
export function suspectShown(machine: Machine, name: string, value: Value): void {
  suspectTaints(machine, deepTaints(value), `\`${name}\` shows the whole of what the model gave, which may be kept`);
}

/** A package that the catalogue speaks of, or that is known to keep no record. */
function isOfKnown(machine: Machine, path: string): boolean {
  const { facts } = machine;
  const root = /^(@[^/]+\/)?[^./]+/.exec(path)?.[0] ?? path;
  return /^(builtins|globalThis|node:)/.test(path) || facts.isSilent(`${root}.*`) || facts.isKnownPackage(root);
}

export function suspectTaints(machine: Machine, taints: readonly Taint[], because: string): void {
  for (const { label, origin, symbol } of taints) {
    if (symbol) suspect(machine, symbol.key, because, symbol);
    else if (label === 'model-output') suspect(machine, origin.id, because);
  }
}

/** All that it is are functions of the project, which say themselves what they do. */
export function isFollowed({ refs }: Value): boolean {
  return refs.some(({ kind }) => kind === 'function') && refs.every(({ kind }) => kind === 'function' || kind === 'symbol');
}

/** A function of the project that calls what was not followed to its end. */
export function suspectOpaque(machine: Machine, name: string, given: GivenArguments): void {
  machine.frame.isOpaque = true;
  suspectNamed(machine, name, given);
}

/** Whatever is called so may keep a record, whether it is given the reply or only what it cost. */
export function suspectNamed(machine: Machine, name: string, given: GivenArguments): void {
  if (machine.isShallow) return;
  const method = name.slice(name.lastIndexOf('.') + 1);
  if (isKeeperByName(name) && !isOwnList(machine, method, given)) suspect(machine, EVERY, `\`${name}\` is named like something that keeps a record`);
  else if (isAppending(method, given)) suspect(machine, EVERY, `\`${name}\` adds to a file, which may be a record`);
  else if (storing.test(method) && isEntry(given, keeping.test(name.slice(0, -method.length - 1)))) suspect(machine, EVERY, `\`${name}\` keeps an entry of the call`);
  else if (isPlaceOfRecords(method, given.positional[0]?.text ?? constantText(given.positional[0]))) suspect(machine, EVERY, `\`${name}\` writes to a place that is named for records`);
}

/** `message_log.append(message)`: a list of the function that runs is no record of anything. */
function isOwnList(machine: Machine, method: string, { receiver }: GivenArguments): boolean {
  return /^(append|push|add|extend|insert)$/.test(method) && receiver !== undefined && receiver.value.refs.some(({ kind }) => kind === 'object') && !outlives(machine, receiver.value);
}

const storing = /^(new|create|save\w*|insert\w*|add\w*|store\w*|append|push|put\w*|upsert\w*|persist\w*|xadd|publish)$/i;
const measuring = /^(usage|cost|metrics|latency|duration|elapsed|(?!max)(\w+_)?tokens|(?!max)\w+Tokens|total_cost|totalCost)$/;
const keeping = /(^|[._])(history|logs?|trace|traces|records?|calls|usage)$|(History|Logs?|Trace|Records?|Calls|Usage)$/;
/** Objects inside objects that are looked into: `{ response: { text, metrics } }`. */
const MAX_DEPTH = 1;

/** `history.append({prompt, reply, usage, cost})`: an entry for each call, which may be looked into later. */
function isEntry({ positional, named }: GivenArguments, isKept: boolean): boolean {
  const values = [...positional, ...named.values()];
  const measures = [...named.keys()].some((name) => measuring.test(name)) || values.some((value) => hasMeasure(value, 0));
  return measures && (isKept || values.some((value) => deepTaints(value).some(({ label, symbol }) => label === 'model-output' || symbol !== undefined)));
}

function hasMeasure({ refs }: Value, depth: number): boolean {
  return refs.some((ref) => ref.kind === 'object' && [...ref.object.fields].some(([name, field]) => measuring.test(name) || (depth < MAX_DEPTH && hasMeasure(field, depth + 1))));
}

/** `with track_usage():` around the calls. */
export function suspectManager(machine: Machine, node: Expression, manager: Value, name: string): void {
  // One of the project is followed.
  if (manager.refs.some(({ kind }) => kind === 'instance' || kind === 'object')) return;
  if (node.kind === 'call' && isManagerByName(name)) suspect(machine, EVERY, `\`${name}\` is named like something that keeps a record`);
}

/** `if (onUsage) onUsage(…)`: where it is set, it may keep a record. */
export function suspectPresent(machine: Machine, { test, then }: IfStatement, before: State, after: State): void {
  if (after.suspects === before.suspects && after.hasLogged === before.hasLogged) return;
  const path = accessPath(isNot(test) ? test.left : test);
  if (path !== undefined && isSwitch.test(path)) suspect(machine, EVERY, `\`${path}\` decides whether the call is recorded`);
  if (path === undefined || !then.some((statement) => statement.kind === 'expression' && isCallOf(statement.value, path))) return;
  suspect(machine, EVERY, `\`${path}\` may record the call where it is set`);
}

/** `if log:`, `if (this.logCalls)`: a switch that is named for what it switches on. */
const isSwitch = /(^|[._])((is|do|should|use|enable|with)_?)?(log|logs|logging|logger|trace|tracing|record|audit|telemetry)(_?(enabled|calls|requests|responses|usage|path|file|to_\w+))?$/i;

/** `x is not None`, `x !== undefined`. */
function isNot(test: Expression): test is Compare {
  return test.kind === 'compare' && /^(!==?|is not)$/.test(test.operator) && (test.right.kind === 'literal' || (test.right.kind === 'name' && test.right.name === 'undefined'));
}

function isCallOf(value: Expression, path: string): boolean {
  const call = value.kind === 'await' ? value.value : value;
  const callee = call.kind === 'call' ? accessPath(call.callee) : undefined;
  return callee === path || (callee?.startsWith(`${path}.`) ?? false);
}

/** What was written down at the end of a turn. */
export function takeRecords(machine: Machine, turned: State | undefined, before: number): void {
  const { state } = machine.frame;
  if (!state || !turned) return;
  state.hasLogged = turned.hasLogged;
  state.unlogged = turned.unlogged;
  state.suspects = turned.suspects;
  // `if (event.type === 'response.completed') log(…)`: the last of the events, which there is on every way that succeeds.
  if (!turned.hasLogged && machine.written > before) suspect(machine, EVERY, 'a record is written for some of what the stream of the reply gives');
}

/** What a callee was given, of which only the caller knows whether it is a reply. */
export function passSuspects(machine: Machine, suspects: Suspects, lookUp: (symbol: Symbol) => Value | undefined): void {
  for (const [key, { because, symbol }] of suspects) {
    if (!symbol) suspect(machine, key, because);
    else suspectTaints(machine, deepTaints(lookUp(symbol) ?? nothing), because);
  }
}

const nothing: Value = { refs: [], taints: [] };
