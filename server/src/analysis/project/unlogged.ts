import type { Found } from '../flow/machine';
import { libraryBases } from '../flow/classes';
import type { FunctionUnit, InferenceSite, ModuleUnit } from '../flow/units';

/** Inference calls with no record on some way, by their ids; with what may keep one out of sight, where not all was seen. */
export type Unlogged = ReadonlyMap<string, string | undefined>;

interface Seen {
  readonly called: ReadonlySet<FunctionUnit>;
  readonly recorded: ReadonlySet<FunctionUnit>;
  readonly handed: ReadonlyMap<FunctionUnit, string>;
  readonly openCalls: ReadonlySet<string>;
}

/** Inference calls with no record on some way, seen from everything that nothing else calls. */
export function unloggedSites({ modules, founds }: { readonly modules: readonly ModuleUnit[]; readonly founds: readonly Found[] }): Unlogged {
  const seen: Seen = {
    called: new Set(modules.flatMap((module) => [...module.called])),
    recorded: new Set(modules.flatMap((module) => [...module.recorded])),
    handed: new Map(modules.flatMap((module) => [...module.handed])),
    openCalls: new Set(founds.flatMap((found) => [...found.openCalls])),
  };
  const unlogged = new Map<string, string | undefined>();
  const add = (id: string, because: string | undefined): void => {
    if (because === undefined || !unlogged.has(id)) unlogged.set(id, because);
  };
  for (const module of modules) {
    for (const unit of module.functions.values()) {
      if (seen.called.has(unit) || isRecorded(unit, seen)) continue;
      const sites = sitesOf(unit.summary?.unlogged);
      if (sites.length === 0) continue;
      const because = outOfSight(unit, seen);
      for (const site of sites) add(site.id, because);
    }
  }
  for (const found of founds) for (const [id, because] of found.handed) add(id, because);
  // A module that calls its own tool when it is run by itself tries it out.
  for (const module of modules) for (const site of sitesOf(module.frame?.state?.unlogged)) if (!unlogged.has(site.id)) unlogged.set(site.id, undefined);
  addDoubts(unlogged, founds);
  return unlogged;
}

/** What is in doubt by itself, however certain it is that nothing else records it. */
function addDoubts(unlogged: Map<string, string | undefined>, founds: readonly Found[]): void {
  const monitoring = founds.flatMap((found) => [...found.monitoring])[0];
  for (const found of founds) for (const [id, because] of found.doubts) if (unlogged.has(id)) unlogged.set(id, because);
  if (monitoring === undefined) return;
  for (const [id, because] of unlogged) if (because === undefined) unlogged.set(id, `\`${monitoring}\` is set up, and may record the call`);
}

function sitesOf(sites: Iterable<unknown> | undefined): InferenceSite[] {
  const found: InferenceSite[] = [];
  for (const site of sites ?? []) if (isSite(site)) found.push(site);
  return found;
}

function isSite(site: unknown): site is InferenceSite {
  return typeof site === 'object' && site !== null && 'path' in site;
}

/** A decorator records each call; or the function is part of one that writes a record on every way. */
function isRecorded(unit: FunctionUnit, seen: Seen): boolean {
  if (seen.recorded.has(unit)) return true;
  for (let around = unit.outer.unit; around; around = around.outer.unit) if (around.summary?.logs || seen.recorded.has(around)) return true;
  return false;
}

/** Who calls a function that nothing in sight calls, if anybody: that may keep a record. */
function outOfSight(unit: FunctionUnit, seen: Seen): string | undefined {
  const handed = seen.handed.get(unit);
  if (handed !== undefined) return handed;
  if (unit.owner) {
    if (seen.openCalls.has(unit.name)) return `calls of \`${unit.name}()\` on objects that were not resolved may reach it, and record it`;
    const base = libraryBases(unit.owner).find((path) => !plain.test(path));
    if (base !== undefined) return `\`${base.slice(base.lastIndexOf('.') + 1)}\` may call it and record the call`;
  }
  const around = unit.outer.unit;
  return around && !seen.called.has(around) ? outOfSight(around, seen) : undefined;
}

/** Bases that call none of the methods that a class adds. */
const plain = /^(builtins|abc|typing|typing_extensions|enum|dataclasses|collections|globalThis)\.|^pydantic\.(main\.)?BaseModel$|(^|\.)(Exception|Error|TypedDict|NamedTuple|Generic|Protocol|ABC)$/;
