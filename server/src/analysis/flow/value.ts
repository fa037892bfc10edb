import type { Call, Expression } from '../program/program';
import type { Assumption } from './assuming';
import type { Frame } from './frame';
import type { CallSite, ClassUnit, FunctionUnit, ModuleUnit } from './units';
import type { SchemaStepKind } from '../catalogue/view';
import { noteLabelsRead } from './reads';
import { clear, joinTaints, weaken, type Taint } from './taint';
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
  /** It may be something else than the symbol that it refers to, of which nothing else is known. */
  readonly isMixed?: true;
  /** A mark that is doubled wherever it stands in the text. */
  readonly doubled?: string;
  /** Labels that decide how the text begins, where that is less than all; see `headOf`. */
  readonly head?: readonly Taint[];
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
  readonly receiver?: { readonly value: Value; readonly node: Expression };
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

/** A value is one of this many things at most; others that it may be are left out. */
export const MAX_REFS = 6;
/** A table of tools or handlers, looked up by a name, may give any of them; what none of them does is not worth much. */
const MAX_CHOICES = 40;
const MAX_ITEMS = 24;
const MAX_FIELDS = 200;

export const UNKNOWN: Value = { refs: [], taints: [] };

let nextObject = 1;

/** Objects made later have greater ids. */
export function lastObjectId(): number {
  return nextObject - 1;
}

/** Most objects have no methods that were called: these stand for what such objects lack. */
const NO_BINDINGS: Bindings = new Map();
const NO_NAMES: readonly Taint[] = [];
const NO_CALLS: Obj['calls'] = new Map();

export function makeObject(form: Obj['form'], depth: number): Obj {
  return { id: nextObject++, form, fields: new Map(), items: [], isExact: true, isMixed: false, names: NO_NAMES, copied: undefined, depth, bindings: NO_BINDINGS, calls: NO_CALLS };
}

/** Keeps what one call of a method gave its object: joined by parameter, and for this call alone. */
export function bindCall(object: Obj, method: SymbolOwner, place: number, bindings: Bindings, given: Iterable<readonly [string, Value]>, most: number): void {
  const calls = object.calls === NO_CALLS ? new Map<SymbolOwner, Map<number, Bindings>>() : object.calls as Map<SymbolOwner, Map<number, Bindings>>;
  object.calls = calls;
  let known = calls.get(method);
  if (!known) calls.set(method, (known = new Map()));
  if (known.size < most || known.has(place)) known.set(place, bindings);
  const joined = object.bindings === NO_BINDINGS ? new Map<string, Value>() : object.bindings as Map<string, Value>;
  object.bindings = joined;
  for (const [key, value] of given) {
    const before = joined.get(key);
    joined.set(key, before === undefined ? value : join(before, value));
  }
}

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

/** What a test on the value says about something else: `ok` of `ok = name in ALLOWED`. */
export interface Implication {
  readonly path: string;
  readonly outcome: boolean;
  readonly cleared: Cleared;
  /** What tests it, where it is not seen how. */
  readonly by?: string;
}

export function isUnknown(value: Value): boolean {
  return value.refs.length === 0 && value.constant === undefined;
}

export function join(a: Value, b: Value): Value {
  if (a === b || b === UNKNOWN) return a;
  if (a === UNKNOWN) return b;
  const refs = joinRefs(a.refs, b.refs);
  const taints = joinTaints(a.taints, b.taints);
  const sameConstant = a.constant !== undefined && a.constant === b.constant;
  const sameText = a.text !== undefined && a.text === b.text;
  const among = sameConstant ? a.among : joinAmong(a, b);
  const head = a.head || b.head ? joinTaints(a.head ?? deepTaints(a), b.head ?? deepTaints(b)) : undefined;
  if (refs === a.refs && taints === a.taints && head === a.head && sameConstant === (a.constant !== undefined)
    && sameText === (a.text !== undefined) && among === a.among && (a.isMixed || !b.isMixed)) return a;
  return {
    refs, taints,
    ...(head ? { head } : {}),
    ...(among ? { among } : {}),
    ...(a.isMixed || b.isMixed ? { isMixed: true as const } : {}),
    ...(sameConstant ? { constant: a.constant! } : {}),
    ...(sameText ? { text: a.text! } : {}),
    ...(a.implies && a.implies === b.implies ? { implies: a.implies } : {}),
  };
}

/** One or the other, where both are all that is known of a variable: what nobody knows may be any constant. */
export function either(a: Value, b: Value): Value {
  if (a === b || (a !== UNKNOWN && b !== UNKNOWN)) return join(a, b);
  const known = a === UNKNOWN ? b : a;
  if (known.constant === undefined && known.text === undefined) return known;
  const among = known.among ?? (isShort(known.constant) ? [known.constant] : undefined);
  return { refs: known.refs, taints: known.taints, ...(among ? { among } : {}) };
}

/** Different constants kept of one value, and the longest that is. */
const MAX_AMONG = 4;
const MAX_AMONG_LENGTH = 120;

function joinAmong(a: Value, b: Value): readonly string[] | undefined {
  const other = b.among ?? (isShort(b.constant) ? [b.constant] : undefined);
  if (other === undefined && a.constant === undefined) return a.among;
  const own = a.among ?? (isShort(a.constant) ? [a.constant] : []);
  const added = (other ?? []).filter((text) => !own.includes(text)).slice(0, MAX_AMONG - own.length);
  if (added.length > 0) return [...own, ...added];
  return a.among ?? (own.length > 0 ? own : undefined);
}

function isShort(constant: Constant | undefined): constant is string {
  return typeof constant === 'string' && constant.length > 0 && constant.length <= MAX_AMONG_LENGTH;
}

function joinRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  let joined: Ref[] | undefined;
  for (const ref of b) {
    const list: readonly Ref[] = joined ?? a;
    if (list.length >= (isChoice(ref) ? MAX_CHOICES : MAX_REFS) || list.some((other) => isSameRef(other, ref))) continue;
    joined ??= [...a];
    joined.push(ref);
  }
  return joined ?? a;
}

/** Something that may be called, or that holds something to be called. */
function isChoice(ref: Ref): boolean {
  if (ref.kind === 'function') return true;
  if (ref.kind !== 'object' || ref.object.form === 'list') return false;
  for (const field of ref.object.fields.values()) if (field.refs.some(({ kind }) => kind === 'function')) return true;
  return false;
}

export function isSameRef(a: Ref, b: Ref): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'path': return b.kind === 'path' && a.path === b.path && a.isInstance === b.isInstance && a.schema === b.schema && a.steps === b.steps && a.alias?.type === b.alias?.type;
    case 'function': return b.kind === 'function' && a.unit === b.unit && a.bindings === b.bindings && a.when?.symbol === b.when?.symbol && a.unsure === b.unsure;
    case 'class': return b.kind === 'class' && a.unit === b.unit;
    case 'instance': return b.kind === 'instance' && a.object === b.object;
    case 'object': return b.kind === 'object' && a.object === b.object;
    case 'module': return b.kind === 'module' && a.module === b.module;
    case 'symbol': return b.kind === 'symbol' && a.symbol === b.symbol;
    case 'setter': return b.kind === 'setter' && a.object === b.object;
    case 'partial': return b.kind === 'partial' && a.target === b.target;
  }
}

/** Sets a field: replaced where it certainly happens, joined where it may. */
export function setField(object: Obj, name: string, value: Value, depth: number): void {
  const before = object.fields.get(name);
  if (before === undefined && object.fields.size >= MAX_FIELDS) return;
  const isReplaced = object.depth === depth;
  object.fields.set(name, before === undefined || isReplaced ? value : either(before, value));
  if (object.copied && isReplaced) object.copied = object.copied.map((one) => (one.before.includes(name) ? { ...one, before: one.before.filter((other) => other !== name) } : one));
}

/** Puts one more into a list; what is in there already counts once. */
export function addItem(object: Obj, value: Value): void {
  if (!object.items.includes(value)) appendItem(object, value);
}

/** The same where each item is to be found at its place. */
export function appendItem(object: Obj, value: Value): void {
  if (object.items.length < MAX_ITEMS) {
    object.items.push(value);
    return;
  }
  object.isExact = false;
  const kind = kindOf(value);
  const like = object.items.findLastIndex((item) => kindOf(item) === kind);
  if (like < 0 && object.items.length < 2 * MAX_ITEMS) {
    object.items.push(value);
    return;
  }
  const at = like < 0 ? object.items.length - 1 : like;
  object.items[at] = join(object.items[at]!, value);
}

/** What is one in a list that is too long to be told apart: messages of one role, never of two. */
function kindOf({ refs: [first] }: Value): string {
  if (first?.kind === 'path') return `path ${first.path}`;
  const role = first?.kind === 'object' ? first.object.fields.get('role') : undefined;
  return role ? `role ${String(role.constant)}` : first?.kind ?? '';
}

/** Any one of the fields that are known by name. */
export function fieldsOf(value: Value): Value {
  let result: Value = UNKNOWN;
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || ref.object.form !== 'object') continue;
    for (const field of ref.object.fields.values()) result = join(result, field);
  }
  return result;
}

/** Every label on a value or anywhere inside it. */
export function deepTaints(value: Value): readonly Taint[] {
  if (!value.refs.some((ref) => ref.kind === 'object' || ref.kind === 'instance')) return value.taints;
  const taints = deepTaintsOf(value);
  noteLabelsRead(value, taints);
  return taints;
}

/** The same, where nothing is made to depend on it. */
export function deepTaintsOf(value: Value): readonly Taint[] {
  return collect(value, new Set(), 0);
}

const MAX_DEPTH = 5;
/** Objects inside one value that are looked into. */
const MAX_SEEN = 96;

function collect(value: Value, seen: Set<Obj>, depth: number): readonly Taint[] {
  let taints = value.taints;
  if (depth > MAX_DEPTH) return taints;
  for (const ref of value.refs) {
    if ((ref.kind !== 'object' && ref.kind !== 'instance') || seen.has(ref.object) || seen.size >= MAX_SEEN) continue;
    seen.add(ref.object);
    taints = joinTaints(taints, ref.object.names);
    for (const field of ref.object.fields.values()) taints = joinTaints(taints, collect(field, seen, depth + 1));
    for (const item of ref.object.items) taints = joinTaints(taints, collect(item, seen, depth + 1));
  }
  return taints;
}

/** The same value with labels cleared for some sinks; contents of objects are flattened first. */
export function cleared(value: Value, families: Cleared): Value {
  const taints = deepTaints(value);
  if (taints.length === 0) return value;
  const kept: Taint[] = [];
  for (const taint of taints) {
    const left = clear(taint, families);
    if (left) kept.push(left);
  }
  const refs = value.refs.filter((ref) => ref.kind !== 'object' && ref.kind !== 'symbol');
  const { head: _, ...rest } = value;
  return { ...rest, refs, taints: kept };
}

export function weakened(value: Value, because: string): Value {
  return value.taints.length === 0 ? value : withTaints(value, value.taints.map((taint) => weaken(taint, because)));
}

/** A field that an object literal is known to have. */
export function memberOfObject(value: Value | undefined, name: string): Value | undefined {
  for (const ref of value?.refs ?? []) if (ref.kind === 'object' && ref.object.fields.has(name)) return ref.object.fields.get(name);
  return undefined;
}
