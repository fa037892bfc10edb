import type { Found as FoundArgument } from '../../flow/arguments';
import { environment } from '../../flow/sources';
import type { FunctionUnit, ModuleUnit } from '../../flow/units';
import { memberOfObject, type Value } from '../../flow/value';
import type { Expression, Span } from '../../program/program';
import type { Place, Setting } from '../../usage';

/** What the whole project says about values that one function does not know. */
export interface Knowledge {
  readonly modules: readonly ModuleUnit[];
  /** What parameters were given, by symbol base. */
  readonly given: (base: string) => readonly Value[];
  /** The value a parameter has without an argument. */
  readonly fallback: (base: string) => Value | undefined;
}

/** Calls followed upwards from a parameter to what it is given. */
const MAX_UP = 5;
const MAX_CONSTANTS = 12;

interface Collected {
  readonly constants: Map<string, Place | undefined>;
  readonly environment: Set<string>;
  isOpen: boolean;
}

/** Reads off what an argument may be. Undefined when nothing was given. */
export function settingOf(knowledge: Knowledge, module: ModuleUnit, founds: readonly FoundArgument[] | undefined): Setting | undefined {
  if (!founds || founds.length === 0) return undefined;
  const into: Collected = { constants: new Map(), environment: new Set(), isOpen: false };
  for (const { value, node } of founds) collect(knowledge, value, into, 0, node && { module, node });
  return {
    constants: [...into.constants].slice(0, MAX_CONSTANTS).map(([value, at]) => ({ value, at: at ?? locate(knowledge, module, value) })),
    environment: [...into.environment].sort(), isOpen: into.isOpen,
  };
}

function collect(knowledge: Knowledge, value: Value, into: Collected, up: number, at?: { module: ModuleUnit; node: Expression }): void {
  const texts = typeof value.constant === 'string' ? [value.constant] : value.among ?? [];
  for (const text of texts) if (text !== '') into.constants.set(text, into.constants.get(text) ?? (at && literalIn(at.module, at.node, text)));
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
function follow(knowledge: Knowledge, symbol: { readonly base: string; readonly path: readonly string[] }, into: Collected, up: number): boolean {
  if (up >= MAX_UP) return false;
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
  for (const one of [module, ...knowledge.modules]) {
    const literal = one.program.strings.find((string) => string.value === text);
    if (literal) return placeOf(one, literal);
  }
  return undefined;
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
  const units = new Map<string, FunctionUnit>();
  for (const module of sorted) for (const unit of module.functions.values()) units.set(unit.uid, unit);
  return {
    modules: sorted,
    given: (base) => given.flatMap((each) => each.get(base) ?? []),
    fallback: (base) => {
      const colon = base.lastIndexOf(':');
      return units.get(base.slice(0, colon))?.defaults.get(Number(base.slice(colon + 1)));
    },
  };
}
