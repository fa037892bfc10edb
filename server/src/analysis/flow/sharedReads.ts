import { ancestors } from './classes';
import type { Frame } from './frame';
import { deepTaintsOf } from './labels';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units';
import type { Value } from './value';

/** What functions have read of the variables of a module: how much there was to read. */
const readers = new WeakMap<Frame, Map<string, Map<FunctionUnit, number>>>();

/** Functions of a module whose own variables are read by functions that they make: their latest runs in which something was read. */
const makers = new WeakMap<ModuleUnit, Map<FunctionUnit, Frame[]>>();
const MAX_RUNS = 3;

/**
 * A function reads a variable of a module that functions may write, or into which they may put something; or one of the function
 * that has made it, which others that it has made may write: `const state = {}; return { put: (x) => { state.x = x; }, read: () => state.x }`.
 */
export function noteSharedRead(from: Frame, at: Frame, name: string, value: Value | undefined): void {
  if (!value || from === at || !isShared(at, name, value)) return;
  const unit = outermost(from, at);
  if (!unit) return;
  if (at.unit) noteMaker(at, at.unit);
  let names = readers.get(at);
  if (!names) readers.set(at, (names = new Map<string, Map<FunctionUnit, number>>()));
  let units = names.get(name);
  if (!units) names.set(name, (units = new Map<FunctionUnit, number>()));
  const amount = amountIn(value);
  units.set(unit, amount);
  if (amount < MOST_HELD) noteOwnRead(unit, at, name, amount);
}

/** The last run of a function that makes others, which share its variables: what these were said to read or write was said of an earlier one. */
const lastRuns = new WeakMap<FunctionUnit, Frame>();

export function noteLastRun(frame: Frame): void {
  if (frame.unit && frame.nested.size > 0) lastRuns.set(frame.unit, frame);
}

export function lastRunOf(frame: Frame): Frame {
  return (frame.unit && lastRuns.get(frame.unit)) ?? frame;
}

/** A variable that holds more is not looked through at each call of who reads it. */
const MOST_HELD = 64;

interface OwnReads {
  readonly of: Map<string, { readonly at: Frame; readonly name: string; readonly amount: number }>;
  /** How much had been written when they were last compared. */
  asOf: number;
  /** How often that was found to be more. */
  rounds: number;
}

/** What files write into each other's variables in circles is left after so many rounds. */
const MAX_OWN_ROUNDS = 6;

/** The same by the function that reads. */
const ownReads = new WeakMap<FunctionUnit, OwnReads>();
let writes = 0;

function noteOwnRead(unit: FunctionUnit, at: Frame, name: string, amount: number): void {
  let own = ownReads.get(unit);
  if (!own) ownReads.set(unit, (own = { of: new Map<string, { at: Frame; name: string; amount: number }>(), asOf: writes, rounds: 0 }));
  own.of.set(`${at.unit?.uid ?? ''} ${name}`, { at, name, amount });
}

/** A function has written something that others may have read. */
export function noteSharedWrite(): void {
  writes++;
}

/** Whether a function of a file that was followed to its end would read more of the variables of its file now: another file wrote them. */
export function hasMoreToRead(unit: FunctionUnit): boolean {
  const own = unit.module.state === 'done' ? ownReads.get(unit) : undefined;
  if (!own || own.asOf === writes || own.rounds >= MAX_OWN_ROUNDS) return false;
  own.asOf = writes;
  const isMore = [...own.of.values()].some(({ at, name, amount }) => amountOf(at, name) > amount);
  if (isMore) own.rounds++;
  return isMore;
}

function noteMaker(at: Frame, unit: FunctionUnit): void {
  let frames = makers.get(at.module);
  if (!frames) makers.set(at.module, (frames = new Map<FunctionUnit, Frame[]>()));
  const runs = frames.get(unit) ?? [];
  if (!runs.includes(at)) frames.set(unit, [...runs, at].slice(-MAX_RUNS));
}

/** What functions have read of what classes of a module hold themselves: registries, a current one. */
const ofClasses = new WeakMap<Frame, Map<ClassUnit, Map<string, Map<FunctionUnit, number>>>>();

/** A function reads what a class holds, which functions may write later. */
export function noteStaticRead(from: Frame, of: ClassUnit, name: string): void {
  const owner = from.unit && ancestors(of).find(({ statics }) => statics.has(name));
  if (owner) noteRead(from, owner, name);
}

function noteRead(from: Frame, owner: ClassUnit, name: string): void {
  const value = owner.statics.get(name);
  const unit = value && outermost(from, owner.outer);
  if (!unit) return;
  let classes = ofClasses.get(owner.outer);
  if (!classes) ofClasses.set(owner.outer, (classes = new Map<ClassUnit, Map<string, Map<FunctionUnit, number>>>()));
  let names = classes.get(owner);
  if (!names) classes.set(owner, (names = new Map<string, Map<FunctionUnit, number>>()));
  let units = names.get(name);
  if (!units) names.set(name, (units = new Map<FunctionUnit, number>()));
  units.set(unit, amountHeld(value));
}

/** Functions of a module that would read more now. */
export function lateReaders(module: ModuleUnit): ReadonlySet<FunctionUnit> {
  const late = new Set<FunctionUnit>();
  for (const frame of [module.frame, ...[...makers.get(module)?.values() ?? []].flat()]) if (frame) addLate(frame, late);
  return late;
}

function addLate(frame: Frame, late: Set<FunctionUnit>): void {
  for (const [owner, statics] of ofClasses.get(frame) ?? []) {
    for (const [name, units] of statics) {
      const value = owner.statics.get(name);
      const amount = value ? amountHeld(value) : 0;
      for (const [unit, before] of units) if (amount > before) late.add(unit);
    }
  }
  for (const [name, units] of readers.get(frame) ?? []) {
    const amount = amountOf(frame, name);
    for (const [unit, before] of units) if (amount > before) late.add(unit);
  }
}

function outermost(from: Frame, at: Frame): FunctionUnit | undefined {
  for (let frame: Frame | undefined = from; frame; frame = frame.outer) if (frame.outer === at) return frame.unit;
  return undefined;
}

/** A text, a number or nothing yet, a list or a table: not what the file defines or imports. */
function isShared(at: Frame, name: string, value: Value): boolean {
  return value.refs.every((ref) => ref.kind === 'object') || at.shared.has(name);
}

function amountOf(at: Frame, name: string): number {
  const frame = lastRunOf(at);
  const value = (frame.state ?? frame.exit)?.vars.get(name);
  return value ? amountIn(value) : 0;
}

/** Labels in it, and things of a library. */
function amountIn(value: Value): number {
  let amount = deepTaintsOf(value).filter(({ label }) => label !== undefined).length + objectsOf(value);
  for (const ref of value.refs) {
    if (ref.kind === 'object') for (const part of [...ref.object.fields.values(), ...ref.object.items]) amount += objectsOf(part);
  }
  return amount;
}

/** Of what a class holds, also the functions and objects of the program, which are called by way of it. */
function amountHeld(value: Value): number {
  let amount = amountIn(value) + ownIn(value);
  for (const ref of value.refs) {
    if (ref.kind === 'object') for (const part of [...ref.object.fields.values(), ...ref.object.items]) amount += ownIn(part);
  }
  return amount;
}

function ownIn({ refs }: Value): number {
  return refs.filter(({ kind }) => kind === 'function' || kind === 'class' || kind === 'instance').length;
}

function objectsOf({ refs }: Value): number {
  return refs.filter((ref) => ref.kind === 'path' && ref.isInstance).length;
}
