import type { Call } from '../program/program';
import { writeMember } from './assign';
import { callValue } from './calls';
import type { Machine } from './machine';
import { itemOf, memberOf } from './members';
import { makeObject } from './objects';
import { noteFilled } from './outer';
import type { CallSite, ModuleUnit } from './units';
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

/** What is told and who listens, under the name of one event. */
interface Channel {
  /** Where this module puts its own. */
  readonly own: Value;
  readonly all: Value;
  /** The other modules that have put something there. */
  readonly others: readonly ModuleUnit[];
}

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
function channelOf(machine: Machine, receiver: Value, event: string, site: CallSite): Channel {
  if (receiver.refs.some((ref) => ref.kind === 'instance')) return { own: receiver, all: receiver, others: [] };
  const made = receiver.refs.find((ref) => ref.kind === 'path' && ref.made !== undefined);
  if (made?.kind === 'path' && made.made) return sharedChannel(machine, made.made, event);
  const own = ofRef({ kind: 'object', object: objectIn(machine.module.events, `${site.name.slice(0, site.name.lastIndexOf('.'))} ${event}`) });
  return { own, all: own, others: [] };
}

/** Emitters that files share, by the calls that made them: what each file has put there goes with it. */
const shared = new WeakMap<Call, Map<ModuleUnit, Map<string, Obj>>>();

function sharedChannel({ own: module }: Machine, made: Call, event: string): Channel {
  let parts = shared.get(made);
  if (!parts) shared.set(made, (parts = new Map<ModuleUnit, Map<string, Obj>>()));
  for (const part of parts.keys()) if (part.state === 'gone') parts.delete(part);
  if (!parts.has(module)) parts.set(module, new Map<string, Obj>());
  const own = ofRef({ kind: 'object', object: objectIn(parts.get(module)!, event) });
  const held = [...parts].filter(([, events]) => events.has(event));
  return { own, all: { refs: held.map(([, events]) => ({ kind: 'object', object: events.get(event)! })), taints: [] }, others: held.flatMap(([part]) => (part === module ? [] : [part])) };
}

function objectIn(events: Map<string, Obj>, name: string): Obj {
  const object = events.get(name) ?? makeObject('object', 0);
  events.set(name, object);
  return object;
}

function emitted(machine: Machine, { own, all, others }: Channel, event: string, told: readonly Value[], site: CallSite): void {
  const list = makeObject('list', machine.frame.depth);
  list.items = [...told];
  writeMember(machine, own, `[${event}] told`, ofRef({ kind: 'object', object: list }));
  for (const module of others) for (const value of told) noteFilled(machine, module, value);
  const refs = memberOf(machine, all, `[${event}] heard`).refs.filter(({ kind }) => kind === 'function' || kind === 'partial' || kind === 'symbol');
  if (refs.length > 0) callValue(machine, { refs, taints: [] }, { positional: told, named: new Map(), rest: undefined }, site);
}

function heard(machine: Machine, { own, all, others }: Channel, event: string, listener: Value, site: CallSite): void {
  const told = memberOf(machine, all, `[${event}] told`);
  for (const module of others) module.fills.add(machine.own.file);
  const positional = Array.from({ length: MAX_TOLD }, (_, index) => itemOf(machine, told, index));
  callValue(machine, listener, { positional, named: new Map(), rest: undefined }, site);
  writeMember(machine, own, `[${event}] heard`, listener);
}
