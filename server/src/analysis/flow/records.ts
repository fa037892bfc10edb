import type { Member } from '../program/program';
import { union } from './frame';
import type { Machine } from './machine';
import type { DeferredCall, InferenceSite } from './units';

const loggers = /^_?(logger|log|logging|LOG|LOGGER|audit_?log(ger)?)$/i;
const named = /(logger|_log|Log|audit|telemetry|tracer)$/;
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
  return /Log(ger|ging|s)?$/.test(name) && (levels.test(method) || recording.test(method));
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
