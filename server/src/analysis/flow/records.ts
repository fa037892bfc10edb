import { union } from './frame';
import type { Machine } from './machine';
import type { DeferredCall, InferenceSite } from './units';

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
  if (!state || (state.hasLogged && machine.frame.unit !== undefined)) return;
  state.unlogged = union(state.unlogged, sites);
}
