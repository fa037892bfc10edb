import type { Expression, Member } from '../program/program';
import { union } from './frame';
import type { Machine } from './machine';
import { wholeSettings } from './secrets';
import { reachAt } from './sinks';
import { joinTaints } from './taint';
import type { CallSite, DeferredCall, InferenceSite } from './units';
import { deepTaints, type GivenArguments, type Value } from './value';

const loggers = /^_?(logger|log|logging|LOG|LOGGER|audit_?log(ger)?)$/i;
const named = /(logger|_log|Log|[aA]udit(or|_?[tT]rail)?|telemetry|tracer)$/;
const levels = /^(debug|info|warn|warning|error|exception|critical|notice|log|trace|fatal|audit|record|event)$/;

const recording = /^(log|record|track|trace|write|emit|capture|save|audit)/i;

/** An object that is named and called like a logger is one, whatever it resolves to. */
export function isLoggerByName(callee: Member): boolean {
  const object = callee.object;
  const name = object.kind === 'name' ? object.name : object.kind === 'member' ? object.property : '';
  if (named.test(name) && recording.test(callee.property)) return true;
  return levels.test(callee.property) && loggers.test(name);
}

/** A class of the project that keeps records, by its name and that of the method. */
export function isLoggerClass(name: string, method: string): boolean {
  return /(Log(ger|ging|s)?|Audit(or|Trail|Service)?)$/.test(name) && (levels.test(method) || recording.test(method));
}

/** A log record is written here: it covers what came before on this way and what follows. */
export function noteLog(machine: Machine): void {
  const state = machine.frame.state;
  if (!state) return;
  state.hasLogged = true;
  state.unlogged = new Set();
}

/** Inference calls happen here; they need a record unless one was already written in this function. */
export function noteUnlogged(machine: Machine, sites: ReadonlySet<InferenceSite | DeferredCall>): void {
  const state = machine.frame.state;
  // A record at the top of a module is about the program's start, not about this call.
  if (!state || machine.isCovered || (state.hasLogged && machine.frame.unit !== undefined)) return;
  state.unlogged = union(state.unlogged, sites);
}

/** What a record holds: whoever reads the log sees it. */
export function reachLog(machine: Machine, given: GivenArguments, site: CallSite): void {
  if (machine.isShallow) return;
  const name = `${site.name}()`;
  given.positional.forEach((value, index) => writtenOut(machine, value, given.nodes?.positional[index], name, site));
  for (const [key, value] of given.named) writtenOut(machine, value, given.nodes?.named.get(key), name, site);
  for (const value of [given.rest, given.options]) if (value) writtenOut(machine, value, undefined, name, site);
}

function writtenOut(machine: Machine, value: Value, node: Expression | undefined, name: string, site: CallSite): void {
  const taints = joinTaints(deepTaints(value), wholeSettings(machine, value, node));
  if (taints.length > 0) reachAt(machine, 'log', site, node, name, taints);
}
