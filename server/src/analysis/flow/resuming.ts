import { callResolved } from './calls';
import type { Machine } from './machine';
import { isPointless } from './summary';
import type { Symbol } from './symbol';
import type { DeferredCall, Summary } from './units';
import { ofRef, type GivenArguments, type Value } from './value';

/** Gives what the symbols of a callee stand for at one call. */
interface Substitute {
  lookUp(symbol: Symbol): Value | undefined;
  given(given: GivenArguments): GivenArguments;
}

/** Open calls resolved inside each other before the rest stays open. */
const MAX_RESUMING = 3;

/** A call that the callee could not resolve, with what the caller knows. */
export function resume(machine: Machine, inside: Substitute, deferred: DeferredCall, summary: Summary): Value {
  const callee = inside.lookUp(deferred.callee);
  if (callee === undefined || machine.resuming >= MAX_RESUMING || isPointless(callee)) return ofRef({ kind: 'symbol', symbol: deferred.result });
  const { isCovered, suspected } = machine;
  const height = machine.height;
  machine.height = deferred.height + 1;
  machine.resuming++;
  machine.isCovered ||= !summary.unlogged.has(deferred);
  machine.suspected ??= summary.unlogged.get(deferred);
  const result = callResolved(machine, callee, inside.given(deferred.given), deferred.site, deferred.isGeneric);
  machine.isCovered = isCovered;
  machine.suspected = suspected;
  machine.height = height;
  machine.resuming--;
  return result;
}
