import type { FlowStep } from '../analysis';
import { adds, compose, hasLabels, hasSymbols, openSymbol, withMade } from './composing';
import { Closures } from './closures';
import { isSameRef } from './joining';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { thisOnly } from './dispatch';
import { takenApart, withItems } from './given';
import { elementOf } from './members';
import { addItem, appendItem, bindCall, makeObject } from './objects';
import { elementIn, elementsOf, listOfRole, MAX_ELEMENTS, ofElement, setsFor, type OneElement } from './perElement';
import { shownWhere } from './shown';
import { noteGivenRead } from './reads';
import type { Symbol } from './symbol';
import { continued } from './story';
import { copyKnown, isHandedOn } from './spreading';
import { joinTaints, weaken, type Taint } from './taint';
import { stepInto } from './symbolPaths';
import { entered, goingIn, isOwn, type Entry, type Leaving } from './steps';
import { openWays } from './under';
import { addTaints, UNKNOWN, type Bindings, type FunctionRef, type GivenArguments, type InstanceRef, type Obj, type Ref, type Value } from './value';

/** Whose bindings are replaced: what the methods of an object were given, but for what this call gives itself. */
interface Held {
  readonly object: Obj;
  readonly own: Bindings | undefined;
}

/** Replaces the symbols of one summary by what they stand for at one call. */
export class Substitution {
  /** Made when first needed: most calls replace little. */
  private objects: Map<Obj, Obj> | undefined;
  private looked: Map<Symbol, Value> | undefined;
  private labels: Map<Symbol, readonly Taint[]> | undefined;
  /** The bindings as a closure takes them along. */
  private told: Bindings | undefined;
  private closures: Closures | undefined;
  /** The same for one call of a method of the object at a time, by what is looked up: its lists have many items. */
  private calledWith: Map<string, readonly Substitution[]> | undefined;

  constructor(
    private readonly machine: Machine,
    readonly bindings: Bindings,
    /** The step "passed to `f`", for labels that go in; absent for instances. */
    private readonly enters: Entry | undefined,
    private readonly leaves: Leaving | undefined,
    /** For instances: the calls that put something into its lists. */
    private readonly calls?: Obj['calls'],
    /** One item that stands for the elements of a list. */
    private readonly element?: OneElement,
    /** The object that most of the bindings are of, and those that are not. */
    private readonly held?: Held,
  ) {}

  /** What a symbol stands for; undefined when it is not one of this call's. */
  lookUp(symbol: Symbol): Value | undefined {
    const known = this.looked?.get(symbol);
    if (known) return known;
    const found = this.find(symbol);
    if (found) (this.looked ??= new Map()).set(symbol, found);
    return found;
  }

  /** Every label on what a symbol stands for. */
  private labelsOf(symbol: Symbol): readonly Taint[] | undefined {
    const known = this.labels?.get(symbol);
    if (known) return known;
    const bound = this.lookUp(symbol);
    if (bound === undefined) return undefined;
    const labels = deepTaints(bound);
    (this.labels ??= new Map()).set(symbol, labels);
    return labels;
  }

  /** What comes out of a call nobody knows of an object of the program: what only its fields hold is a guess. */
  private passedOf(symbol: Symbol): readonly Taint[] | undefined {
    const bound = this.lookUp(symbol);
    if (!bound?.refs.some((ref) => ref.kind === 'instance')) return this.labelsOf(symbol);
    return this.labelsOf(symbol)?.map((taint) => (bound.taints.includes(taint) ? taint : weaken(taint, `what was made of \`${symbol.name}\` was not seen`)));
  }

  private find(symbol: Symbol): Value | undefined {
    const own = this.element && elementIn(symbol, this.element.list);
    if (!own && this.held && !this.held.own?.has(symbol.base)) noteGivenRead(this.held.object, symbol.base);
    let value = own && this.element ? ofElement(this.machine, this.element.item, own) : this.bindings.get(symbol.base);
    for (const property of own && value ? symbol.path.slice(own.path.length) : symbol.path) {
      if (value === undefined) return undefined;
      value = stepInto(this.machine, value, property, symbol);
    }
    return value;
  }

