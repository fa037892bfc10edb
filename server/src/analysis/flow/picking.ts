import type { Member } from '../program/program';
import { writeItem } from './assign';
import { chosenByModel } from './choosing';
import { noteFieldUse } from './fieldUse';
import { join } from './joining';
import { namedInModule } from './lookups';
import type { Machine } from './machine';
import { elementOf, isChecked, memberOf } from './members';
import { written } from './names';
import { personalField } from './personal';
import { noteMaybeMissing, noteReplyRead } from './replies';
import { isRowLookup } from './rowLookups';
import { readByName } from './settings';
import type { CallSite } from './units';
import { someField } from './unsure';
import { UNKNOWN, type GivenArguments, type Value } from './value';

/** Puts a value under a known name into every plain object that the receiver may be. */
export function setKnown(receiver: Value, name: string, value: Value): void {
  for (const ref of receiver.refs) {
    if (ref.kind !== 'object') continue;
    const before = ref.object.fields.get(name);
    ref.object.fields.set(name, before ? join(before, value) : value);
  }
}

/** `data.get("name", default)`: the field, or any element. */
export function picked(machine: Machine, receiver: Value, name: string, given: GivenArguments, callee: Member, site: CallSite): Value {
  if (name === 'get' && machine.module.family === 'python' && isRowLookup(callee, given)) return UNKNOWN;
  const key = given.positional[0]?.constant;
  const fallback = name === 'at' ? UNKNOWN : given.positional[1] ?? UNKNOWN;
  if (typeof key === 'string') {
    if (!isChecked(machine, callee.object, key)) noteFieldUse(machine, receiver, key, callee.propertySpan);
    noteReplyRead(machine, receiver, key, callee);
    if (given.positional.length > 1) noteMaybeMissing(machine, memberOf(machine, receiver, key));
    if (name === 'setdefault') setKnown(receiver, key, fallback);
    return join(personalField(machine, memberOf(machine, receiver, key, callee), key, receiver, callee, callee.object), fallback);
  }
  if (name === 'setdefault' && given.positional[1]) writeItem(machine, receiver, given.positional[1], given.positional[0]);
  const inModule = name === 'get' ? namedInModule(machine, receiver, given.positional[0] ?? UNKNOWN, site.call) : undefined;
  if (inModule) return join(inModule, fallback);
  const part = readByName(machine, receiver, join(elementOf(machine, receiver), someField(receiver)), given.positional[0] ?? UNKNOWN, callee);
  const element = join(part, fallback);
  return chosenByModel(machine, element, given.positional[0] ?? UNKNOWN, callee, written(machine, callee));
}

