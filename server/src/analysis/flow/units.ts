import type { FlowStep, Family } from '../analysis';
import type { ClassNode, FunctionNode, ImportStatement, Index, LanguageFamily, Member, Program, Span, Call, Expression } from '../program/program';
import type { CatalogueView } from '../catalogue/catalogue';
import type { Assumptions } from './assuming';
import type { Returned } from './under';
import type { Thrown } from './exceptions';
import type { Frame, State } from './frame';
import type { GraphNode } from './graphStates';
import type { Open, Suspects } from './open';
import type { OuterWrite } from './outer';
import type { ReplyUse } from './replies';
import type { Symbol } from './symbol';
import type { Taint } from './taint';
import type { FunctionRef, GivenArguments, Obj, Value } from './value';

/** One file of the project while it is being interpreted. */
export interface ModuleUnit {
  readonly uid: string;
  readonly file: string;
  text: string;
  readonly family: LanguageFamily;
  program: Program;
  readonly facts: CatalogueView;
  readonly functions: Map<FunctionNode, FunctionUnit>;
  readonly classes: Map<ClassNode, ClassUnit>;
  readonly exports: Map<string, Value>;
  /** Command-line options whose type admits no free text. */
  readonly closedOptions: Set<string>;
  /** One state cell for each `useState` in the source, whatever run of the component reads it. */
  readonly cells: Map<Call, Obj>;
  /** What is told and who listens, for each event of an emitter that is no object of the project. */
  readonly events: Map<string, Obj>;
  /** Classes of its top level of which only what they consist of is known so far. */
  readonly defined: Set<ClassUnit>;
  /** Calls from outside that its top level makes possible: handlers, tools. */
  readonly entries: Entrance[];
  /** Functions, of whichever module, that something in this one calls. */
  readonly called: Set<FunctionUnit>;
  /** Functions, of whichever module, that this one hands to something that was not followed, and what that is. */
  readonly handed: Map<FunctionUnit, string>;
  /** Functions, of whichever module, that this one makes nodes or conditional edges of a graph. */
  readonly nodes: Set<FunctionUnit>;
  /** Nodes of graphs whose state is followed, in the order in which they are registered. */
  readonly stateNodes: GraphNode[];
  /** Functions that stand beside words and a schema for a model, in this module: tools, whoever takes them. */
  readonly offered: Map<FunctionUnit, OfferedTool>;
  /** Functions of this module whose decorators write a record of each call. */
  readonly recorded: Set<FunctionUnit>;
  frame: Frame | undefined;
  /**
   * `named`: its names are bound; `valued`: its top level was followed, its functions only as far as something called
   * them; `gone`: run anew since, or no part of the project any more.
   */
  state: 'new' | 'naming' | 'named' | 'valuing' | 'valued' | 'running' | 'done' | 'gone';
  /** Its functions that were looked at before the top level of every file was followed whose functions they reach. */
  readonly early: Set<FunctionUnit>;
  /** Imports of its top level, from files that had not come to the end of theirs: they mean more by now. */
  readonly late: Set<ImportStatement>;
  /** Files of which this one fills variables, objects or events with what has a label: what they hold of that goes when this one is run anew. */
  readonly fills: Set<string>;
  /** The same number for two runs of a file that mean the same to others. */
  meaning: number;
  /** The same file before it was run anew, while that lasts. */
  previous: ModuleUnit | undefined;
}

/** The handler of an object that looks like a tool, and what it says of its arguments. */
export interface OfferedTool {
  readonly handler: FunctionRef;
  readonly schema: Value;
}

/** Something from outside calls a function. */
export interface Entrance {
  readonly target: Value;
  readonly given: GivenArguments;
  readonly site: CallSite;
  /** Who calls it, where that may keep a record. */
  readonly caller: string | undefined;
}

export interface FunctionUnit {
  readonly uid: string;
  readonly name: string;
  readonly module: ModuleUnit;
  readonly node: FunctionNode;
  /** The frame the function was defined in: where its free names are looked up. */
  outer: Frame;
  readonly owner: ClassUnit | undefined;
  readonly isStatic: boolean;
  /** First parameter is the object or class (Python). */
  readonly bindsFirst: boolean;
  /** `this` where an arrow function is written. */
  lexicalThis: Value | undefined;
  /** Default values, evaluated where the function is defined. */
  readonly defaults: Map<number, Value>;
  summary: Summary | undefined;
  state: 'new' | 'running' | 'done';
  /** Someone asked for the summary while it was being made. */
  isRecursive: boolean;
  /** Declared as a tool that a model may call. */
  isTool?: boolean;
  /** What the server that calls it fills in, by the parameter's place. */
  injected?: Map<number, Value>;
  /** A route handler whose result is sent to a client. */
  isResponder: boolean;
  /** What was known of the variables around it where it was defined, if tests have told something of them. */
  definedAt?: State;
  /** What its result says of variables around it: see `Frame.around`. */
  around?: ReadonlyMap<boolean, ReadonlyMap<string, number>>;
  /** The outer frame's change count when the summary was made. */
  madeAt: number;
  /** That frame. */
  madeIn?: Frame;
}

