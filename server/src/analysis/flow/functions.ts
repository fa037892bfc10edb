import type { FunctionNode, Parameter, Pattern } from '../program/program';
import { assign, writeMember } from './assign';
import { literalOf, noteOrigin, noteTyped, NO_ASSUMPTIONS } from './assuming';
import { selfValue, isClassMethod } from './classes';
import { settleClass } from './settling';
import { bitOf } from './families';
import { admitsNoText } from './fieldTypes';
import { Frame, joinStates } from './frame';
import { returnImplications } from './implications';
import { either, join } from './joining';
import { kept } from './keeping';
import type { Machine } from './machine';
import { ofSymbol } from './members';
import { annotated } from './annotations';
import { execute, hoist } from './statements';
import { endReading, noteSummaryRead, startReading } from './reads';
import { beginSummary, endSummary, forgetEarly, noteAsked } from './recursion';
import { isStale } from './staleness';
import { withTested } from './ownChecks';
import { NOTHING_OPEN, NO_SUSPECTS } from './open';
import { hasMoreToRead, noteLastRun } from './sharedReads';
import { memberSymbol, parameterSymbol, type Symbol } from './symbol';
import { clear, weaken } from './taint';
import type { FunctionUnit, Summary } from './units';
import { summaryOf } from './summary';
import { addReturned } from './under';
import { ofRef, UNKNOWN, withTaints, type Value } from './value';

const EMPTY: Summary = {
  returns: UNKNOWN, thrown: [], since: Infinity, reaches: [], replies: [], deferred: [], effects: [], outerWrites: [], written: [], runs: [], unlogged: NOTHING_OPEN, suspects: NO_SUSPECTS, isOpaque: false, logs: false, clearsWhen: [], clears: [], asks: false,
};

const ROUNDS = 3;
/** Stands for the object in the place of a parameter's index. */
export const THIS = -1;
/** Depth of summaries being made inside each other. */
const MAX_NESTING = 40;
/** The same through all files that import each other: as many as the stack of the engine holds. */
const MAX_STACKED = 72;

let stacked = 0;

/** What the function does, in symbols of its parameters. Made once, and again when its surroundings changed. */
export function summarise(machine: Machine, unit: FunctionUnit): Summary {
  const summary = summaryFor(machine, unit);
  noteSummaryRead(unit);
  return summary;
}

/** Summaries so far that were made, or asked for, too early: see `ModuleUnit.early`. */
let tooEarly = 0;

function summaryFor(machine: Machine, unit: FunctionUnit): Summary {
  const { module } = unit;
  const before = tooEarly;
  const summary = presentSummary(machine, unit);
  if (module.early.has(unit)) {
    tooEarly++;
  } else if (tooEarly > before || (module !== machine.own && (module.state === 'naming' || module.state === 'named' || module.state === 'valuing'))) {
    module.early.add(unit);
    tooEarly++;
  }
  return summary;
}

function presentSummary(machine: Machine, unit: FunctionUnit): Summary {
  noteAsked(unit);
  if (unit.state === 'running') {
    unit.isRecursive = true;
    return unit.summary ?? EMPTY;
  }
  if (unit.owner && unit.state === 'new') settleClass(machine, unit.owner);
  if (unit.state === 'done' && !isStale(unit) && (unit.module === machine.own || !hasMoreToRead(unit))) return unit.summary ?? EMPTY;
  if (machine.budget < 0 || machine.callDepth > MAX_NESTING || stacked > MAX_STACKED) return unit.summary ?? EMPTY;
  unit.state = 'running';
  machine.callDepth++;
  stacked++;
  beginSummary(unit);
  try {
    runUntilStable(machine, unit);
  } finally {
    endSummary();
    machine.callDepth--;
    stacked--;
  }
  unit.madeAt = unit.outer.changes;
  unit.madeIn = unit.outer;
  unit.state = 'done';
  return unit.summary ?? EMPTY;
}

/** A function that calls itself is run again until that says nothing new. */
function runUntilStable(machine: Machine, unit: FunctionUnit): void {
  for (let round = 0; round < ROUNDS; round++) {
    unit.isRecursive = false;
    const before = unit.summary;
    unit.summary = run(machine, unit);
    if (!unit.isRecursive || (before && isSame(before, unit.summary))) break;
    forgetEarly();
  }
}

function isSame(a: Summary, b: Summary): boolean {
  return a.reaches.length === b.reaches.length && a.returns.taints.length === b.returns.taints.length && a.thrown.length === b.thrown.length
    && a.deferred.length === b.deferred.length && a.unlogged.size === b.unlogged.size;
}

function run(machine: Machine, unit: FunctionUnit): Summary {
  const caller = machine.frame;
  const { height, resuming, isCovered, suspected, requests, isEntry, carried, isProbing, holding } = machine;
  machine.isEntry = false;
  machine.isProbing = false;
  machine.holding = undefined;
  machine.height = 0;
  machine.resuming = 0;
  machine.isCovered = false;
  machine.suspected = undefined;
  machine.requests = 0;
  machine.carried = NO_ASSUMPTIONS;
  let frame = new Frame(unit.module, unit, unit.outer);
  const reading = startReading(unit);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      machine.frame = frame;
      bindThis(machine, unit);
      unit.node.parameters.forEach((parameter, index) => bindParameter(machine, unit, parameter, index));
      const writes = machine.cellWrites;
      const known = frame.shared.size;
      hoist(machine, unit.node.body);
      execute(machine, unit.node.body);
      for (const inner of frame.nested) summarise(machine, inner);
      if (frame.state) endWithout(machine, frame);
      frame.exit = joinStates(frame.exit, frame.state);
      const isStable = machine.cellWrites === writes && (frame.shared.size === 0 || (round > 0 && frame.shared.size === known && standStill(frame)));
      if (isStable || round === ROUNDS - 1) break;
      frame = again(frame, unit);
    }
    if (frame.around.size > 0) unit.around = frame.around;
    noteLastRun(frame);
    return { ...withTested(unit, summaryOf(frame, unit)), asks: machine.requests > 0 };
  } finally {
    endReading(reading);
    machine.frame = caller;
    machine.height = height;
    machine.resuming = resuming;
    machine.isCovered = isCovered;
    machine.suspected = suspected;
    machine.requests = requests;
    machine.isEntry = isEntry;
    machine.carried = carried;
    machine.isProbing = isProbing;
    machine.holding = holding;
  }
}

