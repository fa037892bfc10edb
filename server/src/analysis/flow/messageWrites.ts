import type { Expression } from '../program/program';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { memberOf } from './members';
import { PRIVILEGED, roleByForm } from './narrowing';
import { isSameTaint, weaken, type Taint } from './taint';
import { ofRef, withTaints, type Ref, type Value } from './value';

/*
 * `message.content = text`, where the message is one of several of which some are instructions: a
 * loop may write into each of them, a test may choose one. What is put into the instructions is
 * then said as far as it is known.
 */

/** What goes into each of the objects that a value may be. `isEvery`: it is written into all of them. */
export function partsWritten(machine: Machine, object: Value, property: string, value: Value, isEvery: boolean): ((ref: Ref) => Value) | undefined {
  if (machine.isShallow || property === 'role' || object.refs.length < 2) return undefined;
  const roles = new Map(object.refs.map((ref): [Ref, unknown] => [ref, roleOf(machine, ref)]));
  const others = object.refs.filter((ref) => roles.get(ref) !== undefined && !isPrivileged(roles.get(ref)));
  if (others.length === 0 || others.length === object.refs.length) return undefined;
  const before = others.flatMap((ref) => deepTaints(memberOf(machine, ofRef(ref), property)));
  return (ref) => (isPrivileged(roles.get(ref)) ? intoInstructions(value, deepTaints(memberOf(machine, ofRef(ref), property)), before, isEvery) : value);
}

/** What a message of another role held already, and instructions did not, was read from that message: `message.content = message.content.trim()`. */
function intoInstructions(value: Value, own: readonly Taint[], others: readonly Taint[], isEvery: boolean): Value {
  const has = (taints: readonly Taint[], taint: Taint): boolean => taints.some((other) => isSameTaint(other, taint));
  const taints = deepTaints(value).filter((taint) => has(own, taint) || !has(others, taint));
  // Parts of a message are told by what is in them: `message.content = [text]`.
  const whole = isEvery ? value : { ...value, refs: value.refs.filter((ref) => ref.kind !== 'object') };
  return withTaints(whole, isEvery ? taints : taints.map((taint) => weaken(taint, 'which of the messages it is written into was not known')));
}

function roleOf(machine: Machine, ref: Ref): unknown {
  if (ref.kind !== 'object' && ref.kind !== 'instance') return undefined;
  return memberOf(machine, ofRef(ref), PRIVILEGED.property).constant ?? (ref.kind === 'object' ? roleByForm(ofRef(ref)) : undefined);
}

function isPrivileged(role: unknown): boolean {
  return PRIVILEGED.values.includes(String(role));
}

/** `for message in messages: message.content = …`, in a body that nothing leaves before and no test stands around. */
export function isWrittenEachTurn({ frame }: Machine, at: Expression | undefined): boolean {
  const turn = frame.jumps[frame.jumps.length - 1];
  return at?.kind === 'name' && turn?.each?.name === at.name && turn.each.depth === frame.depth && !turn.breaks && !turn.continues;
}
