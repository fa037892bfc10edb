import type { Expression } from '../program/program';
import { callValue } from './calls';
import { asCall } from './definitions';
import { evaluate } from './expressions';
import { noteDecoratedNode } from './graphs';
import type { Machine } from './machine';
import { written } from './names';
import { isInference, NOTHING_OPEN, type Open } from './open';
import type { FunctionUnit } from './units';
import { unitsOf, type GivenArguments, type Ref, type Value } from './value';

/*
 * That nothing records a call is a claim of absence. It is proven only where everything that may
 * call the function was seen; what was not seen is kept here with its name.
 */

/**
 * What a decorator of the project makes of a function. Nothing is called by decorating: what the
 * wrapper does counts where it is called, and whether it keeps a record is noted of the function.
 */
export function decorate(machine: Machine, decorator: Expression, made: Value, target: Value): Value {
  const units = unitsOf(target);
  const before = units.filter((unit) => machine.module.called.has(unit));
  const state = machine.frame.state;
  if (!state) return target;
  const { unlogged, hasLogged, suspects } = state;
  state.unlogged = NOTHING_OPEN;
  state.hasLogged = false;
  const site = machine.callSite(asCall(decorator), written(machine, decorator));
  const result = callValue(machine, made, { positional: [target], named: new Map(), rest: undefined }, site);
  const open = machine.frame.state?.unlogged ?? NOTHING_OPEN;
  if (machine.frame.state) {
    machine.frame.state.unlogged = unlogged;
    machine.frame.state.hasLogged = hasLogged;
    machine.frame.state.suspects = suspects;
  }
  if (machine.isShallow) return result;
  for (const unit of units) {
    const isWrapped = machine.module.called.has(unit);
    if (!before.includes(unit)) machine.module.called.delete(unit);
    noteWrapped(machine, unit, isWrapped, open, result, decorator);
  }
  return result;
}

function noteWrapped(machine: Machine, unit: FunctionUnit, isWrapped: boolean, open: Open, result: Value, decorator: Expression): void {
  const wrappers = unitsOf(result).filter((other) => other !== unit);
  const own = [...unit.summary?.unlogged.keys() ?? []].filter(isInference);
  const isKept = isWrapped ? own.length > 0 && !own.some((site) => open.has(site)) : wrappers.length > 0 && wrappers.every((wrapper) => wrapper.summary?.logs);
  if (isKept) machine.module.recorded.add(unit);
  const isTransparent = isWrapped && ![unit, ...wrappers].some((one) => machine.module.handed.has(one) || one.module.handed.has(one));
  const because = own.map((site) => open.get(site)).find((one) => one !== undefined);
  if (!isKept && (!isTransparent || because !== undefined)) doubt(machine, unit, because ?? `\`${nameOf(machine, decorator)}\` may record the call`);
}

/** A decorator that is no function of the project: one that is not known to write nothing may write a record. */
export function noteLibraryDecorator(machine: Machine, decorator: Expression, made: Value, target: Value): void {
  if (machine.isShallow) return;
  const { facts } = machine;
  const callee = nameOf(machine, decorator);
  if (routes.test(callee) || isSilentName.test(callee)) return;
  const from = decorator.kind === 'call' ? evaluate(machine, decorator.callee).refs : [];
  for (const ref of [...made.refs, ...from]) {
    const path = ref.kind === 'path' ? ref.path.replace(/\(\)$/, '') : undefined;
    if (path === undefined) continue;
    for (const unit of unitsOf(target)) noteDecoratedNode(machine, path, unit);
    if (facts.isSilent(path) || facts.sourceDecorator(path) || facts.handlers(path).length > 0) return;
  }
  for (const unit of unitsOf(target)) doubt(machine, unit, `\`${callee}\` may record the call`);
}

const routes = /\.(get|post|put|patch|delete|head|options|route|websocket|api_route|errorhandler|exception_handler|on_event|middleware|(before|after|teardown)_\w+)$/;
const isSilentName = /^(staticmethod|classmethod|property|abstractmethod|override|overload|final)$|\.(setter|getter|deleter)$|(^|[._])(retry|retries|cache|cached|lru_cache|timeout|rate_?limit(ed)?|synchronized|singleton|deprecated|login_required)(_\w+)?$/i;

/** Functions among these values go to something that is not followed. */
export function handOver(machine: Machine, values: Iterable<Value>, to: string): void {
  if (machine.isShallow) return;
  for (const value of values) {
    for (const unit of functionsWithin(value)) doubt(machine, unit, `\`${to}\` may call it and record the call`);
  }
}

/** The arguments of a call that nobody knows. */
export function handArguments(machine: Machine, given: GivenArguments, name: string): void {
  handOver(machine, given.positional, name);
  handOver(machine, given.named.values(), name);
}

function doubt(machine: Machine, unit: FunctionUnit, because: string): void {
  if (!machine.module.handed.has(unit)) machine.module.handed.set(unit, because);
}

const recording = /(^|[._])_?(log|trac|record|instrument|observ|telemetr|monitor|audit|span|metric|meter|measure|track|usage|cost|analytic)/i;

/** A call of the project's callbacks by something unknown that is named like what keeps records. */
export function withinUnknown<T>(machine: Machine, name: string, run: () => T): T {
  if (!recording.test(name)) return run();
  const before = machine.suspected;
  machine.suspected ??= `\`${name}\` was not resolved; it is named like something that keeps a record`;
  const result = run();
  machine.suspected = before;
  return result;
}

/** Functions that a value is, or holds in a table or list. */
function functionsWithin(value: Value): readonly FunctionUnit[] {
  if (!value.refs.some(mayHold)) return NONE;
  const found: FunctionUnit[] = [];
  addFunctions(value, found);
  for (const ref of value.refs) {
    if (ref.kind !== 'object') continue;
    for (const field of ref.object.fields.values()) addFunctions(field, found);
    for (const item of ref.object.items) addFunctions(item, found);
  }
  return found;
}

/** Large tables are handed over again and again: nothing is made for what is no function. */
function addFunctions(value: Value, found: FunctionUnit[]): void {
  for (const ref of value.refs) {
    if (ref.kind === 'function') found.push(ref.unit);
    else if (ref.kind === 'partial') addFunctions(ref.target, found);
  }
}

const NONE: readonly FunctionUnit[] = [];

function mayHold(ref: Ref): boolean {
  return ref.kind === 'function' || ref.kind === 'partial' || ref.kind === 'object';
}

function nameOf(machine: Machine, decorator: Expression): string {
  return written(machine, decorator.kind === 'call' ? decorator.callee : decorator);
}
