import type { Found } from '../flow/machine';
import { ancestors, findOverrides, libraryBases } from '../flow/classes';
import type { FunctionUnit, InferenceSite, ModuleUnit } from '../flow/units';
import type { FunctionNode } from '../program/program';
import type { Entry } from './entry';
import { nothingShared, type Shared } from './shared';
import { Tally } from './tally';

/** Inference calls with no record on some way, by their ids; with what may keep one out of sight, where not all was seen. */
export type Unlogged = ReadonlyMap<string, string | undefined>;

/** Model calls that some way through one module leaves without a record. */
export interface Unrecorded {
  readonly module: ModuleUnit;
  /** Functions, for which their callers answer where there are any. */
  readonly units: readonly { readonly unit: FunctionUnit; readonly sites: readonly InferenceSite[] }[];
  readonly top: readonly InferenceSite[];
  /** Functions, of whichever module, that it says something about. */
  readonly called: readonly FunctionNode[];
  readonly recorded: readonly FunctionNode[];
  readonly handed: ReadonlyMap<FunctionNode, string>;
  /** Model calls of which something out of sight may keep a record, and what that is. */
  readonly doubts: ReadonlyMap<string, string>;
  readonly found: Found;
}

export function unrecordedIn(module: ModuleUnit, found: Found): Unrecorded {
  const units = [...module.functions.values()].flatMap((unit) => {
    const sites = sitesOf(unit.summary?.unlogged);
    return sites.length > 0 ? [{ unit, sites }] : [];
  });
  return {
    module, units, found, doubts: doubtsOf(module, found), top: sitesOf(module.frame?.state?.unlogged), called: [...module.called].map(({ node }) => node),
    recorded: [...module.recorded].map(({ node }) => node), handed: new Map([...module.handed].map(([{ node }, because]) => [node, because])),
  };
}

/** A run of a graph that is given callbacks hands them on to its nodes; which graph it is was not followed. */
function doubtsOf(module: ModuleUnit, found: Found): ReadonlyMap<string, string> {
  const [run] = [...found.observedRuns].sort();
  if (run === undefined || module.nodes.size === 0) return found.doubts;
  const doubts = new Map(found.doubts);
  for (const { summary } of module.nodes) {
    for (const { id } of sitesOf(summary?.unlogged)) doubts.set(id, `callbacks are given to \`${run}\`, a run of a graph, which hands them on`);
  }
  return doubts;
}

/** Files of which the module says something: model calls without a record, and functions whose callers it knows. */
export function filesOf({ module, units, top }: Unrecorded): Set<string> {
  const files = new Set<string>();
  for (const unit of module.nodes) for (const { site } of sitesOf(unit.summary?.unlogged)) files.add(site.module.file);
  for (const site of [...top, ...units.flatMap(({ sites }) => sites)]) files.add(site.site.module.file);
  for (const unit of [...module.called, ...module.recorded, ...module.handed.keys()]) files.add(unit.module.file);
  return files;
}

/** Who answers for the records of model calls, over the whole project. */
export class Records {
  private readonly called = new Tally<FunctionNode>();
  private readonly recorded = new Tally<FunctionNode>();
  private readonly handed = new Tally<FunctionNode, string>();
  private readonly openCalls = new Tally<string>();
  private readonly handedSites = new Tally<string, string | undefined>();
  private readonly doubts = new Tally<string, string>();
  private readonly monitoring = new Tally<string>();

  private elsewhere = nothingShared;
  private openElsewhere: ReadonlySet<string> = new Set();

  setElsewhere(elsewhere: Shared): void {
    this.elsewhere = elsewhere;
    this.openElsewhere = new Set(elsewhere.openCalls);
  }

  add(entry: Entry, { called, recorded, handed, doubts, found }: Unrecorded): void {
    for (const node of called) this.called.set(entry, node, true);
    for (const node of recorded) this.recorded.set(entry, node, true);
    for (const [node, because] of handed) this.handed.set(entry, node, because);
    for (const name of found.openCalls) this.openCalls.set(entry, name, true);
    for (const [id, because] of found.handed) this.handedSites.set(entry, id, because);
    for (const [id, because] of doubts) this.doubts.set(entry, id, because);
    for (const name of found.monitoring) this.monitoring.set(entry, name, true);
  }

