import type { Expression, Member } from '../program/program';
import { areKin, writeInstance } from './classes';
import type { Frame } from './frame';
import { join } from './joining';
import { weakened } from './labels';
import type { Machine } from './machine';
import { accessPath, readName } from './names';
import type { ClassUnit } from './units';
import type { InstanceRef, Value } from './value';

/*
 * Of an object that is only known by its class, one stands for all. A method that writes its own
 * object is taken to write the one that others read. What a function writes into an object that it
 * was given is read for certain where that object is seen again, and perhaps where another of the
 * class is.
 */

/** Writes a field of an object of the project. `at`: the object as the code names it, where it does. */
export function writeAny(machine: Machine, ref: InstanceRef, name: string, value: Value, at: Expression | undefined): void {
  if (machine.isShallow || ref.object !== ref.unit.self || value.taints.length === 0 || isOfReceiver(machine, ref, at)) {
    writeInstance(machine, ref, name, value);
    return;
  }
  const given = at && rootOf(at);
  if (given !== undefined && !isOfThisFunction(machine.frame, given)) {
    writeInstance(machine, ref, name, value);
    return;
  }
  writeInstance(machine, ref, name, weakened(value, `whether it is the same \`${ref.unit.name}\` was not seen`));
  if (at) keepHere(machine, at, name, value);
}

/** The rest of the function reads for certain what it wrote, whatever others of the class hold. */
function keepHere(machine: Machine, at: Expression, name: string, value: Value): void {
  const path = accessPath(at);
  const root = rootOf(at);
  if (path === undefined || root === undefined) return;
  machine.frame.writtenHere ??= new Map();
  machine.frame.writtenHere.set(`${path}.${name}`, { value, root: machine.state.vars.get(root) });
}

/** What is read of a field, with what this very function put there. */
export function withWritten(machine: Machine, at: Member, read: Value): Value {
  const { writtenHere } = machine.frame;
  const path = writtenHere && accessPath(at);
  const kept = path === undefined ? undefined : writtenHere?.get(path);
  const root = kept && rootOf(at);
  return kept && root !== undefined && machine.state.vars.get(root) === kept.root ? join(kept.value, read) : read;
}

/** The object of the method that runs, or what one of its fields holds. */
function isOfReceiver(machine: Machine, { unit }: InstanceRef, at: Expression | undefined): boolean {
  const owner = ownerOf(machine.frame);
  if (!owner) return false;
  if (at === undefined || at.kind === 'name') return areKin(owner, unit);
  return at.kind === 'member' && at.object.kind === 'name' && (readName(machine, at.object).refs.some((ref) => ref.kind === 'instance' && ref.object === ref.unit.self && areKin(owner, ref.unit)));
}

function ownerOf(frame: Frame): ClassUnit | undefined {
  for (let at: Frame | undefined = frame; at; at = at.outer) if (at.unit?.owner) return at.unit.owner;
  return undefined;
}

/** The variable that a place hangs on. */
function rootOf(place: Expression): string | undefined {
  switch (place.kind) {
    case 'name': return place.name;
    case 'member':
    case 'index': return rootOf(place.object);
    case 'cast':
    case 'await': return rootOf(place.value);
    default: return undefined;
  }
}

/** A variable of a function, and not one that it shares with others of its module. */
function isOfThisFunction(frame: Frame, name: string): boolean {
  for (let at: Frame | undefined = frame; at?.unit; at = at.outer) {
    if ((at.state ?? at.exit)?.vars.has(name)) return true;
  }
  return false;
}
