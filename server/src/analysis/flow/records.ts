import type { Member } from '../program/program';
import { union } from './frame';
import type { Machine } from './machine';
import type { DeferredCall, InferenceSite } from './units';
import type { Value } from './value';

const loggers = /^_?(logger|log|logging|LOG|LOGGER|audit_?log(ger)?)$/i;
const levels = /^(debug|info|warn|warning|error|exception|critical|notice|log|trace|fatal|audit|record|event)$/;

/** A logger that was not resolved but is named and called like one. */
export function isLoggerByName(callee: Member, receiver: Value): boolean {
  if (!levels.test(callee.property) || !receiver.refs.every((ref) => ref.kind === 'symbol' || ref.kind === 'path')) return false;
  const object = callee.object;
  return loggers.test(object.kind === 'name' ? object.name : object.kind === 'member' ? object.property : '');
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
