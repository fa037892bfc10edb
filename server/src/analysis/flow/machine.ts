import type { Family, FlowStep, Label } from '../analysis';
import type { CatalogueView, InferenceEntry } from '../catalogue/catalogue';
import { waysWithin } from './under';
import { assumedHere, NO_ASSUMPTIONS, type Assumptions } from './assuming';
import { areKin } from './classes';
import type { Call, Expression, Span } from '../program/program';
import { bitOf } from './families';
import { State, type Frame, type Held } from './frame';
import type { Looking } from './instanceFields';
import type { TypeRegistry } from './interfaces';
import { noSightings, type Sightings } from './sightings';
import { stepsOf } from './story';
import { withoutDoubt } from './maybeChecks';
import type { Symbol } from './symbol';
import { taintKey, weaken, type Taint } from './taint';
import { doubtOfCallers } from './handedOn';
import { doubtOfField } from './testedFields';
import type { CallSite, ClassUnit, FunctionUnit, InferenceSite, ModuleUnit, Requirement, SinkSite } from './units';
import { siteId } from '../program/places';

/** What one interpretation has found so far, of whichever file it stands in. */
export interface Found {
  readonly flows: Map<string, RawFlow>;
  readonly inferences: Map<string, InferenceRecord>;
  /** Replies of which someone has looked at why they ended, by the place of their call. */
  readonly looked: Set<string>;
  /** Calls that write a log record. */
  readonly loggers: Map<string, CallSite>;
  /** Set-up that records every inference of the project. */
  readonly tracing: Set<string>;
  /** Set-up that may record them, which its configuration decides. */
  readonly monitoring: Set<string>;
  /** Inference calls below functions that only an agent or a framework calls, which may keep a record. */
  readonly handed: Map<string, string>;
  /** Runs of graphs that are given callbacks, as they are written. */
  readonly observedRuns: Set<string>;
  /** Methods that are called on objects nobody knows. */
  readonly openCalls: Set<string>;
  /** What the inventory is made of. */
  readonly sightings: Sightings;
  readonly notes: string[];
}

export function nothingFound(): Found {
  return {
    flows: new Map(), inferences: new Map(), looked: new Set(), loggers: new Map(), tracing: new Set(), monitoring: new Set(),
    handed: new Map(), observedRuns: new Set(), openCalls: new Set(), sightings: noSightings(), notes: [],
  };
}

/** The same, to be changed apart. */
export function copyOf(found: Found): Found {
  return {
    flows: new Map(found.flows), inferences: new Map(found.inferences), looked: new Set(found.looked), loggers: new Map(found.loggers),
    tracing: new Set(found.tracing), monitoring: new Set(found.monitoring), handed: new Map(found.handed),
    observedRuns: new Set(found.observedRuns), openCalls: new Set(found.openCalls), sightings: found.sightings, notes: [...found.notes],
  };
}

export interface RawFlow {
  readonly label: Label;
  readonly family: Family;
  readonly sink: SinkSite;
  readonly taint: Taint;
  /** The function whose run found it, or that was entered from outside; undefined at the top level. */
  readonly by: FunctionUnit | undefined;
}

export interface InferenceRecord {
  readonly site: InferenceSite;
  readonly entry: InferenceEntry | undefined;
  /** As of a {@link RawFlow}. */
  readonly by: FunctionUnit | undefined;
}

/** Finds the module that an import names, if it is part of the project. */
export type ModuleResolver = (from: ModuleUnit, specifier: string) => ModuleUnit | undefined;

/**
 * The state of one interpretation: the current frame, and what was found. The steps of the
 * interpreter are functions over it.
 */
export class Machine {
  frame!: Frame;
  /** Interpreted expressions left; nothing is analysed once it is spent. */
  budget: number;
  /** Calls being followed, to bound recursion that summaries do not catch. */
  callDepth = 0;
  /** First pass over a module: names are bound, project functions are not called. */
  isShallow = false;
  /** Changes of state cells so far: who read one before has to look again. */
  cellWrites = 0;
  /** The next call comes from outside the program. */
  isEntry = false;
  /** Functions that were called from outside: handlers, tools. */
  readonly entered = new Set<FunctionUnit>();
  /** Calls of which single arguments are told. */
  private readonly apart = new Set<string>();
  /** The function that is being called from outside. */
  entering: FunctionUnit | undefined;
  /** Fields whose reading is no use of them yet, and the first of these that was read. */
  holding: { readonly spans: readonly Span[]; found?: Held } | undefined;
  /** What was evaluated last: where something is gone through that no call names. */
  last: Expression | undefined;
  /** Inside a test of a value's own type: looking is no use. */
  isProbing = false;
  /** Open calls being resolved inside each other. */
  resuming = 0;
  /** How many callers have passed on the open call that is being resolved. */
  height = 0;
  /** Fields and getters of instances being looked up inside each other. */
  binding = 0;
  /** What was found so: objects hold each other, and many ways lead from one to the next, each is gone into once. */
  looking: Looking | undefined;
  /** Requests to models so far: what is caught after one can be its error. */
  requests = 0;
  /** Records that were written so far, on whichever way. */
  written = 0;
  /** Functions that were entered as tools because of how they are handed over. */
  readonly tools = new Set<string>();
  /** What the callers of the function have to give it for what is being taken over from a callee. */
  carried: Assumptions = NO_ASSUMPTIONS;
  /** Inside a wrapper that writes a record after this call. */
  isCovered = false;
  /** Inside a wrapper in which something that was not seen may write one. */
  suspected: string | undefined;

