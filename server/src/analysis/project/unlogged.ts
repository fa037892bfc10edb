import { deepTaints } from '../flow/labels';
import type { Found } from '../flow/machine';
import { ancestors, findOverrides, libraryBases } from '../flow/classes';
import { isSilentByName } from '../flow/keepers';
import { isInference, type Open } from '../flow/open';
import type { FunctionUnit, InferenceSite, ModuleUnit, Summary } from '../flow/units';
import type { GivenArguments } from '../flow/value';
import type { FunctionNode } from '../program/program';
import type { Entry } from './entry';
import { nothingShared, type Shared } from './shared';
import { Tally } from './tally';

/** Inference calls with no record on some way, by their ids; with what may keep one out of sight, where not all was seen. */
export type Unlogged = ReadonlyMap<string, string | undefined>;

/** With what may have kept a record of the call on that way. */
type Sites = ReadonlyMap<InferenceSite, string | undefined>;

/** Model calls that some way through one module leaves without a record. */
export interface Unrecorded {
  readonly module: ModuleUnit;
  /** Functions, for which their callers answer where there are any. */
  readonly units: readonly { readonly unit: FunctionUnit; readonly sites: Sites }[];
  readonly top: Sites;
  /** Functions, of whichever module, that it says something about. */
  readonly called: readonly FunctionNode[];
  readonly recorded: readonly FunctionNode[];
  readonly handed: ReadonlyMap<FunctionNode, string>;
  /** Model calls in the nodes of graphs, which see what a run of the graph is given. */
  readonly nodes: ReadonlySet<string>;
  readonly found: Found;
}

/** A test or an example that calls the application says nothing of who calls it in use: such callers are left out. */
export function unrecordedIn(module: ModuleUnit, found: Found, isApplied: (path: string) => boolean): Unrecorded {
  const isTrial = !isApplied(module.file);
  const isMeant = (file: string): boolean => file === module.file || !isTrial || !isApplied(file);
  const meant = (sites: Sites): Sites => (isTrial ? new Map([...sites].filter(([{ site }]) => isMeant(site.module.file))) : sites);
  const units = [...module.functions.values()].flatMap((unit) => {
    const sites = meant(withCallbacks(unit.summary, sitesOf(unit.summary?.unlogged)));
    return sites.size > 0 ? [{ unit, sites }] : [];
  });
  return {
    module, units, found, nodes: nodesOf(module), top: meant(sitesOf(module.frame?.state?.unlogged)),
    called: [...module.called].filter((unit) => isMeant(unit.module.file)).map(({ node }) => node),
    recorded: [...module.recorded].map(({ node }) => node), handed: new Map([...module.handed].map(([{ node }, because]) => [node, because])),
  };
}

function nodesOf({ nodes }: ModuleUnit): ReadonlySet<string> {
  return new Set([...nodes].flatMap(({ summary }) => [...sitesOf(summary?.unlogged).keys()].map(({ id }) => id)));
}

/** Files of which the module says something: model calls without a record, and functions whose callers it knows. */
export function filesOf({ module, units, top }: Unrecorded): Set<string> {
  const files = new Set<string>();
  for (const unit of module.nodes) for (const { site } of sitesOf(unit.summary?.unlogged).keys()) files.add(site.module.file);
  for (const site of [...top.keys(), ...units.flatMap(({ sites }) => [...sites.keys()])]) files.add(site.site.module.file);
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
  private readonly nodes = new Tally<string>();
  private readonly observed = new Tally<string>();
  private readonly monitoring = new Tally<string>();

  private elsewhere = nothingShared;
  private openElsewhere: ReadonlySet<string> = new Set();

  setElsewhere(elsewhere: Shared): void {
    this.elsewhere = elsewhere;
    this.openElsewhere = new Set(elsewhere.openCalls);
  }

  add(entry: Entry, { called, recorded, handed, nodes, found }: Unrecorded): void {
    for (const node of called) this.called.set(entry, node, true);
    for (const node of recorded) this.recorded.set(entry, node, true);
    for (const [node, because] of handed) this.handed.set(entry, node, because);
    for (const name of found.openCalls) this.openCalls.set(entry, name, true);
    for (const [id, because] of found.handed) this.handedSites.set(entry, id, because);
    for (const id of nodes) this.nodes.set(entry, id, true);
    for (const name of found.observedRuns) this.observed.set(entry, name, true);
    for (const name of found.monitoring) this.monitoring.set(entry, name, true);
  }

  remove(entry: Entry, { called, recorded, handed, nodes, found }: Unrecorded): void {
    for (const node of called) this.called.delete(entry, node);
    for (const node of recorded) this.recorded.delete(entry, node);
    for (const node of handed.keys()) this.handed.delete(entry, node);
    for (const name of found.openCalls) this.openCalls.delete(entry, name);
    for (const id of found.handed.keys()) this.handedSites.delete(entry, id);
    for (const id of nodes) this.nodes.delete(entry, id);
    for (const name of found.observedRuns) this.observed.delete(entry, name);
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
        for (const [{ id }, doubt] of sites) add(id, doubt ?? because);
      }
    }
    for (const id of asked) if (this.handedSites.has(id)) add(id, this.handedSites.get(id));
    // A module that calls its own tool when it is run by itself tries it out.
    for (const { top } of parts) for (const [{ id }, doubt] of top) if (!unlogged.has(id)) add(id, doubt);
    this.addDoubts(unlogged);
    return unlogged;
  }

  /** What is in doubt however certain it is that nothing in sight records it. */
  private addDoubts(unlogged: Map<string, string | undefined>): void {
    const [monitoring] = [this.monitoring.least(), this.elsewhere.monitoring].flatMap((name) => name ?? []).sort();
    const [run] = [this.observed.least(), this.elsewhere.observedRun].flatMap((name) => name ?? []).sort();
    for (const [id, because] of unlogged) {
      // A run of a graph that is given callbacks hands them on to its nodes; which graph it is was not followed.
      if (run !== undefined && this.nodes.has(id)) unlogged.set(id, `callbacks are given to \`${run}\`, a run of a graph, which hands them on`);
      else if (because === undefined && monitoring !== undefined) unlogged.set(id, `\`${monitoring}\` is set up, and may record the call`);
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

function sitesOf(open: Open | undefined): Sites {
  const found = new Map<InferenceSite, string | undefined>();
  for (const [call, because] of open ?? []) if (isInference(call)) found.set(call, because);
  return found;
}

/** Who gives `on_done` that is called with the reply was not seen, where nothing calls the function. */
function withCallbacks(summary: Summary | undefined, sites: Sites): Sites {
  if (!summary || sites.size === 0 || summary.deferred.length === 0) return sites;
  return new Map([...sites].map(([site, because]) => [site, because ?? callbackOf(summary, site)]));
}

function callbackOf({ deferred }: Summary, { id }: InferenceSite): string | undefined {
  const open = deferred.find(({ given, site, isGeneric }) => !isGeneric && !isSilentByName(site.name) && isGivenReply(given, id));
  return open && `\`${open.site.name}\` was not resolved; it is given the reply, and may record it`;
}

function isGivenReply({ positional, named }: GivenArguments, id: string): boolean {
  return [...positional, ...named.values()].some((value) => deepTaints(value).some(({ label, origin }) => label === 'model-output' && origin.id === id));
}

/** Bases that call none of the methods that a class adds. */
const plain = /^(builtins|abc|typing|typing_extensions|enum|dataclasses|collections|globalThis)\.|^pydantic\.(main\.)?BaseModel$|(^|\.)(Exception|Error|TypedDict|NamedTuple|Generic|Protocol|ABC)$/;
