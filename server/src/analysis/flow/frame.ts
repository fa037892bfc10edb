import type { Call, Expression, Span } from '../program/program';
import { common, NO_ASSUMPTIONS, type Assumptions, type Origin } from './assuming';
import { cleared } from './labels';
import { lastObjectId } from './objects';
import type { Thrown } from './exceptions';
import type { Taint } from './taint';
import { joinOpen, joinSuspects, NOTHING_OPEN, NO_SUSPECTS, type Open, type Suspects } from './open';
import type { FunctionUnit, DeferredCall, Effect, ModuleUnit, Reach, SinkSite, Shown } from './units';
import type { ReplyUse } from './replies';
import { bitOf, lasting, LOOKED, NOTHING, settledPath } from './families';
import { flagged } from './flags';
import type { Choice } from './narrowing';
import type { OuterWrite } from './outer';
import type { Symbol } from './symbol';
import { holdingUnder, onlyHere, type Returned } from './under';
import { UNKNOWN, type Value } from './value';

/** A field that was read into a name: it is used where the name is, not where the name is tested. */
export interface Held {
  readonly object: Value;
  readonly property: string;
  readonly span: Span;
}

/** What holds at one point of a function. Copied at branches, joined where they meet. */
export class State {
  /** Another state has the same variables: they are copied before one is written. */
  private isShared = false;

  constructor(
    private bound: Map<string, Value> = new Map(),
    /** Access paths (`data.name`) that a test has cleared for some sinks. */
    public refined: ReadonlyMap<string, number> = NONE,
    /** A log record has been written on every way here. */
    public hasLogged = false,
    /** Inference calls on some way here with no record after them. */
    public unlogged: Open = NOTHING_OPEN,
    /** Access paths (`messages.0`) of which a test has told one property. */
    public chosen: ReadonlyMap<string, Choice> = NO_CHOICES,
    /** What parameters have to be for the code to come here. */
    public assumed: Assumptions = NO_ASSUMPTIONS,
    /** Names that hold a field of parsed model output nobody has used yet. */
    public held: ReadonlyMap<string, Held> = NOT_HELD,
    /** What may have kept a record on every way here. */
    public suspects: Suspects = NO_SUSPECTS,
  ) {}

  get vars(): ReadonlyMap<string, Value> {
    return this.bound;
  }

  set(name: string, value: Value): void {
    if (this.isShared) {
      this.bound = copyOfVariables(this.bound);
      this.isShared = false;
    }
    this.bound.set(name, value);
  }

  unset(name: string): void {
    if (!this.bound.has(name)) return;
    this.bound = copyOfVariables(this.bound);
    this.isShared = false;
    this.bound.delete(name);
    this.forget(name);
  }

  copy(): State {
    return this.sharing(this.refined, this.hasLogged, this.unlogged, this.chosen, this.assumed, this.held, this.suspects);
  }

  /** The same variables, with something else known beside them. */
  sharing(
    refined: State['refined'], hasLogged: boolean, unlogged: State['unlogged'], chosen: State['chosen'] = NO_CHOICES, assumed: Assumptions = NO_ASSUMPTIONS,
    held: State['held'] = NOT_HELD, suspects: Suspects = NO_SUSPECTS,
  ): State {
    const other = new State(this.bound, refined, hasLogged, unlogged, chosen, assumed, held, suspects);
    this.isShared = other.isShared = true;
    return other;
  }

  refine(path: string, cleared: number): void {
    const refined = new Map(this.refined);
    refined.set(path, settledPath((refined.get(path) ?? 0) | cleared));
    this.refined = refined;
  }

  choose(path: string, choice: Choice): void {
    this.chosen = new Map(this.chosen).set(path, choice);
  }

  hold(name: string, field: Held): void {
    this.held = new Map(this.held).set(name, field);
  }

  /** A name was assigned: what was learned about it and its members no longer holds. */
  forget(name: string): void {
    if (this.refined.size > 0) this.refined = without(this.refined, name);
    if (this.chosen.size > 0) this.chosen = without(this.chosen, name);
    if (this.held.has(name)) this.held = without(this.held, name);
  }
}

/** Work in proportion to this many entries of a map counts as much as one expression. */
const PER_EXPRESSION = 64;
/** Maps of this size and below cost nothing to speak of. */
const USUAL = 256;

/** What it costs to copy a map, in expressions: nothing but for those that only generated code has. */
export function costOf({ size }: ReadonlyMap<string, unknown>): number {
  return size > USUAL ? Math.floor(size / PER_EXPRESSION) : 0;
}

let copied = 0;

/** What copies of variables have cost since this was last asked: thousands of branches may each have thousands of them. */
export function takeCopied(): number {
  const cost = copied;
  copied = 0;
  return cost;
}