export interface ClassUnit {
  readonly uid: string;
  readonly name: string;
  readonly module: ModuleUnit;
  readonly node: ClassNode;
  bases: readonly Value[];
  readonly methods: Map<string, FunctionUnit>;
  readonly getters: Set<string>;
  /** Class-level values. */
  readonly statics: Map<string, Value>;
  /** Annotations of fields, for schema questions. */
  readonly annotations: Map<string, Expression>;
  /** What the methods see as `self`; its fields are what any method ever wrote. */
  readonly self: Obj;
  /** The same list for all states of a class whose module was run anew: who holds on to an earlier one sees those that there are now. */
  subclasses: ClassUnit[];
  /** Classes that have it as a subclass: named as bases, implemented, or fitted by its methods. */
  readonly heads: Set<ClassUnit>;
  outer: Frame;
  /** Of an interface or protocol: the methods that a class needs to implement it. */
  required?: ReadonlySet<string>;
}

/** What a function does, written in symbols of its own parameters. */
export interface Summary {
  readonly returns: Value;
  /** What it returns on each of its ways, where arguments say which of them are taken. */
  readonly ways?: readonly Returned[];
  /** What it throws that carries something. */
  readonly thrown: readonly Thrown[];
  /** Objects with a greater id were made while it ran. */
  readonly since: number;
  readonly reaches: readonly Reach[];
  /** What it does with parameters that may be replies of a model. */
  readonly replies: readonly ReplyUse[];
  readonly deferred: readonly DeferredCall[];
  readonly effects: readonly Effect[];
  readonly outerWrites: readonly OuterWrite[];
  /** Inference calls, or calls that may turn out to be one, with no record on some way out. */
  readonly unlogged: Open;
  /** It calls something that was not followed to its end: what its name says of it may be so. */
  readonly isOpaque: boolean;
  /** What may keep a record on every way out. */
  readonly suspects: Suspects;
  /** What it writes into files, and the places where it runs a file whose name it computes. */
  readonly written: readonly Taint[];
  readonly runs: readonly SinkSite[];
  /** A record is written on every way out. */
  readonly logs: boolean;
  /** What it shows on the console is what the caller gives, so the caller tells whether it is a record. */
  readonly shows?: Shown;
  /** A model is asked on some way. */
  readonly asks: boolean;
  /** Parameter symbols (by base) that are sure to be allowed when the result is true, or false. */
  readonly clearsWhen: readonly Teaching[];
  /** Parameter symbols that are clear once the call returns at all. */
  readonly clears: readonly { readonly symbol: Symbol; readonly cleared: number }[];
}

/** A line on the console that tells nothing but a parameter. */
export interface Shown {
  /** Its index. */
  readonly parameter: number;
  /** There are words around it. */
  readonly hasWords: boolean;
}

/** What the result of a function says of one of its parameters. */
export interface Teaching {
  readonly symbol: Symbol;
  readonly outcome: boolean;
  readonly cleared: number;
  /** Not the result says it but this field or item of it: `{ ok, error }`. */
  readonly member?: string;
}

/** A value arrives at a sink. */
export interface Reach {
  readonly family: Family;
  readonly sink: SinkSite;
  readonly taint: Taint;
  /** Counts only for a text: a list given there is an argument list. */
  readonly isTextOnly: boolean;
  /** Counts only where this symbol is one of these constants: the role of a message that a caller names. */
  readonly when?: Requirement;
  /** Counts only for arguments of which this holds. */
  readonly under: Assumptions;
}

export interface Requirement {
  readonly symbol: Symbol;
  readonly values: readonly string[];
}

export interface SinkSite {
  readonly id: string;
  /** The id of the whole call, where this is one of several places in it. */
  readonly within?: string;
  readonly module: ModuleUnit;
  readonly at: Span;
  readonly name: string;
  readonly call: Call | undefined;
  readonly value: Expression | undefined;
  /** Of the use of a field: the function around it. */
  readonly inside?: FunctionNode | undefined;
}

/** A call whose callee only the caller knows. */
export interface DeferredCall {
  readonly callee: Symbol;
  readonly given: GivenArguments;
  readonly result: Symbol;
  readonly site: CallSite;
  /** How many callers have passed it on. */
  readonly height: number;
  /** What a method of this name means on texts and lists was already said; only an object of the project means more. */
  readonly isGeneric: boolean;
  /** As of a {@link Reach}. */
  readonly under: Assumptions;
  /** Not a call of `callee`, but one of a library that is given it: what it does with that, only the caller knows. */
  readonly library?: OpenLibraryCall;
}

/**
 * `handlers`: it calls what it is given. `nodes`: it makes that a node of a graph. `sinks`: it runs one of its
 * arguments, if the others are such. `source`: its name says what it reads. `member`: no call, but a setting that is
 * read at this place, by a name.
 */
export interface OpenLibraryCall {
  readonly path: string;
  readonly open: 'handlers' | 'nodes' | 'sinks' | 'source' | 'member';
  readonly at?: Index | Member;
}

export interface CallSite {
  readonly module: ModuleUnit;
  readonly call: Call;
  /** As written: `self.llm.invoke`. */
  readonly name: string;
  /** It sends what no browser takes for a page. */
  readonly isPlain?: true;
}

/** The function writes into something it was given. */
export interface Effect {
  readonly target: Symbol;
  readonly kind: 'field' | 'item';
  readonly name: string;
  readonly value: Value;
  /** Of an item: what it is stored under. */
  readonly key?: Value;
  /** Of a field: a loop writes it into every element. */
  readonly isEvery?: boolean;
}

export interface InferenceSite {
  readonly id: string;
  readonly site: CallSite;
  readonly path: string;
  readonly likelyBecause: string | undefined;
}

export function stepAt(module: ModuleUnit, span: Span, text: string): FlowStep {
  return { file: module.file, span, text };
}
