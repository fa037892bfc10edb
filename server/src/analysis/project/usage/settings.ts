import type { Found as FoundArgument } from '../../flow/arguments';
import { memberOfObject } from '../../flow/objects';
import { environment } from '../../flow/sources';
import type { FunctionUnit, ModuleUnit } from '../../flow/units';
import type { Value } from '../../flow/value';
import type { Call, Expression, Span } from '../../program/program';
import type { Place, Setting } from '../../usage';

/** What the whole project says about values that one function does not know. */
export interface Knowledge {
  readonly modules: readonly ModuleUnit[];
  /** What parameters were given, by symbol base. */
  readonly given: (base: string) => readonly Value[];
  /** The first string literal with this text. */
  readonly literal: (text: string) => Place | undefined;
  /** The value a parameter has without an argument. */
  readonly fallback: (base: string) => Value | undefined;
}

/** Calls followed upwards from a parameter to what it is given. */
const MAX_UP = 5;
const MAX_CONSTANTS = 12;

interface Collected {
  readonly constants: Map<string, { at: Place | undefined; readonly variables: Set<string> }>;
  readonly environment: Set<string>;
  /** Parameters that were followed already. */
  readonly followed: Set<string>;
  isOpen: boolean;
}

/** Reads off what an argument may be. Undefined when nothing was given. */
export function settingOf(knowledge: Knowledge, module: ModuleUnit, founds: readonly FoundArgument[] | undefined): Setting | undefined {
  if (!founds || founds.length === 0) return undefined;
  const into: Collected = { constants: new Map(), environment: new Set(), followed: new Set(), isOpen: false };
  for (const { value, node } of founds) collect(knowledge, value, into, 0, node && { module, node });
  return {
    constants: [...into.constants].slice(0, MAX_CONSTANTS).flatMap(([value, { at, variables }]) => {
      const place = at ?? locate(knowledge, module, value);
      // What is written in none of these files was given by a test.
      return place || isPutTogether(value) ? [{ value, at: place, variables: [...variables].sort() }] : [];
    }),
    environment: [...into.environment].sort(), isOpen: into.isOpen,
  };
}

function collect(knowledge: Knowledge, value: Value, into: Collected, up: number, at?: { module: ModuleUnit; node: Expression }): void {
  const texts = typeof value.constant === 'string' ? [value.constant] : value.among ?? [];
  const own = new Set<string>();
  for (const ref of value.refs) {
    const variable = ref.kind === 'path' ? variableOf(ref.path) : undefined;
    if (variable !== undefined) own.add(variable);
  }
  for (const text of texts) {
    if (text === '') continue;
    const known = into.constants.get(text) ?? { at: undefined, variables: new Set<string>() };
    known.at ??= at && literalIn(at.module, at.node, text);
    if (texts.length === 1) for (const variable of own) known.variables.add(variable);
    into.constants.set(text, known);
  }
  let isKnown = texts.length > 0;
  for (const ref of value.refs) {
    const variable = ref.kind === 'path' ? variableOf(ref.path) : undefined;
    if (variable !== undefined) {
      into.environment.add(variable);
      isKnown = true;
    } else if (ref.kind === 'symbol') {
      isKnown = follow(knowledge, ref.symbol, into, up) || isKnown;
    }
  }
  if (!isKnown) into.isOpen = true;
}

/** A parameter is what its callers give it, or what it has without an argument. */
function follow(knowledge: Knowledge, symbol: { readonly key: string; readonly base: string; readonly path: readonly string[] }, into: Collected, up: number): boolean {
  if (up >= MAX_UP) return false;
  if (into.followed.has(symbol.key)) return true;
  into.followed.add(symbol.key);
  const given = knowledge.given(symbol.base);
  const fallback = knowledge.fallback(symbol.base);
  const values = given.length > 0 ? given : fallback ? [fallback] : [];
  for (const value of values) {
    const member = symbol.path.reduce<Value | undefined>((object, name) => fieldOf(object, name), value);
    if (member) collect(knowledge, member, into, up + 1);
    else into.isOpen = true;
  }
  return values.length > 0;
}

