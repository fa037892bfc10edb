import { callResolved } from './calls';
import { runHandlers } from './entries';
import { noteNodes } from './graphs';
import type { Machine } from './machine';
import { passOn, takenIn } from './openCalls';
import { namedSetting, toldAt } from './settings';
import { reachSinks } from './sinks';
import { sourceOf } from './sources';
import type { Entry } from './steps';
import { isPointless } from './summary';
import type { Symbol } from './symbol';
import type { DeferredCall, Summary } from './units';
import { ofRef, UNKNOWN, type GivenArguments, type Value } from './value';

/** Gives what the symbols of a callee stand for at one call. */
interface Substitute {
  lookUp(symbol: Symbol): Value | undefined;
  given(given: GivenArguments): GivenArguments;
}

/** Open calls resolved inside each other before the rest stays open. */
const MAX_RESUMING = 3;

/** A call that the callee could not resolve, with what the caller knows. */
export function resume(machine: Machine, inside: Substitute, deferred: DeferredCall, summary: Summary, entry: Omit<Entry, 'steps'>): Value {
  const callee = inside.lookUp(deferred.callee);
  if (machine.resuming >= MAX_RESUMING) return open(deferred);
  if (callee === undefined) return deferred.library === undefined ? passOn(machine, deferred, summary.unlogged.has(deferred), (given) => inside.given(given)) : open(deferred);
  if (deferred.library === undefined && isPointless(callee)) return open(deferred);
  const { isCovered, suspected } = machine;
  const height = machine.height;
  machine.height = deferred.height + 1;
  machine.resuming++;
  machine.isCovered ||= !summary.unlogged.has(deferred);
  machine.suspected ??= summary.unlogged.get(deferred);
  const result = carryOut(machine, callee, inside.given(deferred.given), deferred, entry);
  machine.isCovered = isCovered;
  machine.suspected = suspected;
  machine.height = height;
  machine.resuming--;
  return result;
}

function carryOut(machine: Machine, callee: Value, given: GivenArguments, deferred: DeferredCall, entry: Omit<Entry, 'steps'>): Value {
  const { site, library } = deferred;
  if (library === undefined) return callResolved(machine, callee, given, deferred);
  if (library.open === 'source') return toldAt(sourceOf(machine, library.path, given, site) ?? UNKNOWN, deferred, entry);
  if (library.at) return namedSetting(machine, given, library.at, deferred, entry);
  if (library.open === 'nodes') noteNodes(machine, library.path, given, site);
  else if (library.open === 'handlers') runHandlers(machine, library.path, given, site);
  else reachSinks(machine, library.path, takenIn(given, deferred, entry), site, deferred.given);
  return UNKNOWN;
}

function open({ result }: DeferredCall): Value {
  return ofRef({ kind: 'symbol', symbol: result });
}
