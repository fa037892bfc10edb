import { impliedCall } from '../program/places';
import type { Call, Index, Member } from '../program/program';
import { join } from './joining';
import type { Machine } from './machine';
import { memberOf } from './members';
import { written } from './names';
import { leaveReading } from './openCalls';
import { goingIn, type Entry } from './steps';
import { stepsOf } from './story';
import { weaken, withSteps } from './taint';
import type { DeferredCall } from './units';
import { addTaints, UNKNOWN, withTaints, type GivenArguments, type Value } from './value';

/*
 * Settings that are read by a name which only a caller knows: `const env = (name) => process.env[name]`.
 * Whether that is a secret is up to the name.
 */

/** `found`: what there may be at any name. Without what is secret where a caller says which one it is. */
export function readByName(machine: Machine, whole: Value, found: Value, name: Value, at: Index | Member): Value {
  const secrets = found.taints.filter(({ label }) => label === 'secret');
  const settings = whole.refs.filter((ref) => ref.kind === 'path' && machine.facts.sourceMember(ref.path)?.label === 'secret');
  if (secrets.length === 0 && settings.length === 0) return found;
  const given = { positional: [{ refs: settings, taints: secrets }, name], named: new Map(), rest: undefined };
  const left = leaveReading(machine, name, given, machine.callSite(readingAt(at), written(machine, at.object)), { path: '', open: 'member', at });
  if (!left) return found;
  return join(withTaints(found, found.taints.filter(({ label }) => label !== 'secret')), left);
}

const readings = new WeakMap<Index | Member, Call>();

/** A place where something is read, as a call: the same one each time. */
function readingAt(at: Index | Member): Call {
  const known = readings.get(at) ?? impliedCall(at);
  readings.set(at, known);
  return known;
}

/** What such a reading gives, where a caller may know the name. `entry`: the call that tells it. */
export function namedSetting(machine: Machine, given: GivenArguments, at: Index | Member, deferred: DeferredCall, entry: Omit<Entry, 'steps'>): Value {
  const [whole = UNKNOWN, name = UNKNOWN] = given.positional;
  const { site } = deferred;
  if (typeof name.constant !== 'string') {
    const left = leaveReading(machine, name, given, site, { path: '', open: 'member', at });
    return left ?? addTaints(UNKNOWN, whole.taints.map((taint) => weaken(taint, 'which of the settings is read was not followed')));
  }
  const kept = withTaints(whole, whole.taints.map((taint) => withSteps(taint, [{ file: site.module.file, span: at, text: `\`${site.name}\` keeps it` }])));
  return toldAt(memberOf(machine, kept, name.constant, at), deferred, entry);
}

/** A setting that has no story yet begins one where it is named. */
export function toldAt(setting: Value, { callee }: DeferredCall, { unit, site }: Omit<Entry, 'steps'>): Value {
  return withTaints(setting, setting.taints.map((taint) => {
    const [first, ...more] = stepsOf(taint.story);
    if (taint.label !== 'secret' || !first || more.length > 0) return taint;
    return { ...taint, story: [{ ...first, file: site.module.file, span: site.call }, goingIn(unit, site, callee.name)] };
  }));
}
