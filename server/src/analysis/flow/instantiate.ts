import { admitted, assumedHere, carry } from './assuming';
import { applyWrites } from './effects';
import { bitOf } from './families';
import type { Machine } from './machine';
import { ofOpenField } from './openFields';
import { bySpeaker } from './speakers';
import { reachConditionally } from './sinks';
import { applyReplyUse, mayBeReply } from './replies';
import { costOf } from './frame';
import { resume } from './resuming';
import { isNothing } from './summary';
import { applyClears, noteSites } from './afterwards';
import { throwOn } from './exceptions';
import { calledName, comingOut, goingIn, throwingOut, type Entry, type Leaving } from './steps';
import { type CallSite, type FunctionUnit, type Summary } from './units';
import { returnedWith } from './under';
import { UNKNOWN, type Bindings, type Obj, type Value } from './value';
import { joinWritten } from './written';
import { Substitution } from './substitution';

/** What the function throws goes to the handler around its call, or out of the caller. */
function throwOut(machine: Machine, unit: FunctionUnit, { thrown, since }: Summary, site: CallSite, leave: (leaving: Leaving) => Substitution): void {
  const out = leave({ steps: [throwingOut(unit, site)], name: calledName(unit, site), since });
  for (const { value, names, height, under } of thrown) {
    if (admitted(under, out.bindings)) throwOn(machine, { value: out.value(value), names, height: height + 1, under: assumedHere(machine) });
  }
}

/** Carries out, at a call, all that the summary says; gives the result. */
export function instantiate(
  machine: Machine, unit: FunctionUnit, summary: Summary, bindings: Map<string, Value>, outer: Bindings | undefined, site: CallSite,
  holder?: Obj,
): Value {
  if (isNothing(summary)) {
    machine.isEntry = false;
    return summary.returns;
  }
  const all = new Map(outer ?? []);
  machine.budget -= costOf(all);
  for (const [key, value] of bindings) all.set(key, value);
  const enters: Entry = { unit, site, steps: new Map() };
  // What comes from outside is not handed over at any place in the code.
  const told = machine.isEntry ? undefined : enters;
  machine.isEntry = false;
  const held = holder && { object: holder, own: bindings };
  const inside = new Substitution(machine, all, told, undefined, undefined, undefined, held);
  const outside = machine.carried;
  for (const deferred of summary.deferred) {
    const open = admitted(deferred.under, all);
    machine.carried = carry(outside, open);
    const result = open ? resume(machine, inside, deferred, summary, enters) : UNKNOWN;
    all.set(deferred.result.base, result);
  }
  machine.carried = outside;
  applyWrites(machine, summary, inside, unit, holder);
  for (const reach of summary.reaches) {
    const open = admitted(reach.under, all);
    if (!open) continue;
    machine.carried = carry(outside, open);
    if (reach.when) {
      reachConditionally(machine, inside.variants(reach.when.symbol, holder?.calls), reach, reach.when);
      continue;
    }
    if (reach.isTextOnly && inside.isList(reach.taint.symbol)) continue;
    const arrived = reach.family === 'field-use' ? inside.whole(reach.taint) : reach.family === 'url' ? inside.beginning(reach.taint) : reach.family === 'system-prompt' ? ofOpenField(reach.taint.symbol, (symbol) => inside.lookUp(symbol), inside.taint(reach.taint)) : inside.taint(reach.taint);
    machine.reach(reach.family, reach.sink, bySpeaker(reach.under, reach.taint.symbol, arrived).filter((taint) => !(taint.cleared & bitOf(reach.family))), reach.isTextOnly);
  }
  machine.carried = outside;
  for (const use of summary.replies) {
    const bound = mayBeReply(all.get(use.symbol.base)) ? inside.lookUp(use.symbol) : undefined;
    if (bound) applyReplyUse(machine, use, bound, goingIn(unit, site, use.symbol.name));
  }
  joinWritten(machine, unit, summary, (taint) => inside.taint(taint));
  applyClears(machine, all, summary, site.name);
  noteSites(machine, summary, (symbol) => inside.lookUp(symbol));
  if (summary.asks) machine.requests++;
  if (summary.thrown.length > 0) throwOut(machine, unit, summary, site, (leaving) => new Substitution(machine, all, enters, leaving, undefined, undefined, held));
  const leaves = { steps: [comingOut(unit, site)], name: calledName(unit, site), since: summary.since };
  return new Substitution(machine, all, enters, leaves, undefined, undefined, held).value(returnedWith(summary, all));
}