function copyOfVariables(vars: ReadonlyMap<string, Value>): Map<string, Value> {
  copied += costOf(vars);
  return new Map(vars);
}

function without<T>(learned: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
  return new Map([...learned].filter(([path]) => path !== name && !path.startsWith(`${name}.`)));
}

const NONE: ReadonlyMap<string, number> = new Map();
const NO_CHOICES: ReadonlyMap<string, Choice> = new Map();
const NOT_HELD: ReadonlyMap<string, Held> = new Map();

/** Two ways meet. An undefined state is a way that never gets here. */
export function joinStates(a: State | undefined, b: State | undefined): State | undefined {
  if (!a || a === b) return b;
  if (!b) return a;
  const refined = joinRefined(a.refined, b.refined);
  const hasLogged = a.hasLogged && b.hasLogged;
  const unlogged = joinOpen(a.unlogged, b.unlogged);
  // Where the other way has a record, what may be one on this way is the least there is.
  const suspects = a.hasLogged ? b.suspects : b.hasLogged ? a.suspects : joinSuspects(a.suspects, b.suspects);
  const chosen = a.chosen === b.chosen ? a.chosen : new Map([...a.chosen].filter(([path, choice]) => b.chosen.get(path) === choice));
  const assumed = common(a.assumed, b.assumed);
  const held = a.held.size + b.held.size === 0 ? a.held : new Map([...stillHeld(a), ...stillHeld(b)]);
  if (a.vars === b.vars && a.refined === b.refined) return a.sharing(refined, hasLogged, unlogged, chosen, assumed, held, suspects);
  const vars = copyOfVariables(settled(a, b));
  const [onlyA, onlyB] = [onlyHere(a.assumed, b.assumed), onlyHere(b.assumed, a.assumed)];
  for (const [name, value] of settled(b, a)) {
    const other = vars.get(name);
    if (other === value) continue;
    const here = holdingUnder(value, onlyB);
    vars.set(name, other === undefined ? here : flagged(a, b, holdingUnder(other, onlyA), here));
  }
  return new State(vars, refined, hasLogged, unlogged, chosen, assumed, held, suspects);
}

/** Fields that no test on the way here has looked at. */
function stillHeld({ held, refined }: State): readonly (readonly [string, Held])[] {
  return [...held].filter(([name]) => !((refined.get(name) ?? 0) & (bitOf('field-use') | LOOKED)));
}

/** The variables of one side; what only this side has learned of one is put into its value. */
function settled(side: State, other: State): ReadonlyMap<string, Value> {
  if (side.refined.size === 0 || side.refined === other.refined) return side.vars;
  const vars = copyOfVariables(side.vars);
  for (const [path, learned] of side.refined) {
    const bits = lasting(learned);
    const value = bits === NOTHING ? undefined : vars.get(path);
    if (value && ((other.refined.get(path) ?? 0) & bits) !== bits) vars.set(path, cleared(value, bits));
  }
  return vars;
}

function joinRefined(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  if (a === b) return a;
  if (a.size === 0 || b.size === 0) return NONE;
  const both = new Map<string, number>();
  for (const [path, bits] of a) {
    const common = bits & (b.get(path) ?? 0);
    if (common !== 0) both.set(path, common);
  }
  return both;
}

