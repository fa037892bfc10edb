import { startMark } from '../program/places';
import type { FunctionNode } from '../program/program';
import type { Frame } from '../flow/frame';
import { stepsOf } from '../flow/story';
import type { Taint } from '../flow/taint';
import { keysOf } from '../flow/under';
import type { CallSite, ClassUnit, DeferredCall, FunctionUnit, InferenceSite, ModuleUnit, Summary } from '../flow/units';
import type { GivenArguments, Obj, Ref, SchemaStep, Value } from '../flow/value';

/**
 * What a module means to those that import it, as a text: two that are the same give importers the
 * same results, at the same nodes. Equal meanings may differ in it, never the reverse within what
 * hashing allows. Undefined for one too large to be compared.
 */
export function fingerprint(module: ModuleUnit): string | undefined {
  const print = new Print(module);
  for (const [name, value] of module.exports) {
    print.add(name);
    print.value(value);
  }
  print.add(...module.closedOptions);
  return print.text();
}

/** What a function means to those that call it. */
export function fingerprintOf(unit: FunctionUnit): string | undefined {
  const print = new Print(unit.module);
  print.unit(unit);
  return print.text();
}

/** What a value means without what the functions and classes of its own module do: these are told apart by where they stand. */
export function outlineOf(module: ModuleUnit, value: Value | undefined): string | undefined {
  const print = new Print(module, true);
  print.value(value);
  return print.text();
}

/** Parts of what a module means that are looked at: comparing must stay cheaper than running importers. */
const MAX_PARTS = 60_000;

class Print {
  private readonly hash = new Hash();
  /** What was described once is named by its number after that. */
  private readonly seen = new Map<object, number>();

  constructor(private readonly module: ModuleUnit, private readonly isOutline = false) {}

  text(): string | undefined {
    return this.seen.size > MAX_PARTS ? undefined : this.hash.text();
  }

  add(...parts: readonly (string | number | boolean | null | undefined)[]): void {
    for (const part of parts) this.hash.add(String(part));
  }

  value(value: Value | undefined): void {
    if (!value || !this.isNew(value)) return;
    this.add('v', value.constant, value.text, ...value.among ?? []);
    for (const ref of value.refs) this.ref(ref);
    this.taints(value.taints);
    if (value.head) this.taints(value.head);
    for (const { path, outcome, cleared } of value.implies ?? []) this.add(path, outcome, cleared);
  }

  /** False, and its number added, for what was described before. */
  private isNew(part: object): boolean {
    const known = this.seen.get(part);
    if (known === undefined && this.seen.size <= MAX_PARTS) {
      this.seen.set(part, this.seen.size);
      return true;
    }
    this.add('#', known);
    return false;
  }

  private taints(taints: readonly Taint[]): void {
    for (const taint of taints) {
      if (!this.isNew(taint)) continue;
      this.add('t', taint.label, taint.symbol?.key, taint.origin.id, taint.cleared, taint.likelyBecause, taint.through, taint.parsedAt?.id, taint.readAt?.id);
      this.add(taint.isWhole, taint.isEnvelope, taint.isPassed, taint.shows, taint.isPlace);
      this.add(...keysOf(taint.under));
      for (const { file, span, text } of stepsOf(taint.story)) this.add(file, startMark(span), text);
    }
  }

  private ref(ref: Ref): void {
    this.add(ref.kind);
    switch (ref.kind) {
      case 'path':
        this.add(ref.path, ref.isInstance, ref.isResolved);
        this.value(ref.schema);
        for (const step of ref.steps ?? []) this.step(step);
        if (ref.alias) this.written(ref.alias.type, ref.alias.frame);
        return;
      case 'function':
        this.unit(ref.unit);
        this.value(ref.self);
        return this.named(ref.bindings);
      case 'class':
        this.type(ref.unit);
        return this.named(ref.bindings);
      case 'instance':
        this.type(ref.unit);
        return this.object(ref.object);
      case 'object':
      case 'setter': return this.object(ref.object);
      case 'module': return this.add(ref.module.file, ref.module.meaning);
      case 'symbol': return this.add(ref.symbol.key);
      case 'partial':
        this.value(ref.target);
        return this.given(ref.given);
    }
  }

  private step({ kind, value, site }: SchemaStep): void {
    this.add(kind);
    this.value(value);
    this.site(site);
  }

  /** A type as it is written, with what its names mean there. */
  private written(part: unknown, frame: Frame): void {
    if (typeof part !== 'object' || part === null) return this.add(String(part));
    if ('kind' in part && part.kind === 'name' && 'name' in part) this.value(meaningOf(String(part.name), frame));
    for (const [name, inner] of Object.entries(part)) if (name !== 'start' && name !== 'end') this.written(inner, frame);
  }

  private named(values: ReadonlyMap<string, Value> | undefined): void {
    for (const [name, value] of values ?? []) {
      this.add(name);
      this.value(value);
    }
  }