  remove(entry: Entry, { called, recorded, handed, doubts, found }: Unrecorded): void {
    for (const node of called) this.called.delete(entry, node);
    for (const node of recorded) this.recorded.delete(entry, node);
    for (const node of handed.keys()) this.handed.delete(entry, node);
    for (const name of found.openCalls) this.openCalls.delete(entry, name);
    for (const id of found.handed.keys()) this.handedSites.delete(entry, id);
    for (const id of doubts.keys()) this.doubts.delete(entry, id);
    for (const name of found.monitoring) this.monitoring.delete(entry, name);
  }

  /** Of these model calls those with no record on some way, seen from everything that nothing else calls. */
  unlogged(ids: Iterable<string>, parts: readonly Unrecorded[]): Unlogged {
    const asked = new Set(ids);
    const unlogged = new Map<string, string | undefined>();
    const add = (id: string, because: string | undefined): void => {
      if (asked.has(id) && (because === undefined || !unlogged.has(id))) unlogged.set(id, because);
    };
    for (const { units } of parts) {
      for (const { unit, sites } of units) {
        if (this.called.has(unit.node) || this.isRecorded(unit)) continue;
        const because = this.outOfSight(unit);
        for (const { id } of sites) add(id, because);
      }
    }
    for (const id of asked) if (this.handedSites.has(id)) add(id, this.handedSites.get(id));
    // A module that calls its own tool when it is run by itself tries it out.
    for (const { top } of parts) for (const { id } of top) if (!unlogged.has(id)) add(id, undefined);
    this.addDoubts(unlogged);
    return unlogged;
  }

  /** What is in doubt by itself, however certain it is that nothing else records it. */
  private addDoubts(unlogged: Map<string, string | undefined>): void {
    const [monitoring] = [this.monitoring.least(), this.elsewhere.monitoring].flatMap((name) => name ?? []).sort();
    for (const [id, because] of unlogged) {
      const doubt = this.doubts.get(id) ?? because;
      unlogged.set(id, doubt ?? (monitoring === undefined ? undefined : `\`${monitoring}\` is set up, and may record the call`));
    }
  }

  /** A decorator records each call; or the function is part of one that writes a record on every way. */
  private isRecorded(unit: FunctionUnit): boolean {
    if (this.recorded.has(unit.node)) return true;
    for (let around = unit.outer.unit; around; around = around.outer.unit) if (around.summary?.logs || this.recorded.has(around.node)) return true;
    return false;
  }

  /** Who calls a function that nothing in sight calls, if anybody: that may keep a record. */
  private outOfSight(unit: FunctionUnit): string | undefined {
    const handed = this.handed.get(unit.node);
    if (handed !== undefined) return handed;
    if (unit.owner) {
      if (this.openCalls.has(unit.name) || this.openElsewhere.has(unit.name)) return `calls of \`${unit.name}()\` on objects that were not resolved may reach it, and record it`;
      if (this.isCalledAbove(unit)) return `calls of \`${unit.name}()\` in a base class may reach it, and record it`;
      const base = libraryBases(unit.owner).find((path) => !plain.test(path));
      if (base !== undefined) return `\`${base.slice(base.lastIndexOf('.') + 1)}\` may call it and record the call`;
    }
    const around = unit.outer.unit;
    return around && !this.called.has(around.node) ? this.outOfSight(around) : undefined;
  }

  /** A base class calls the method, and so many override it that none of them was followed. */
  private isCalledAbove({ owner, name, node }: FunctionUnit): boolean {
    return ancestors(owner!).some((at) => {
      const method = at.methods.get(name);
      return method !== undefined && method.node !== node && this.called.has(method.node) && !findOverrides(at, name).some((one) => one.node === node);
    });
  }
}

function sitesOf(sites: Iterable<unknown> | undefined): InferenceSite[] {
  const found: InferenceSite[] = [];
  for (const site of sites ?? []) if (isSite(site)) found.push(site);
  return found;
}

function isSite(site: unknown): site is InferenceSite {
  return typeof site === 'object' && site !== null && 'path' in site;
}

/** Bases that call none of the methods that a class adds. */
const plain = /^(builtins|abc|typing|typing_extensions|enum|dataclasses|collections|globalThis)\.|^pydantic\.(main\.)?BaseModel$|(^|\.)(Exception|Error|TypedDict|NamedTuple|Generic|Protocol|ABC)$/;