/** The end of the body is a way out too, and nothing is returned there. */
function endWithout(machine: Machine, frame: Frame): void {
  if (frame.exit) frame.returns = either(frame.returns, UNKNOWN);
  if (frame.ways && frame.state) frame.ways = addReturned(frame.ways, UNKNOWN, frame.state.assumed);
  returnImplications(machine, undefined);
}

/** Whether variables that inner functions write are what this run began with: another one would find nothing new. */
function standStill({ shared, exit, earlier }: Frame): boolean {
  for (const name of shared) if (exit?.vars.get(name) !== earlier.get(name)) return false;
  return true;
}

/** Inner functions wrote variables of this one: what they wrote may be read before, so run once more. */
function again(frame: Frame, unit: FunctionUnit): Frame {
  const next = new Frame(unit.module, unit, unit.outer, frame.exit?.vars);
  for (const name of frame.shared) {
    next.shared.add(name);
    const value = frame.exit?.vars.get(name);
    if (value) next.state?.set(name, value);
  }
  for (const inner of frame.nested) inner.outer = next;
  return next;
}

function bindThis(machine: Machine, unit: FunctionUnit): void {
  if (machine.module.family !== 'javascript' || unit.node.isArrow) return;
  const symbol = parameterSymbol(unit, THIS, 'this');
  if (!unit.owner) {
    machine.frame.thisValue = ofSymbol(symbol);
    return;
  }
  const self = unit.isStatic ? ofRef({ kind: 'class', unit: unit.owner }) : selfValue(unit.owner);
  machine.frame.thisValue = join(self, ofRef({ kind: 'symbol', symbol }));
}

/** A number, a flag or one of a few words is no secret, whatever else stands in the record that it came from. */
const SHOWN = bitOf('log') | bitOf('response');

function unshown(symbol: Symbol): Value {
  const value = ofSymbol(symbol);
  return withTaints(value, value.taints.flatMap((taint) => clear(weaken(taint, `\`${symbol.name}\` is declared with a type that no free text fits`), SHOWN) ?? []));
}

function bindParameter(machine: Machine, unit: FunctionUnit, parameter: Parameter, index: number): void {
  if (unit.bindsFirst && index === 0 && unit.owner) {
    const self = isClassMethod(unit) ? ofRef({ kind: 'class', unit: unit.owner }) : selfValue(unit.owner);
    const symbol = parameterSymbol(unit, index, parameterName(parameter, index));
    assign(machine, parameter.target, join(self, ofRef({ kind: 'symbol', symbol })), undefined, true);
    return;
  }
  const symbol = parameterSymbol(unit, index, parameterName(parameter, index));
  const isClosed = parameter.rest === undefined && parameter.annotation !== undefined && admitsNoText(machine, parameter.annotation);
  let value = isClosed ? unshown(symbol) : ofSymbol(symbol);
  if (parameter.rest !== 'list') {
    const known = unit.injected?.get(index) ?? (parameter.annotation && annotated(machine, parameter.annotation));
    const fallback = unit.defaults.get(index);
    if (known) value = join(value, known);
    noteTyped(value, symbol);
    if (fallback && (fallback.refs.length > 0 || fallback.taints.length > 0)) value = join(value, fallback);
  }
  assign(machine, parameter.target, value, undefined, true);
  noteParameter(machine, parameter.target, symbol);
  if (parameter.isField && unit.owner && parameter.target.kind === 'name') {
    const { name } = parameter.target;
    writeMember(machine, machine.frame.thisValue ?? selfValue(unit.owner), name, kept(machine, value, parameter.target, name));
  }
}

/** What tests in the body say of the argument. */
function noteParameter(machine: Machine, target: Pattern, symbol: Symbol): void {
  switch (target.kind) {
    case 'name': noteOrigin(machine, target.name, { symbol }); return;
    case 'default':
      if (target.target.kind === 'name') {
        const constant = literalOf(target.value);
        if (constant !== undefined) noteOrigin(machine, target.target.name, { symbol, ...(constant === null ? {} : { fallback: constant }) });
      } else noteParameter(machine, target.target, symbol);
      return;
    case 'object':
      for (const { key, target: inner } of target.entries) {
        const member = typeof key === 'string' ? memberSymbol(symbol, key) : symbol;
        if (member !== symbol) noteParameter(machine, inner, member);
      }
      return;
    default: return;
  }
}

export function parameterName(parameter: Parameter, index: number): string {
  const target = parameter.target.kind === 'default' ? parameter.target.target : parameter.target;
  return target.kind === 'name' ? target.name : `argument ${index + 1}`;
}

export function parameterIndex(node: FunctionNode, name: string): number {
  return node.parameters.findIndex((parameter) => {
    const target = parameter.target.kind === 'default' ? parameter.target.target : parameter.target;
    return target.kind === 'name' && target.name === name;
  });
}

/** The name that a parameter has, with or without a default; none where it is taken apart. */
export function nameOfParameter(target: Pattern): string | undefined {
  const inner = target.kind === 'default' ? target.target : target;
  return inner.kind === 'name' ? inner.name : undefined;
}