  private object(object: Obj): void {
    if (!this.isNew(object)) return;
    this.add(object.form, object.isExact);
    this.named(object.fields);
    for (const item of object.items) this.value(item);
    this.taints(object.names);
    for (const { symbol, before } of object.copied ?? []) this.add(symbol.key, ...before);
    this.named(object.bindings);
  }

  private given(given: GivenArguments): void {
    for (const value of given.positional) this.value(value);
    this.named(given.named);
    for (const value of [given.rest, ...given.spread?.lists ?? [], given.options, given.receiver?.value]) {
      this.add('|');
      this.value(value);
    }
  }

  private site(site: CallSite): void {
    this.add(site.module.file, startMark(site.call), site.name);
  }

  /** Of another module it is enough to say whether it still means the same. */
  unit(unit: FunctionUnit): void {
    this.add(unit.uid);
    if (unit.module !== this.module) return this.add(unit.module.meaning);
    if (this.isOutline || !this.isNew(unit)) return;
    this.add(unit.name, unit.isStatic, unit.bindsFirst, unit.isTool, unit.isResponder);
    this.parameters(unit.node, unit.outer);
    for (const [index, value] of unit.defaults) {
      this.add(index);
      this.value(value);
    }
    if (unit.summary) this.summary(unit.summary);
  }

  private parameters(node: FunctionNode, frame: Frame): void {
    for (const { target, rest, isKeywordOnly, annotation } of node.parameters) {
      const inner = target.kind === 'default' ? target.target : target;
      this.add(inner.kind === 'name' ? inner.name : inner.kind, rest, isKeywordOnly);
      if (annotation) this.written(annotation, frame);
    }
  }

  private summary(summary: Summary): void {
    this.add('returns', summary.logs, summary.asks, summary.isOpaque, summary.shows?.parameter, summary.shows?.hasWords);
    this.value(summary.returns);
    for (const { value, under } of summary.ways ?? []) this.add('way', value.refs.length, value.taints.length, ...under.keys());
    for (const { value, names, under } of summary.thrown) {
      this.add('throws', ...names, ...under.keys());
      this.value(value);
    }
    for (const { family, sink, taint, isTextOnly, when } of summary.reaches) {
      this.add(family, sink.module.file, sink.id, startMark(sink.at), sink.name, isTextOnly, when?.symbol.key, ...when?.values ?? []);
      this.taints([taint]);
    }
    for (const { how, symbol } of summary.replies) this.add(how, symbol.key);
    for (const deferred of summary.deferred) this.deferred(deferred);
    for (const { target, kind, name, value, key } of summary.effects) {
      this.add(target.key, kind, name);
      this.value(value);
      this.value(key);
    }
    for (const { into, value } of summary.outerWrites) {
      this.add(into.kind === 'object' ? into.field : into.name);
      if (into.kind === 'object') this.object(into.object);
      this.value(value);
    }
    for (const [site, because] of summary.unlogged) this.unlogged(site, because);
    for (const [key, { because }] of summary.suspects) this.add(key, because);
    for (const { symbol, outcome, cleared } of summary.clearsWhen) this.add(symbol.key, outcome, cleared);
    for (const { symbol, cleared } of summary.clears) this.add(symbol.key, cleared);
  }

  private unlogged(site: InferenceSite | DeferredCall, because: string | undefined): void {
    if ('path' in site) this.add(site.id, site.path, because);
    else this.add(site.result.key, because);
  }

  private deferred(deferred: DeferredCall): void {
    this.add(deferred.callee.key, deferred.result.key, deferred.height, deferred.isGeneric, deferred.library?.path, deferred.library?.open);
    this.site(deferred.site);
    this.given(deferred.given);
  }

  private type(unit: ClassUnit): void {
    this.add(unit.uid);
    if (unit.module !== this.module) return this.add(unit.module.meaning);
    if (this.isOutline || !this.isNew(unit)) return;
    this.add(unit.name, ...unit.getters, ...unit.required ?? [], ...unit.subclasses.map(({ uid }) => uid));
    for (const base of unit.bases) this.value(base);
    for (const [name, method] of unit.methods) {
      this.add(name);
      this.unit(method);
    }
    this.named(unit.statics);
    for (const [name, annotation] of unit.annotations) {
      this.add(name);
      this.written(annotation, unit.outer);
    }
    this.object(unit.self);
  }
}

function meaningOf(name: string, frame: Frame): Value | undefined {
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    const value = (at.state ?? at.exit)?.vars.get(name);
    if (value) return value;
  }
  return undefined;
}

/** Two mixed 32-bit sums of texts. */
class Hash {
  private a = 0x811c9dc5;
  private b = 0x1b873593;

  add(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      this.a = Math.imul(this.a ^ code, 0x01000193);
      this.b = Math.imul(this.b + code, 0x5bd1e995) ^ (this.b >>> 15);
    }
    this.a = Math.imul(this.a ^ 0x2f, 0x01000193);
    this.b = Math.imul(this.b + 0x2f, 0x5bd1e995) ^ (this.b >>> 15);
  }

  text(): string {
    return `${this.a >>> 0}.${this.b >>> 0}`;
  }
}
