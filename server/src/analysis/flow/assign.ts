import type { Expression, ListPattern, ObjectPattern, Pattern } from '../program/program';
import { impliedCall } from '../program/places';
import { callValue } from './calls';
import { forgetElements } from './everyItem';
import { evaluate } from './expressions';
import { join } from './joining';
import { kept, outlives } from './keeping';
import { deepTaints } from './labels';
import { writtenInto } from './lastItems';
import { copyEach } from './getters';
import { noteKeyAssignment } from './keys';
import type { Machine } from './machine';
import { readInto } from './fieldReads';
import { noteFieldUse } from './fieldUse';
import { isWrittenEachTurn, partsWritten } from './messageWrites';
import { callItem, elementOf, itemOf, memberOf, sliced } from './members';
import { handOver } from './doubts';
import { accessPath, writeName, written } from './names';
import { addItem, ELSEWHERE, makeObject, setField } from './objects';
import { isGivenInto, noteObjectWrite, noteSelfWrite, writeStatic } from './outer';
import { noteCommonPath } from './containment';
import { personalField } from './personal';
import { noteMaybeMissing, noteReplyRead } from './replies';
import { propertySink } from './sinks';
import { joinTaints } from './taint';
import { enterListed } from './tools';
import { noteLoud } from './watchers';
import { writeAny } from './anyInstance';
import { addTaints, isUnknown, ofRef, UNKNOWN, type Value } from './value';

/** Binds a pattern to a value, as an assignment, a loop, a parameter or a `with` does. */
export function assign(machine: Machine, target: Pattern, value: Value, from: Expression | undefined, declares = false): void {
  if (!machine.isLive) return;
  switch (target.kind) {
    case 'name':
      writeName(machine, target.name, value, declares, target);
      if (from) enterListed(machine, target.name, value, from);
      noteCommonPath(machine, target.name, from);
      noteMade(machine, target.name, from);
      return;
    case 'place':
      assignPlace(machine, target.place, value, from);
      return;
    case 'list':
      target.items.forEach((item, index) => {
        if (item) assign(machine, item, partOf(machine, target, value, index), from, declares);
      });
      return;
    case 'object':
      assignObject(machine, target, value, from, declares);
      return;
    case 'default': {
      const fallback = evaluate(machine, target.value);
      assign(machine, target.target, isUnknown(value) && value.taints.length === 0 ? fallback : join(value, fallback), from, declares);
    }
  }
}

function noteMade({ frame }: Machine, name: string, from: Expression | undefined): void {
  if (from) frame.made.set(name, from);
  else frame.made.delete(name);
}

function assignObject(machine: Machine, target: ObjectPattern, value: Value, from: Expression | undefined, declares: boolean): void {
  for (const entry of target.entries) {
    const key = typeof entry.key === 'string' ? entry.key : evaluate(machine, entry.key).constant;
    if (typeof key !== 'string') {
      assign(machine, entry.target, elementOf(machine, value), from, declares);
      continue;
    }
    const keep = readInto(machine, entry.target, () => noteFieldUse(machine, value, key, entry.target));
    noteReplyRead(machine, value, key, entry.target);
    if (entry.target.kind === 'default') noteMaybeMissing(machine, memberOf(machine, value, key));
    const part = memberOf(machine, value, key, entry.target);
    assign(machine, entry.target, from ? personalField(machine, part, key, value, entry.target, from) : part, from, declares);
    keep();
  }
  if (target.rest) assign(machine, target.rest, value, from, declares);
}

function partOf(machine: Machine, target: ListPattern, value: Value, index: number): Value {
  if (index === target.restIndex) return restOf(value, index);
  const isAfterRest = target.restIndex !== undefined && target.restIndex >= 0 && index > target.restIndex;
  return isAfterRest ? elementOf(machine, value) : itemAt(machine, value, index);
}

function itemAt(machine: Machine, value: Value, index: number): Value {
  const lists = value.refs.filter((ref) => ref.kind === 'object');
  // A list of several, one of which was split off a text, may have anything there.
  if (lists.length > 1 && lists.some(({ object }) => !object.isExact)) return itemOf(machine, value, index);
  const items = lists.flatMap(({ object }) => (object.isExact && object.form === 'list' ? object.items[index] ?? [] : []));
  if (items.length > 0) return addTaints(items.reduce(join), value.taints);
  return itemOf(machine, value, index);
}

function restOf(value: Value, from: number): Value {
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || !ref.object.isExact) continue;
    const rest = makeObject('list', ref.object.depth);
    rest.items = ref.object.items.slice(from);
    return ofRef({ kind: 'object', object: rest }, value.taints);
  }
  return sliced(value);
}

