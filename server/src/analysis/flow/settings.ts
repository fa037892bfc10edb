import { impliedCall } from '../program/places';
import type { Call, Index, Member } from '../program/program';
import { join } from './joining';
import type { Machine } from './machine';
import { memberOf } from './members';
import { written } from './names';
import { leaveReading } from './openCalls';
import { weaken } from './taint';
import type { CallSite } from './units';
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
  const left = leaveReading(machine, name, given, machine.callSite(readingAt(at), written(machine, at)), { path: '', open: 'member', at });
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

/** What such a reading gives, where a caller may know the name. */
export function namedSetting(machine: Machine, given: GivenArguments, at: Index | Member, site: CallSite): Value {
  const [whole = UNKNOWN, name = UNKNOWN] = given.positional;
  if (typeof name.constant === 'string') return memberOf(machine, whole, name.constant, at);
  const left = leaveReading(machine, name, given, site, { path: '', open: 'member', at });
  return left ?? addTaints(UNKNOWN, whole.taints.map((taint) => weaken(taint, 'which of the settings is read was not followed')));
}