/** Where the objects were made that a value is, or that it was put together from. */
export function madeIn(knowledge: Knowledge, value: Value, depth = 0, found = new Set<Call>(), seen = new Set<object>()): ReadonlySet<Call> {
  if (depth > MAX_UP) return found;
  for (const ref of value.refs) {
    const thing = ref.kind === 'object' ? ref.object : ref.kind === 'symbol' ? ref.symbol : ref;
    if (seen.has(thing)) continue;
    seen.add(thing);
    if (ref.kind === 'path') {
      if (ref.made) found.add(ref.made);
      if (ref.schema) madeIn(knowledge, ref.schema, depth + 1, found, seen);
    } else if (ref.kind === 'object') {
      for (const item of [...ref.object.items, ...ref.object.fields.values()]) madeIn(knowledge, item, depth + 1, found, seen);
    } else if (ref.kind === 'symbol') {
      for (const given of knowledge.given(ref.symbol.base)) {
        const member = ref.symbol.path.reduce<Value | undefined>((object, name) => fieldOf(object, name), given);
        if (member) madeIn(knowledge, member, depth + 1, found, seen);
      }
    }
  }
  return found;
}

/** A field of an object whose content is known, without running anything. */
export function fieldOf(value: Value | undefined, name: string): Value | undefined {
  const own = memberOfObject(value, name);
  if (own) return own;
  for (const ref of value?.refs ?? []) {
    if (ref.kind === 'instance') {
      const field = ref.object.fields.get(name) ?? ref.unit.self.fields.get(name) ?? ref.unit.statics.get(name);
      if (field) return field;
    }
    if (ref.kind === 'class') return ref.unit.statics.get(name);
    if (ref.kind === 'path' && ref.schema) return fieldOf(ref.schema, name);
  }
  return undefined;
}

const variables = /(?:^|\.)(?:environ|env)\.([A-Za-z_]\w*)$/;

/** The environment variable that a path stands for. */
function variableOf(path: string): string | undefined {
  return path.startsWith(environment) ? path.slice(environment.length) : variables.exec(path)?.[1];
}

/** The string literal with this text: in the argument itself, else the first in its file, else in the project. */
function locate(knowledge: Knowledge, module: ModuleUnit, text: string): Place | undefined {
  const own = module.program.strings.find((string) => string.value === text);
  return own ? placeOf(module, own) : knowledge.literal(text);
}

/** Known text that stands nowhere as it is: `f"{family}-{size}"`. */
function isPutTogether(text: string): boolean {
  return !/^[\w./:@-]+$/.test(text);
}

function literalIn(module: ModuleUnit, node: Span, text: string): Place | undefined {
  const literal = module.program.strings.find((string) => string.start >= node.start && string.end <= node.end && string.value === text);
  return literal && placeOf(module, literal);
}

export function placeOf(module: ModuleUnit, span: Span): Place {
  return { file: module.file, span: { start: span.start, end: span.end } };
}

/** Indexes what parameters were given over all interpretations. */
export function knowledgeOf(modules: readonly ModuleUnit[], given: readonly ReadonlyMap<string, readonly Value[]>[]): Knowledge {
  const sorted = [...modules].sort((a, b) => (a.file < b.file ? -1 : 1));
  const known = new Map<string, Value[]>();
  for (const each of given) for (const [base, values] of each) known.set(base, [...known.get(base) ?? [], ...values]);
  const literals = new Map<string, Place>();
  for (const module of sorted) for (const literal of module.program.strings) if (!literals.has(literal.value)) literals.set(literal.value, placeOf(module, literal));
  const units = new Map<string, FunctionUnit>();
  for (const module of sorted) for (const unit of module.functions.values()) units.set(unit.uid, unit);
  return {
    modules: sorted,
    literal: (text) => literals.get(text),
    given: (base) => known.get(base) ?? [],
    fallback: (base) => {
      const colon = base.lastIndexOf(':');
      return units.get(base.slice(0, colon))?.defaults.get(Number(base.slice(colon + 1)));
    },
  };
}