function assignPlace(machine: Machine, place: Extract<Pattern, { kind: 'place' }>['place'], value: Value, from: Expression | undefined): void {
  const object = writtenInto(machine, place.object);
  if (!isExport(place.object)) handOver(machine, [value], written(machine, place.object));
  const path = accessPath(place);
  if (path !== undefined && machine.isLive) machine.state.forget(path);
  if (place.kind === 'member') {
    propertySink(machine, place, object, value, from);
    noteLoud(place.property, value, object);
    noteKeyAssignment(machine, object, place.property, value, place);
    enterListener(machine, place, object, value);
    writeMember(machine, object, place.property, outlives(machine, object) ? kept(machine, value, place, written(machine, place)) : value, place.object);
    if (from) enterListed(machine, place.property, value, from);
    return;
  }
  const key = place.index.kind === 'slice' ? UNKNOWN : evaluate(machine, place.index);
  forgetElements(machine, place.object, [value]);
  if (callItem(machine, object, '__setitem__', [key, value], place)) return;
  if (typeof key.constant === 'string') noteKeyAssignment(machine, object, key.constant, value, place);
  const put = outlives(machine, object) ? kept(machine, value, place, written(machine, place.object)) : value;
  if (typeof key.constant === 'string') return writeMember(machine, object, key.constant, put, undefined, isWrittenEachTurn(machine, place.object));
  if (isOneOfSeveral(machine, place.object, object)) for (const ref of object.refs) if (ref.kind === 'object') ref.object.isMixed = true;
  writeItem(machine, object, put, key);
}

/** `source.onmessage = (event) => …`: who listens to a stream gets what is in it. */
function enterListener(machine: Machine, place: Extract<Pattern, { kind: 'place' }>['place'], object: Value, value: Value): void {
  if (place.kind !== 'member' || place.property !== 'onmessage' || object.taints.length === 0 || machine.isShallow) return;
  if (!value.refs.some(({ kind }) => kind === 'function')) return;
  callValue(machine, value, { positional: [{ refs: [], taints: object.taints }], named: new Map(), rest: undefined }, machine.callSite(impliedCall(place), written(machine, place)));
}

/** `tables[kind]`, where it is not known which of them it is. */
function isOneOfSeveral(machine: Machine, at: Expression, object: Value): boolean {
  if (at.kind === 'cast') return isOneOfSeveral(machine, at.value, object);
  if (at.kind !== 'index' || at.index.kind === 'slice' || object.refs.filter(({ kind }) => kind === 'object').length < 2) return false;
  return evaluate(machine, at.index).constant === undefined;
}

/** `module.exports.ask = …`: who imports it is in sight, or is no part of the program. */
function isExport(object: Expression): boolean {
  if (object.kind === 'name') return object.name === 'exports' || object.name === 'module';
  return object.kind === 'member' && object.property === 'exports';
}

/** `at`: the object as the code names it, where it does. */
export function writeMember(machine: Machine, object: Value, property: string, value: Value, at?: Expression, isEvery = isWrittenEachTurn(machine, at)): void {
  const parts = partsWritten(machine, object, property, value, isEvery);
  // One of several messages is written into: what the others hold stays.
  const depth = machine.frame.depth + (parts ? 1 : 0);
  for (const ref of object.refs) {
    const part = parts?.(ref) ?? value;
    switch (ref.kind) {
      case 'object':
        // What one caller gives takes the place of nothing that another one gave.
        setField(ref.object, property, part, isGivenInto(machine, ref.object, part) ? ELSEWHERE : depth);
        noteObjectWrite(machine, ref.object, property, part);
        break;
      case 'instance':
        writeAny(machine, ref, property, part, at);
        noteSelfWrite(machine, ref, property, part);
        break;
      case 'class': writeStatic(machine, ref.unit, property, value); break;
      case 'symbol': effect(machine, { target: ref.symbol, kind: 'field', name: property, value, ...(isEvery ? { isEvery } : {}) }); break;
      default: break;
    }
  }
}

export function writeItem(machine: Machine, object: Value, value: Value, key?: Value): void {
  for (const ref of object.refs) {
    if (ref.kind === 'object') {
      if (ref.object.form === 'object' || ref.object.depth !== machine.frame.depth) ref.object.isExact = false;
      addItem(ref.object, value);
      if (key && ref.object.form === 'object') ref.object.names = joinTaints(ref.object.names, deepTaints(key));
      noteObjectWrite(machine, ref.object, undefined, value);
    } else if (ref.kind === 'symbol') {
      effect(machine, { target: ref.symbol, kind: 'item', name: '', value, ...(key ? { key } : {}) });
    } else if (ref.kind === 'instance') copyEach(machine, ofRef(ref), value);
  }
}

/** More writes into one parameter than this are taken as one. */
const MAX_EFFECTS = 64;

function effect(machine: Machine, made: Machine['frame']['effects'][number]): void {
  const effects = machine.frame.effects;
  if (effects.length >= MAX_EFFECTS) return;
  if (effects.some((other) => other.target === made.target && other.name === made.name && other.value === made.value)) return;
  effects.push(made);
}
