import type { Family } from '../analysis';
import type { SinkFact } from '../catalogue/flowFacts';
import type { Call, Expression, Member, Span } from '../program/program';
import { findArguments } from './arguments';
import { conditionsHold } from './conditions';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { written } from './names';
import { bitOf } from './families';
import { memberOfObject } from './objects';
import { isLetGo } from './madeOnly';
import { rerun } from './quoting';
import { sightPower } from './sightings';
import { leaveSinks } from './openCalls';
import { IN_MEMORY, type GivenArguments, type Value } from './value';
import { noteRun } from './written';
import { wholeSettings } from './secrets';
import { inLog } from './shown';
import { joinTaints, weaken, type Taint } from './taint';
import type { Symbol } from './symbol';
import type { CallSite, Reach, Requirement, SinkSite } from './units';
import { startId, startMark } from '../program/places';

/** Hands dangerous arguments on; true when the path is a sink at all. `before`: what the function around knew of the arguments, if a caller now tells more. */
export function reachSinks(machine: Machine, path: string, given: GivenArguments, site: CallSite, before?: GivenArguments): boolean {
  const facts = machine.facts.sinks(path);
  for (const family of new Set(facts.map((fact) => fact.family))) {
    for (const fact of facts) {
      if (fact.family !== family || (before && hasReached(machine, fact, before)) || !conditionsHold(machine, fact.when, given) || (fact.makes && isLetGo(machine, site.call))) continue;
      // Code run by an interpreter is the more specific finding of one call.
      if (family === 'shell' && facts.some((other) => other.family === 'code' && !other.arguments.includes('written') && conditionsHold(machine, other.when, given))) continue;
      sightPower(machine, family, site);
      reachFact(machine, fact, given, site, fact.when?.some((condition) => condition.named) ? 'which program runs it was not resolved; it is named like an interpreter' : fact.likely);
    }
  }
  leaveSinks(machine, path, facts, given, site);
  return facts.length > 0;
}

/** A call that asks a model for a program, and runs what it gets. */
export function reachReply(machine: Machine, path: string, site: CallSite, reply: Taint): void {
  for (const { family, arguments: dangerous, likely } of machine.facts.sinks(path)) {
    if (!dangerous.includes('reply')) continue;
    sightPower(machine, family, site);
    reachAt(machine, family, site, undefined, `${site.name}()`, [likely ? weaken(reply, likely) : reply]);
  }
}

/** What the arguments had to be was known, so that callers were told of the sink. */
function hasReached(machine: Machine, { when, arguments: dangerous }: SinkFact, before: GivenArguments): boolean {
  const scripts = dangerous.filter((reference) => /\.(script|flagged)$/.test(reference));
  return conditionsHold(machine, when, before) && (scripts.length === 0 || scripts.some((reference) => findArguments(machine, before, reference).length > 0));
}

/** A method that is a sink by its name, on a receiver that was not resolved. */
export function reachMethod(machine: Machine, callee: Member, receiver: Value, given: GivenArguments, site: CallSite): boolean {
  const facts = machine.facts.methodSinks(callee.property);
  let isSink = false;
  for (const fact of facts) {
    const name = written(machine, callee.object);
    const names = fact.methods?.receivers;
    if (names && !names.some((word) => new RegExp(`(^|[._])${word}$`, 'i').test(name))) continue;
    if (receiver.refs.some((ref) => ref.kind === 'path' && machine.facts.type(ref.path) && names)) continue;
    if (!conditionsHold(machine, fact.when, given)) continue;
    isSink = true;
    sightPower(machine, fact.family, site);
    reachFact(machine, fact, given, site, names ? `\`${name}\` was not resolved; it is named like one that does this` : undefined);
  }
  return isSink;
}

/** A file in memory has no name. */
function isInMemory({ refs }: Value): boolean {
  return refs.some((ref) => ref.kind === 'path' && ref.path === IN_MEMORY);
}

