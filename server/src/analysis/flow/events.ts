import type { Call } from '../program/program';
import { writeMember } from './assign';
import { callValue } from './calls';
import type { Machine } from './machine';
import { itemOf, memberOf } from './members';
import { makeObject } from './objects';
import type { CallSite } from './units';
import { ofRef, UNKNOWN, type GivenArguments, type Obj, type Value } from './value';

/*
 * Events of an emitter: who listens to one is called with what is emitted under its name, in whatever order
 * the two stand in the source.
 */

const calls = /EventEmitter\w*(?:\(\))?\.(emit|on|once|addListener|prependListener)$/;

/** Whether a call of the path makes an emitter. */
export function isEmitter(path: string): boolean {
  return /(^|\.)EventEmitter\w*$/.test(path);
}

/** Arguments of one event that are told apart. */
const MAX_TOLD = 4;

/** Undefined for anything but a call of an emitter with the name of an event. */
export function eventCall(machine: Machine, path: string, given: GivenArguments, site: CallSite, receiver: Value | undefined): Value | undefined {
  const method = calls.exec(path)?.[1];
  const event = given.positional[0]?.constant;
  if (method === undefined || typeof event !== 'string' || machine.isShallow || !receiver) return undefined;
  const channel = channelOf(machine, receiver, event, site);
  const told = given.positional.slice(1, MAX_TOLD + 1);
  if (method === 'emit') {
    emitted(machine, channel, event, told, site);
    return UNKNOWN;
  }
  heard(machine, channel, event, told[0] ?? UNKNOWN, site);
  return receiver;
}

/** An object of a class of the project has its own events; one of the library is told by where it was made, or what it is called. */
function channelOf(machine: Machine, receiver: Value, event: string, site: CallSite): Value {
  if (receiver.refs.some((ref) => ref.kind === 'instance')) return receiver;
  const made = receiver.refs.find((ref) => ref.kind === 'path' && ref.made !== undefined);
  const channel = made?.kind === 'path' && made.made ? channelIn(eventsOf(made.made), event)
    : channelIn(machine.module.events, `${site.name.slice(0, site.name.lastIndexOf('.'))} ${event}`);
  return ofRef({ kind: 'object', object: channel });
}

function channelIn(events: Map<string, Obj>, name: string): Obj {
  const channel = events.get(name) ?? makeObject('object', 0);
  events.set(name, channel);
  return channel;
}

/** Emitters that files share, by the calls that made them. */
const shared = new WeakMap<Call, Map<string, Obj>>();

function eventsOf(made: Call): Map<string, Obj> {
  let events = shared.get(made);
  if (!events) shared.set(made, (events = new Map<string, Obj>()));
  return events;
}

function emitted(machine: Machine, channel: Value, event: string, told: readonly Value[], site: CallSite): void {
  const list = makeObject('list', machine.frame.depth);
  list.items = [...told];
  writeMember(machine, channel, `[${event}] told`, ofRef({ kind: 'object', object: list }));
  const refs = memberOf(machine, channel, `[${event}] heard`).refs.filter(({ kind }) => kind === 'function' || kind === 'partial' || kind === 'symbol');
  if (refs.length > 0) callValue(machine, { refs, taints: [] }, { positional: told, named: new Map(), rest: undefined }, site);
}

function heard(machine: Machine, channel: Value, event: string, listener: Value, site: CallSite): void {
  const told = memberOf(machine, channel, `[${event}] told`);
  const positional = Array.from({ length: MAX_TOLD }, (_, index) => itemOf(machine, told, index));
  callValue(machine, listener, { positional, named: new Map(), rest: undefined }, site);
  writeMember(machine, channel, `[${event}] heard`, listener);
}
