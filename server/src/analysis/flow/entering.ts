import { callValue } from './calls';
import type { Machine } from './machine';
import { isInference, joinOpen, NOTHING_OPEN, NO_SUSPECTS } from './open';
import type { CallSite, Entrance } from './units';
import type { GivenArguments, Value } from './value';

/** A call from outside: what it logs says nothing of the calls around it. An agent that calls a tool may keep a record. */
export function enter(machine: Machine, target: Value, given: GivenArguments, site: CallSite, caller?: string): void {
  if (!machine.frame.unit) machine.module.entries.push({ target, given, site, caller });
  if (!isFollowedLater(machine)) enterAgain(machine, { target, given, site, caller });
}

/** The top level of a module tells what will be called; files that it imports in a circle may not have been followed as far. */
export function isFollowedLater({ module, frame }: Machine): boolean {
  return module.state === 'valuing' && !frame.unit;
}

/** The same call once more, when the function has changed. */
export function enterAgain(machine: Machine, { target, given, site, caller }: Entrance): Value {
  const [first] = target.refs;
  machine.entering = machine.frame.unit || first?.kind !== 'function' ? undefined : first.unit;
  const result = callFromOutside(machine, target, given, site, caller);
  machine.entering = undefined;
  return result;
}

function callFromOutside(machine: Machine, target: Value, given: GivenArguments, site: CallSite, caller: string | undefined): Value {
  for (const ref of target.refs) if (ref.kind === 'function') machine.entered.add(ref.unit);
  const state = machine.frame.state;
  const hasLogged = state?.hasLogged ?? false;
  const unlogged = state?.unlogged;
  const suspects = state?.suspects ?? NO_SUSPECTS;
  if (state) {
    state.unlogged = NOTHING_OPEN;
    state.suspects = NO_SUSPECTS;
  }
  machine.isEntry = true;
  const result = callValue(machine, target, given, site);
  machine.isEntry = false;
  if (!state || !unlogged || !machine.frame.state) return result;
  const open = machine.frame.state.unlogged;
  machine.frame.state.hasLogged = hasLogged;
  machine.frame.state.suspects = suspects;
  machine.frame.state.unlogged = caller === undefined ? joinOpen(unlogged, open) : unlogged;
  if (caller !== undefined) for (const one of open.keys()) if (isInference(one)) machine.found.handed.set(one.id, caller);
  return result;
}