  /** Labels on the argument itself, without those of what it holds: a field of it was read. */
  whole(taint: Taint): readonly Taint[] {
    const bound = taint.symbol && this.lookUp(taint.symbol);
    if (!bound) return this.taint(taint);
    const step = this.step(taint.symbol!);
    return bound.taints.filter((given) => taint.parsedAt !== undefined || given.label === 'unvalidated-json' || given.symbol !== undefined)
      .flatMap((given) => compose(given, taint, step));
  }

  /** Of an address whose host is known, only what decides its beginning. */
  beginning(taint: Taint): readonly Taint[] {
    const head = taint.symbol && (this.lookUp(taint.symbol)?.head ?? this.bindings.get(taint.symbol.base)?.head);
    const labels = this.taint(taint);
    return head ? labels.filter((one) => head.some((other) => other.label === one.label && other.origin.id === one.origin.id)) : labels;
  }

  /** The argument is a list, which is no text. */
  isList(symbol: Symbol | undefined): boolean {
    const bound = symbol && this.lookUp(symbol);
    return bound?.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'list') ?? false;
  }

  /** The step that tells of going in, of a value that is a parameter. */
  private stepOf({ refs }: Value): FlowStep | undefined {
    const only = refs.length === 1 ? refs[0] : undefined;
    return only?.kind === 'symbol' ? this.step(only.symbol) : undefined;
  }

  private step(symbol: Symbol): FlowStep | undefined {
    if (!this.enters || !isOwn(this.enters.unit, symbol.base)) return undefined;
    const steps = this.enters.steps;
    const known = steps.get(symbol) ?? goingIn(this.enters.unit, this.enters.site, symbol.name);
    steps.set(symbol, known);
    return known;
  }

  value(value: Value, depth = 0): Value {
    if (value.refs.length === 0 && value.taints.length === 0) return value;
    if (--this.machine.budget < 0) return UNKNOWN;
    const refs = this.refs(value.refs, depth);
    const taints = this.taints(value.taints, value.refs);
    if (refs === value.refs && taints === value.taints) return value;
    const constant = this.constantOf(value);
    return { ...value, refs, taints, ...(value.head ? { head: this.taints(value.head) } : {}), ...(constant ?? {}) };
  }

  private refs(refs: readonly Ref[], depth: number): readonly Ref[] {
    let made: Ref[] | undefined;
    for (const [index, ref] of refs.entries()) {
      const replaced = this.ref(ref, depth);
      if (!made && replaced.length === 1 && replaced[0] === ref) continue;
      made ??= refs.slice(0, index);
      for (const one of replaced) if (!made.some((other) => isSameRef(other, one))) made.push(one);
    }
    return made ? thisOnly(made, refs) : refs;
  }

  /** A bare parameter that is returned is the argument itself, constants included. */
  private constantOf(value: Value): Pick<Value, 'constant' | 'text' | 'among'> | undefined {
    const only = value.refs.length === 1 && !value.isMixed ? value.refs[0] : undefined;
    const bound = only?.kind === 'symbol' ? this.lookUp(only.symbol) : undefined;
    if (!bound) return undefined;
    const { constant, text, among } = bound;
    return { ...(constant !== undefined ? { constant } : {}), ...(text !== undefined ? { text } : {}), ...(among ? { among } : {}) };
  }

  private ref(ref: Ref, depth: number): readonly Ref[] {
    switch (ref.kind) {
      case 'symbol': {
        const bound = this.lookUp(ref.symbol);
        return bound === undefined ? [ref] : bound.refs;
      }
      case 'object': return depth > MAX_DEPTH ? [ref] : [{ kind: 'object', object: this.object(ref.object, depth) }];
      case 'instance': return [this.instance(ref, depth)];
      case 'function': return [ref.unit.outer.unit === undefined && !ref.bindings ? ref : (this.closures ??= new Closures()).of(ref, this.bindings, () => this.closure(ref))];
      case 'partial': return [{ kind: 'partial', target: this.value(ref.target, depth + 1), given: this.given(ref.given, depth + 1) }];
      case 'path': return [withMade(ref, (value) => this.value(value, depth + 1))];
      default: return [ref];
    }
  }

  /** A closure takes the bindings of the call it was made in along. */
  private closure(ref: FunctionRef): FunctionRef {
    if (this.held) for (const base of this.bindings.keys()) if (!this.held.own?.has(base)) noteGivenRead(this.held.object, base);
    const merged = new Map(this.told ??= this.enters ? entered(this.enters, this.bindings) : this.bindings);
    for (const [key, value] of ref.bindings ?? []) merged.set(key, this.value(value, MAX_DEPTH));
    return { ...ref, bindings: merged };
  }

  /** What a function makes of its arguments is another one at each call; what all instances share stays that. */
  private instance(ref: InstanceRef, depth: number): InstanceRef {
    const size = ref.object.fields.size + ref.object.bindings.size;
    if (depth > INSTANCE_DEPTH || size > MAX_PARTS || ref.object === ref.unit.self) return ref;
    const object = this.object(ref.object, depth);
    return object === ref.object ? ref : { ...ref, object };
  }

  private object(object: Obj, depth: number): Obj {
    const known = this.objects?.get(object);
    if (known) return known;
    // A caller rarely looks into more of what it gets back.
    if ((this.objects?.size ?? 0) >= MAX_COPIES || !(hasSymbols(object, new Set()) || (this.leaves && object.id > this.leaves.since && hasLabels(object)))) return object;
    const copy = makeObject(object.form, this.machine.frame.depth);
    (this.objects ??= new Map()).set(object, copy);
    copy.isExact = object.isExact;
    copy.isMixed = object.isMixed;
    copy.names = this.taints(object.names);
    for (const [name, field] of object.fields) copy.fields.set(name, this.value(field, depth + 1));
    for (const item of object.items) for (const one of this.perElement(item, depth + 1) ?? this.perCall(item, depth + 1)) (object.isExact ? appendItem : addItem)(copy, one);
    if (object.copied) copyKnown(object, copy, (symbol) => this.lookUp(symbol), (symbol) => this.step(symbol));
    this.copyCalls(object, copy, depth + 1);
    return copy;
  }

  private copyCalls(from: Obj, to: Obj, depth: number): void {
    for (const base of from.bindings.keys()) noteGivenRead(from, base);
    if (from.bindings.size === 0) return;
    const replaced = (bindings: Bindings): Map<string, Value> => new Map([...bindings].map(([key, value]) => [key, this.value(value, depth)]));
    for (const [method, calls] of from.calls) for (const [place, bindings] of calls) bindCall(to, method, place, replaced(bindings), [], Infinity);
    to.bindings = replaced(from.bindings);
  }

  /** The same call once for each set of arguments that the object's methods were given, where a symbol stands for one of them. */
  variants(symbol: Symbol, calls: Obj['calls'] | undefined): readonly Substitution[] {
    const sets = setsFor(symbol, calls);
    if (sets.length < 2) return [this];
    return sets.map((set) => new Substitution(this.machine, new Map([...this.bindings, ...set]), this.enters, this.leaves, undefined, undefined, this.held));
  }

  /** What a method adds to a list of its object, once for each call: `add("system", a)`, `add("user", b)`. */
  private perCall(item: Value, depth: number): readonly Value[] {
    const symbol = this.calls && this.calls.size > 0 ? openSymbol(item) : undefined;
    const calls = symbol ? this.callsWith(symbol) : NO_CALLS;
    if (calls.length < 2) return [this.value(item, depth)];
    return calls.map((call) => call.valueApart(item, depth));
  }

  private callsWith(symbol: Symbol): readonly Substitution[] {
    let made = this.calledWith?.get(symbol.base);
    if (!made) {
      made = setsFor(symbol, this.calls).map((set) => new Substitution(this.machine, new Map([...this.bindings, ...set]), undefined, undefined));
      (this.calledWith ??= new Map()).set(symbol.base, made);
    }
    return made;
  }

  /** A value that shares no copies with those before it. */
  private valueApart(value: Value, depth: number): Value {
    this.objects = undefined;
    this.closures = undefined;
    return this.value(value, depth);
  }

  /** `out.append({"role": m["role"], …})` for each message of a list that is known: a message of its own for each of them. */
  private perElement(item: Value, depth: number): readonly Value[] | undefined {
    const list = this.element ? undefined : listOfRole(item);
    const bound = list && this.lookUp(list);
    const items = bound && elementsOf(this.machine, bound);
    if (!items || items.length < 2 || items.length > MAX_ELEMENTS) return undefined;
    return items.map((one) => new Substitution(this.machine, this.bindings, this.enters, this.leaves, undefined, { list: list!, item: addTaints(one, bound!.taints) }, this.held).value(item, depth));
  }

  given(given: GivenArguments, depth = 0): GivenArguments {
    const spread = given.spread && { from: given.spread.from, lists: given.spread.lists.map((list) => withItems(this.value(list, depth), this.stepOf(list))) };
    return takenApart({
      positional: given.positional.map((value) => this.value(value, depth)),
      named: new Map([...given.named].map(([name, value]) => [name, this.value(value, depth)])),
      rest: given.rest && this.value(given.rest, depth),
      ...(spread ? { spread } : {}),
      ...(given.options ? { options: this.value(given.options, depth) } : {}),
      ...(given.nodes ? { nodes: given.nodes } : {}),
    }, (list) => elementOf(this.machine, list));
  }

  /** A parameter that is handed on whole keeps what it holds inside; only its own labels hang on it. */
  taints(taints: readonly Taint[], refs: readonly Ref[] = []): readonly Taint[] {
    this.machine.budget -= taints.length;
    if (!taints.some((taint) => taint.symbol || taint.under) && !this.leaves) return taints;
    let made: readonly Taint[] = [];
    for (const taint of taints) made = joinTaints(made, this.taint(taint, made, isHandedOn(taint, refs, (symbol) => this.lookUp(symbol))));
    return made;
  }

  /** The labels that one label of the callee is in the caller. */
  taint(taint: Taint, known: readonly Taint[] = [], isWhole = false): readonly Taint[] {
    const open = openWays(taint.under, this.bindings);
    if (open === null) return [];
    if (!taint.symbol) return [this.leaving(taint.under ? { ...taint, under: open } : taint)];
    const labels = isWhole ? this.lookUp(taint.symbol)?.taints : taint.shows === 'text' ? shownWhere(this.machine, this.lookUp(taint.symbol)) : taint.isPassed ? this.passedOf(taint.symbol) : this.labelsOf(taint.symbol);
    if (labels === undefined) return [taint.under ? { ...taint, under: open } : taint];
    const step = this.step(taint.symbol);
    const made: Taint[] = [];
    for (const given of labels) {
      if (!adds(known, given, taint)) continue;
      for (const one of compose(given, taint, step, open)) made.push(this.leaving(one));
    }
    return made;
  }

  private leaving(taint: Taint): Taint {
    if (!this.leaves) return taint;
    return { ...taint, story: continued(taint.story, undefined, this.leaves.steps), through: this.leaves.name ?? taint.through };
  }
}

const MAX_DEPTH = 4;
/** Records and small helpers are told apart by what they were made of; an application's large objects are made once. */
const MAX_PARTS = 8;
/** A field of an instance is looked into as far as a list of messages goes. */
export const INSTANCE_DEPTH = MAX_DEPTH - 2;

const NO_CALLS: readonly Substitution[] = [];

/** Objects of a callee that one call has copies of. */
const MAX_COPIES = 32;
