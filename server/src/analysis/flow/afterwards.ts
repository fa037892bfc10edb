import type { Machine } from './machine';
import { noteLog, noteUnlogged } from './records';
import type { InferenceSite, Summary } from './units';
import type { Value } from './value';

/** A check inside the callee has cleared the caller's own variable. */
export function applyClears(machine: Machine, bindings: Map<string, Value>, summary: Summary): void {
  for (const { symbol, cleared } of summary.clears) {
    const bound = bindings.get(symbol.base);
    if (!bound || !machine.isLive) continue;
    for (const [name, value] of machine.state.vars) {
      if (value === bound && symbol.path.length === 0) machine.state.refine(name, cleared);
    }
  }
}

/** What the callee's records, and calls without one, mean for its caller. */
export function noteSites(machine: Machine, summary: Summary): void {
  const own = [...summary.unlogged].filter((site): site is InferenceSite => 'path' in site);
  if (own.length > 0) noteUnlogged(machine, new Set(own));
  // What one function logs at the top of a module says nothing of the others.
  if (summary.logs && !summary.shows && machine.frame.unit) noteLog(machine);
}