  constructor(
    readonly found: Found,
    readonly resolveModule: ModuleResolver,
    budget: number,
    /** The interfaces and classes of the whole project. */
    readonly types: TypeRegistry,
    /** The module that is being run. */
    readonly own: ModuleUnit,
  ) {
    this.budget = budget;
  }

  get module(): ModuleUnit {
    return this.frame.module;
  }

  get facts(): CatalogueView {
    return this.frame.module.facts;
  }

  /** On whose account something is found. */
  get by(): FunctionUnit | undefined {
    return this.frame.unit ?? this.entering;
  }

  get state(): State {
    return (this.frame.state ??= new State());
  }

  /** True while the current point can be reached. */
  get isLive(): boolean {
    return this.frame.state !== undefined;
  }

  step(span: Span, text: string): FlowStep {
    return { file: this.module.file, span, text };
  }

  /** Names a place of the current module. */
  siteId(span: Span): string {
    return siteId(this.module, span);
  }

  callSite(call: Call, name: string): CallSite {
    return { module: this.module, call, name };
  }

  /** A value arrives at a sink: concrete labels are findings, symbolic ones go into the summary. */
  reach(family: Family, sink: SinkSite, taints: readonly Taint[], isTextOnly = false): void {
    const bit = bitOf(family);
    for (const given of taints) {
      if (given.cleared & bit || isHarmless(family, given)) continue;
      if (given.under && waysWithin(given.under, assumedHere(this)) === null) continue;
      const taint = withoutDoubt(given, family);
      if (taint.label) this.addFlow({ label: taint.label, family, sink, taint, by: this.by });
      else if (isBindable(this.frame, taint.symbol)) this.frame.addReach(`${family}|${keyOf(family, sink)}|${taintKey(taint)}`, { family, sink, taint, isTextOnly, under: assumedHere(this) });
    }
  }

  /** A value arrives if a symbol turns out to be one of some constants, which only a caller knows. */
  reachWhen(when: Requirement, family: Family, sink: SinkSite, taints: readonly Taint[]): void {
    for (const taint of taints) {
      if (taint.cleared & bitOf(family) || !isBindable(this.frame, when.symbol)) continue;
      this.frame.addReach(`${family}|${sink.id}|${taintKey(taint)}|${when.symbol.key}`, { family, sink, taint, isTextOnly: false, when, under: assumedHere(this) });
    }
  }

  /** What is proven of one argument stands there; the rest is told of the call, unless something of it is told already. */
  private placeOf({ family, label, sink, taint }: RawFlow): string | undefined {
    const whole = `${family}|${label}|${sink.within ?? sink.id}`;
    if (sink.within === undefined || taint.likelyBecause !== undefined) return this.apart.has(whole) ? undefined : sink.within ?? sink.id;
    this.apart.add(whole);
    this.found.flows.delete(whole);
    return sink.id;
  }

  private addFlow(given: RawFlow): void {
    const flow = given.family === 'field-use' ? withDoubtOfTests(given) : given;
    // A parsed reply is reported where it was parsed, wherever it is used.
    const place = flow.label === 'unvalidated-json' ? flow.taint.parsedAt?.id ?? flow.sink.id : this.placeOf(flow);
    if (place === undefined) return;
    // A key is reported where it is written, whichever client takes it.
    const written = flow.label === 'key-literal' ? `|${flow.taint.origin.id}` : '';
    const key = `${flow.family}|${flow.label}|${place}${written}`;
    const before = this.found.flows.get(key);
    if (!before || isBetter(flow.taint, before.taint)) this.found.flows.set(key, flow);
  }
}

/** A field that something in the function tests that parses or uses it is no proven case of one that nobody tests. */
function withDoubtOfTests(flow: RawFlow): RawFlow {
  const { taint, sink } = flow;
  const because = taint.likelyBecause === undefined ? doubtOfField([sink.inside, taint.parsedAt?.within], sink.name) ?? doubtOfCallers(sink.inside, sink.name, sink.module.program) : undefined;
  return because === undefined ? flow : { ...flow, taint: weaken(taint, because) };
}

/** A parsed reply is reported where it was parsed: one use of a field is as good as another. */
function keyOf(family: Family, sink: SinkSite): string {
  return family === 'field-use' ? '' : sink.id;
}

/**
 * Whether a caller can tell what a symbol stands for. A method's parameters are known to its callers, and to
 * those who call methods of the same object; to a class that has nothing to do with its own, they are told by
 * the objects themselves.
 */
function isBindable(frame: Frame, symbol: Symbol | undefined): boolean {
  const home = symbol?.of.owner;
  if (!home) return true;
  let nearest: ClassUnit | undefined;
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    if (at.unit === symbol.of) return true;
    nearest ??= at.unit?.owner;
  }
  return !nearest || nearest === home || areKin(nearest, home);
}

const PRIVACY = bitOf('privacy');

/** What was redacted is nobody's data any more. Much is logged and returned; only what gives something away is of interest there. */
function isHarmless(family: Family, taint: Taint): boolean {
  if (taint.label === 'personal' && taint.cleared & PRIVACY) return true;
  if (taint.label === undefined || taint.label === 'secret') return false;
  return family === 'log' || (family === 'response' && taint.label !== 'instructions');
}

/** A proven story is better than a likely one; then the shorter. */
export function isBetter(a: Taint, b: Taint): boolean {
  const proven = (taint: Taint): number => (taint.likelyBecause === undefined ? 0 : 1);
  return proven(a) !== proven(b) ? proven(a) < proven(b) : stepsOf(a.story).length < stepsOf(b.story).length;
}