/** One run of a function, a class body or a module. */
export class Frame {
  state: State | undefined = new State();
  /** Branch nesting, to tell what certainly happens. */
  depth = 0;
  returns: Value = UNKNOWN;
  /** The same by ways out, where one depends on arguments. */
  ways: readonly Returned[] | undefined;
  yields: Value = UNKNOWN;
  hasYielded = false;
  /** A file was opened to be added to, or read, so that what is written may be added to what was there. */
  isAdding = false;
  /** Where the ways out meet: returns inside, and the end of the body. */
  exit: State | undefined;
  thisValue: Value | undefined;
  /** Labels of what was written into files so far. */
  written: readonly Taint[] = [];
  /** Where files with a computed name are run. */
  readonly runs: SinkSite[] = [];
  /** What the console is shown of a parameter; null where a record is written anyway. */
  shows: Shown | null | undefined;
  /** Something that was not followed to its end has been called. */
  isOpaque = false;
  /** Names that inner functions write: never replaced, only joined. */
  readonly shared = new Set<string>();
  /** Counts assignments that an inner function could see. */
  changes = 0;
  /** The count at the last of them, by name. */
  private readonly changedAt = new Map<string, number>();
  readonly reaches = new Map<string, Reach>();
  /** How many of them lead into a log or a response. */
  private revealing = 0;
  /** What is done with parameters that may be replies of a model. */
  readonly replies: Readonly<Record<ReplyUse['how'], Map<string, ReplyUse>>> = { read: new Map(), tested: new Map(), handed: new Map() };
  readonly deferred: DeferredCall[] = [];
  readonly effects: Effect[] = [];
  readonly outerWrites: OuterWrite[] = [];
  /** What was written into objects that are only known by their class, by access path, with what the path starts from. */
  writtenHere: Map<string, { readonly value: Value; readonly root: Value | undefined }> | undefined;
  /** What variables were made of, as the code writes it. */
  readonly made = new Map<string, Expression>();
  /** What may have checked the access paths of which it is not seen what was checked. */
  readonly checkedBy = new Map<string, string>();
  /** Variables that hold what paths have in common, and the call that told it. */
  readonly commonPaths = new Map<string, Call>();
  /** Objects up to this id were there before this frame. */
  readonly firstObject = lastObjectId();
  /** What every way out that may be true has seen tested. */
  agreed: ReadonlyMap<Symbol, number> | undefined;
  /** What every way out that may be false has seen tested. */
  denied: ReadonlyMap<Symbol, number> | undefined;
  /** The same for fields of what is returned; undefined before the first way out, null where one returns something else. */
  verdicts: ReadonlyMap<string, ReadonlyMap<Symbol, number>> | null | undefined;
  /** What every way out that may be true, or false, has seen tested of variables around the function, by access path. */
  readonly around = new Map<boolean, ReadonlyMap<string, number>>();
  readonly nested = new Set<FunctionUnit>();
  /** Names declared `global` or `nonlocal`. */
  readonly free = new Set<string>();
  /** Targets of `break` and `continue`, innermost last. */
  readonly jumps: { breaks: State | undefined; continues: State | undefined; readonly each?: { readonly name: string; readonly depth: number } }[] = [];
  /** States in which something may be thrown, for each `try` around, innermost last. */
  readonly throws: { state: State | undefined; readonly thrown: Thrown[] }[] = [];
  /** What leaves the function because no handler takes it. */
  readonly thrown: Thrown[] = [];
  /** What the handler was given that is being followed. */
  handling: readonly Thrown[] = [];
  /** Variables that were assigned: what they are of a parameter, undefined if nothing, null when assigned again. */
  readonly origins = new Map<string, Origin | undefined | null>();
  /** What names had at the end of an earlier run: for uses before the assignment. */
  earlier: ReadonlyMap<string, Value>;

  constructor(
    readonly module: ModuleUnit,
    readonly unit: FunctionUnit | undefined,
    readonly outer: Frame | undefined,
    earlier?: ReadonlyMap<string, Value>,
  ) {
    this.earlier = earlier ?? NO_VALUES;
  }

  /** Names are as if nothing had bound them yet. */
  unbind(names: Iterable<string>): void {
    const earlier = new Map(this.earlier);
    for (const name of names) {
      earlier.delete(name);
      this.state?.unset(name);
      this.exit?.unset(name);
      this.shared.delete(name);
    }
    this.earlier = earlier;
  }

  /** A variable, or a type, of this frame was given another value. */
  noteChange(name: string): void {
    this.changedAt.set(name.startsWith('type ') ? name.slice('type '.length) : name, ++this.changes);
  }

  lastChange(name: string): number {
    return this.changedAt.get(name) ?? 0;
  }

  /** A parameter arrives at a sink. Nearly everything is logged somewhere, so of that a few ways are enough. */
  addReach(key: string, reach: Reach): void {
    const known = this.reaches.get(key);
    const before = known?.taint;
    const under = common(known?.under ?? reach.under, reach.under);
    if (before && (before.likelyBecause === undefined || reach.taint.likelyBecause !== undefined)) {
      if (under !== known!.under) this.reaches.set(key, { ...known!, under });
      return;
    }
    const isCommon = reach.family === 'log' || reach.family === 'response';
    if (isCommon && !before && ++this.revealing > MAX_REVEALING) return;
    this.reaches.set(key, under === reach.under ? reach : { ...reach, under });
  }
}

const MAX_REVEALING = 8;

const NO_VALUES: ReadonlyMap<string, Value> = new Map();

/** Nothing comes after a loop without end; where nothing leaves it, it ends with the program, and what was done until then was done. */
export function endFrame(frame: Frame, isLast: boolean): void {
  if (isLast) frame.exit = joinStates(frame.exit, frame.state);
  frame.state = undefined;
}

/** Whether a turn has added nothing that a further one could hand on. */
export function hasSameLabels(before: State, after: State): boolean {
  for (const [name, value] of after.vars) if (before.vars.get(name)?.taints !== value.taints) return false;
  return true;
}
