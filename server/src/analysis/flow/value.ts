import type { Call, Expression } from '../program/program';
import type { Assumption } from './assuming';
import type { Frame } from './frame';
import type { CallSite, ClassUnit, FunctionUnit, ModuleUnit } from './units';
import type { SchemaStepKind } from '../catalogue/view';
import { joinTaints, type Taint } from './taint';
import type { Cleared } from './families';
import type { Symbol, SymbolOwner } from './symbol';

/** What a value may be, as far as it is known. Immutable; what changes lives in {@link Obj}. */
export interface Value {
  readonly refs: readonly Ref[];
  readonly taints: readonly Taint[];
  /** Set when the value is one known constant. */
  readonly constant?: Constant;
  /** Short texts it may be, where it is not sure to be one of them, or which. */
  readonly among?: readonly string[];
  /** Known text with `\0` for each unknown part: `https://api.openai.com/\0`. */
  readonly text?: string;
  readonly implies?: readonly Implication[];
  /** It is a number; a `fraction` is none that a text could be repeated by. */
  readonly number?: 'any' | 'fraction';
  /** It may be something else than the symbol that it refers to, of which nothing else is known. */
  readonly isMixed?: true;
  /** The quotes that hold the text whole, since it was made ready for them. */
  readonly ready?: string;
  /** Labels that decide how the text begins, where that is less than all; see `headOf`. */
  readonly head?: readonly Taint[];
}

/** What a test on the value says about something else: `ok` of `ok = name in ALLOWED`. */
export interface Implication {
  readonly path: string;
  readonly outcome: boolean;
  readonly cleared: Cleared;
  /** What tests it, where it is not seen how. */
  readonly by?: string;
}

export type Constant = string | number | boolean | null;

export type Ref =
  | PathRef | FunctionRef | ClassRef | InstanceRef | ObjectRef | ModuleRef | SymbolRef | PartialRef | SetterRef;

/** Something of a library: a module, class, function, or an instance or member of one. */
export interface PathRef {
  readonly kind: 'path';
  readonly path: string;
  readonly isInstance: boolean;
  /** What a schema was built from, or what the call's result goes through: fields, or a class. */
  readonly schema?: Value;
  /** The call that made it, where that was seen. */
  readonly made?: Call;
  /** A file path in its final form, with no `..` left. */
  readonly isResolved?: boolean;
  /** What a name for a type stands for. */
  readonly alias?: TypeAlias;
  /** What a schema does to a text after it was read, in order. */
  readonly steps?: readonly SchemaStep[];
}

/** A type that was given a name, and where the names in it are to be looked up. */
export interface TypeAlias {
  readonly type: Expression;
  readonly frame: Frame;
}

/** `.regex(…)`, `.refine(…)`, `.transform(…)`, `.pipe(…)` of a schema. */
export interface SchemaStep {
  readonly kind: SchemaStepKind;
  readonly value: Value;
  readonly site: CallSite;
}

/** A function of the project, as closure (with the bindings of its surroundings) or bound method. */
export interface FunctionRef {
  readonly kind: 'function';
  readonly unit: FunctionUnit;
  readonly self?: Value;
  readonly bindings?: Bindings;
  /** It is one of several methods of this name: the object has to be one that has it. */
  readonly when?: Assumption;
  /** Why it may not be what is called here; what it returns is a guess then. */
  readonly unsure?: string;
  /** The function of the program that it was made of by decorators. */
  readonly wraps?: FunctionUnit;
}
export interface ClassRef { readonly kind: 'class'; readonly unit: ClassUnit; readonly bindings?: Bindings }
export interface InstanceRef { readonly kind: 'instance'; readonly unit: ClassUnit; readonly object: Obj }
/** A dict, list or object literal. */
export interface ObjectRef { readonly kind: 'object'; readonly object: Obj }
export interface ModuleRef { readonly kind: 'module'; readonly module: ModuleUnit }
export interface SymbolRef { readonly kind: 'symbol'; readonly symbol: Symbol }
/** `functools.partial(f, …)`, `f.bind(…)`: a call with the first arguments given. */
export interface PartialRef { readonly kind: 'partial'; readonly target: Value; readonly given: GivenArguments }
/** The setter of a state cell: a call replaces the cell's content. */
export interface SetterRef {
  readonly kind: 'setter';
  readonly object: Obj;
  /** What makes the next state of the one before and of what the setter is given; it is asked with the first: what it takes over of a later one was put there before. */
  readonly reducer?: { readonly call: Value; readonly start: Value };
  /** The setter is given an object, of which this is what is set. */
  readonly member?: string;
}

