import type { SinkFamily } from '../catalogue/flowFacts';
import type { AssetFact, InferenceFact, PromptCallFact, ToolCallFact } from '../catalogue/modelFacts';
import type { Call, Span } from '../program/program';
import { findArguments, type Found as FoundArgument } from './arguments';
import type { Machine } from './machine';
import type { CallSite, FunctionUnit, ModuleUnit } from './units';
import { UNKNOWN, type GivenArguments, type Value } from './value';
import { siteId } from '../program/places';

/** Something the inventory lists, as the interpreter met it. What it means is read off later. */
export interface Sighting {
  readonly kind: 'inference' | 'object' | 'prompts' | 'prompt' | 'tool' | 'endpoint' | 'asset';
  readonly site: CallSite;
  readonly path: string;
  /** The SDK's title. */
  readonly title: string;
  readonly fact?: InferenceFact | PromptCallFact | AssetFact | ToolCallFact;
  readonly likelyBecause?: string;
  /** What was found at the arguments that the fact names, several where callers differ. */
  readonly values: Map<string, FoundArgument[]>;
  /** Functions of the project that were handed over, to be called by a model or from outside. */
  readonly handlers: Set<FunctionUnit>;
}

/** A call that does something to the world around the program. */
export interface PowerSighting {
  readonly family: SinkFamily;
  readonly site: CallSite;
}

/** What one interpretation has seen for the inventory. */
export interface Sightings {
  readonly all: Map<string, Sighting>;
  readonly powers: Map<Call, PowerSighting[]>;
  /** Called functions, with the places of the calls. */
  readonly callers: Map<FunctionUnit, Map<ModuleUnit, Set<Span>>>;
  /** What the parameters of functions were given, by symbol base. */
  readonly given: Map<string, Value[]>;
}

export function noSightings(): Sightings {
  return { all: new Map(), powers: new Map(), callers: new Map(), given: new Map() };
}

/** Different values kept of one argument. */
const MAX_VALUES = 6;

interface Seen {
  readonly fact?: Sighting['fact'];
  readonly title?: string;
  readonly likelyBecause?: string | undefined;
}

/** Notes that a call was met; `values` and `handlers` of several meetings come together. */
export function sight(machine: Machine, kind: Sighting['kind'], path: string, site: CallSite, seen: Seen = {}): Sighting | undefined {
  if (machine.isShallow) return undefined;
  const key = `${kind}:${siteId(site.module, site.call)}:${path}`;
  const { all } = machine.found.sightings;
  let sighting = all.get(key);
  if (!sighting) {
    sighting = {
      kind, site, path, title: seen.title ?? '', values: new Map(), handlers: new Set(),
      ...(seen.fact ? { fact: seen.fact } : {}), ...(seen.likelyBecause !== undefined ? { likelyBecause: seen.likelyBecause } : {}),
    };
    all.set(key, sighting);
  }
  return sighting;
}

/** Keeps what the call was given at these arguments, under one name. */
export function keepArguments(
  machine: Machine, sighting: Sighting | undefined, name: string, given: GivenArguments, references: readonly string[] | undefined,
): void {
  if (!sighting) return;
  for (const reference of references ?? []) for (const found of findArguments(machine, given, reference)) keepValue(sighting, name, found);
}

export function keepValue(sighting: Sighting | undefined, name: string, found: FoundArgument | undefined): void {
  if (!sighting || !found || (found.value === UNKNOWN && !found.node)) return;
  const known = sighting.values.get(name);
  if (!known) sighting.values.set(name, [found]);
  else if (known.length < MAX_VALUES && !known.some((other) => isSame(other, found))) known.push(found);
}

function isSame(a: FoundArgument, b: FoundArgument): boolean {
  if (a.value === b.value) return true;
  return a.node === b.node && a.value.constant === b.value.constant && a.value.refs.length === b.value.refs.length
    && a.value.refs.every((ref, index) => ref === b.value.refs[index]);
}

/** Wrappers around one function that are looked through. */
const MAX_WRAPPERS = 3;

/** A function of the project that the sighted thing hands to a model, or to the outside. */
export function keepHandlers(sighting: Sighting | undefined, value: Value | undefined, wrappers = MAX_WRAPPERS): void {
  if (!sighting) return;
  for (const ref of value?.refs ?? []) {
    if (ref.kind !== 'function') continue;
    sighting.handlers.add(ref.unit);
    // A wrapper knows by its bindings which function it wraps.
    if (wrappers > 0) for (const bound of ref.bindings?.values() ?? []) keepHandlers(sighting, bound, wrappers - 1);
  }
}

/** The program does something to the world around it, with whatever value. */
export function sightPower(machine: Machine, family: SinkFamily, site: CallSite): void {
  if (machine.isShallow) return;
  const { powers } = machine.found.sightings;
  const known = powers.get(site.call);
  if (!known) powers.set(site.call, [{ family, site }]);
  else if (!known.some((other) => other.family === family)) known.push({ family, site });
}

export function sightCall(machine: Machine, unit: FunctionUnit, site: CallSite): void {
  const { callers } = machine.found.sightings;
  let modules = callers.get(unit);
  if (!modules) callers.set(unit, (modules = new Map()));
  const places = modules.get(site.module);
  if (places) places.add(site.call);
  else modules.set(site.module, new Set([site.call]));
}

/** Remembers what a parameter is given, where that can say which model or tool it is. */
export function sightGiven(machine: Machine, base: string, value: Value): void {
  if (machine.isShallow || (typeof value.constant !== 'string' && value.among === undefined && value.refs.length === 0)) return;
  const { given } = machine.found.sightings;
  const known = given.get(base);
  if (!known) given.set(base, [value]);
  else if (known.length < MAX_VALUES && !known.some((other) => other === value || (other.constant !== undefined && other.constant === value.constant))) known.push(value);
}