function reachFact(machine: Machine, fact: SinkFact, given: GivenArguments, site: CallSite, likely: string | undefined): void {
  for (const reference of fact.arguments) {
    if (reference === 'written') noteRun(machine, sinkSite(site, firstArgument(site.call), fact.label ?? `${site.name}()`, undefined, false));
    for (const found of findArguments(machine, given, reference)) {
      if (fact.family === 'file-path' && isInMemory(found.value)) continue;
      const text = fact.family === 'sql' ? memberOfObject(found.value, 'text') ?? memberOfObject(found.value, 'sql') : undefined;
      const whole = fact.family === 'log' ? wholeSettings(machine, found.value, found.node) : [];
      const taints = fact.family === 'url' && found.value.head ? found.value.head : joinTaints(fact.family === 'log' ? inLog(machine, found.value) : arriving(fact, reference, text ?? found.value), whole);
      if (taints.length === 0) continue;
      if (fact.family === 'html' && (site.isPlain || streamed.test(found.value.text ?? ''))) continue;
      reachAt(machine, fact.family, site, found.node, fact.label ?? `${site.name}()`, rerun(found.value.text, taints).map((taint) => (likely ? weaken(taint, likely) : taint)),
        { isTextOnly: fact.when?.some((condition) => condition.isText === true) ?? false });
    }
  }
}

/** Of an object whose fields are named one by one (`0`, `0.url`) the others do no harm: the body of a request to a fixed address. */
function arriving(fact: SinkFact, reference: string, value: Value): readonly Taint[] {
  const fields = fact.arguments.flatMap((other) => (other.startsWith(`${reference}.`) ? [other.slice(reference.length + 1)] : []));
  return fields.some((field) => memberOfObject(value, field)) ? value.taints : deepTaints(value);
}

/** A line of a stream of events, which no browser takes for a page. */
const streamed = /^(data|event|id|retry): ?/;

/** Labels arrive at one argument of a call. */
export function reachAt(
  machine: Machine, family: Family, site: CallSite, node: Expression | undefined, name: string, taints: ReturnType<typeof deepTaints>,
  how: { readonly isTextOnly?: boolean; readonly when?: Requirement; readonly isApart?: boolean } = {},
): void {
  if (machine.isShallow) return;
  const sink = sinkSite(site, node ?? firstArgument(site.call), name, node, how.isApart === true);
  if (how.when) machine.reachWhen(how.when, family, sink, taints);
  else machine.reach(family, sink, taints, how.isTextOnly);
}

/** One place for each call; instructions of one call have as many places as it has arguments or messages that hold them. */
function sinkSite(site: CallSite, at: Span, name: string, value: Expression | undefined, isApart: boolean): SinkSite {
  const whole = startId(site.module, site.call);
  return { ...(isApart && value ? { id: `${whole}:${startMark(value)}`, within: whole } : { id: whole }), module: site.module, at, name, call: site.call, value };
}

function firstArgument(call: Call): Span {
  return call.arguments[0]?.value ?? call;
}

/** `element.innerHTML = value`. */
export function propertySink(machine: Machine, place: Member, object: Value, value: Value, from: Expression | undefined): void {
  if (machine.isShallow) return;
  const facts = machine.facts.propertySinks(place.property)
    .concat(machine.facts.propertySinks(`${written(machine, place.object).split('.').pop()}.${place.property}`));
  if (facts.length === 0 || object.refs.some((ref) => ref.kind === 'instance')) return;
  for (const fact of facts) {
    const sink: SinkSite = {
      id: startId(machine.module, place), module: machine.module, at: from ?? place, name: `${place.property}`, call: undefined, value: from,
    };
    machine.reach(fact.family, sink, deepTaints(value));
  }
}

/** A summary's symbols, as one call tells them. */
interface Told {
  lookUp(symbol: Symbol): Value | undefined;
  taint(taint: Taint): readonly Taint[];
}

/** What arrives only where a message has a privileged role, now that the caller says which roles there are. */
export function reachConditionally(machine: Machine, variants: readonly Told[], reach: Reach, when: Requirement): void {
  for (const variant of variants) {
    const role = variant.lookUp(when.symbol);
    const arrived = variant.taint(reach.taint).filter((taint) => !(taint.cleared & bitOf(reach.family)));
    const open = role === undefined ? when.symbol : role.refs.find((ref) => ref.kind === 'symbol')?.symbol;
    if (typeof role?.constant === 'string') {
      if (when.values.includes(role.constant)) machine.reach(reach.family, reach.sink, arrived);
    } else if (open) {
      machine.reachWhen({ ...when, symbol: open }, reach.family, reach.sink, arrived);
    }
  }
}