export interface GivenArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** Any one of the values from `*x` and `...x` that were not taken apart. */
  readonly rest: Value | undefined;
  /** The spreads themselves, of which a caller may know the items. */
  readonly spread?: Spread;
  /** Keyword arguments from `**x` that were not taken apart. */
  readonly options?: Value;
  /** The object whose method is called. */
  readonly receiver?: {
    readonly value: Value;
    readonly node: Expression;
    /** Of a promise, what it may be refused with, where the method handles that. */
    readonly thrown?: Value;
  };
  /** How the arguments are written, where they stand in a call. */
  readonly nodes?: { readonly positional: readonly (Expression | undefined)[]; readonly named: ReadonlyMap<string, Expression> };
}

/** What follows the first of the arguments that are spread and not taken apart, as one list after another. */
export interface Spread {
  /** How many arguments stand before it. Positional ones from here on are in the lists, too. */
  readonly from: number;
  readonly lists: readonly Value[];
}

/** Symbol bases to the values they stand for. */
export type Bindings = ReadonlyMap<string, Value>;

/** Something that can change: contents are shared by all values that refer to it. */
export interface Obj {
  readonly id: number;
  readonly form: 'object' | 'list' | 'instance' | 'cell';
  readonly fields: Map<string, Value>;
  items: Value[];
  /** `items` are all there is, in order. */
  isExact: boolean;
  /** `tables[kind][name] = …`: some of the items may be in another table instead. */
  isMixed: boolean;
  /** Labels of names under which something was stored and that are not known. */
  names: readonly Taint[];
  /** What was copied into it that only a caller knows. */
  copied: readonly Copied[] | undefined;
  /** Branch depth at which it was made: overwriting at the same depth replaces, deeper it joins. */
  readonly depth: number;
  /** Instances: what the parameters of its methods were given. */
  bindings: Bindings;
  /** Instances: the same for each call of a method apart, by the method and by the place of the call. */
  calls: ReadonlyMap<SymbolOwner, Map<number, Bindings>>;
}

/** `{ …, ...options }`: the fields of what a symbol stands for. */
export interface Copied {
  readonly symbol: Symbol;
  /** Fields that were there before, which those of the symbol replace. */
  readonly before: readonly string[];
}

/** What stands for a file in memory, beside its content. */
export const IN_MEMORY = 'io.BytesIO()';

export const UNKNOWN: Value = { refs: [], taints: [] };

export function ofRef(ref: Ref, taints: readonly Taint[] = []): Value {
  return { refs: [ref], taints };
}

export function ofPath(path: string, isInstance = false, taints: readonly Taint[] = []): Value {
  return { refs: [{ kind: 'path', path, isInstance }], taints };
}

export function ofConstant(constant: Constant): Value {
  return typeof constant === 'string'
    ? { refs: [], taints: [], constant, text: constant }
    : { refs: [], taints: [], constant };
}

export function withTaints(value: Value, taints: readonly Taint[]): Value {
  return value.taints === taints ? value : { ...value, taints };
}

export function addTaints(value: Value, taints: readonly Taint[]): Value {
  return withTaints(value, joinTaints(value.taints, taints));
}

export function isUnknown(value: Value): boolean {
  return value.refs.length === 0 && value.constant === undefined;
}

/** Functions of the project that it may be, also with some of their arguments given. */
export function unitsOf(value: Value): readonly FunctionUnit[] {
  return value.refs.flatMap((ref) => (ref.kind === 'function' ? [ref.unit] : ref.kind === 'partial' ? unitsOf(ref.target) : []));
}
