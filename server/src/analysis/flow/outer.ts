import { ancestors, writeInstance } from './classes';
import type { Frame } from './frame';
import { join } from './joining';
import { hasLabel, weakened } from './labels';
import type { Machine } from './machine';
import { addItem, ELSEWHERE, setField } from './objects';
import { lastRunOf, noteSharedWrite } from './sharedReads';
import type { ClassUnit, ModuleUnit } from './units';
import type { InstanceRef, Obj, Value } from './value';

/**
 * A write of a parameter's value into something that lives outside the function: a variable around
 * it, an object or state cell that was there before, a class. Each call writes what it was given.
 */
export interface OuterWrite {
  readonly into: { readonly kind: 'object'; readonly object: Obj; readonly field: string | undefined; readonly owner?: ClassUnit; readonly maker?: Frame; readonly module: ModuleUnit }
    | { readonly kind: 'static'; readonly owner: ClassUnit; readonly name: string }
    | { readonly kind: 'variable'; readonly frame: Frame; readonly name: string };
  readonly value: Value;
}

/** More such writes in one function are taken as these. */
const MAX_WRITES = 48;

/** `module`: the one with the function that puts it there. */
export function noteObjectWrite(machine: Machine, object: Obj, field: string | undefined, value: Value, module: ModuleUnit = machine.module): void {
  if (!isGivenInto(machine, object, value)) return;
  const maker = makerOf(machine.frame, object);
  note(machine.frame, { into: { kind: 'object', object, field, module, ...(maker ? { maker } : {}) }, value });
}

/** The function around that has made the object: each of its runs makes another. */
function makerOf({ unit }: Frame, object: Obj): Frame | undefined {
  for (let at = unit?.outer; at?.unit; at = at.outer) if (object.id > at.firstObject) return at;
  return undefined;
}

/** When the function that shares it with those that it has made has come to its end, another run of it may have made what is read. */
function ofSomeRun(value: Value, maker: Frame | undefined): Value {
  const unit = maker?.unit;
  return unit && maker && lastRunOf(maker).state === undefined ? weakened(value, `which of the things that \`${unit.name}\` has made holds it was not known`) : value;
}

/** What a caller gives is put into an object that was there before. */
export function isGivenInto({ frame }: Machine, object: Obj, value: Value): boolean {
  return frame.unit !== undefined && object.id <= frame.firstObject && hasOwnSymbols(frame, value);
}

/** `Session.current = value`: the class holds it for every function that asks. */
export function writeStatic(machine: Machine, owner: ClassUnit, name: string, value: Value): void {
  const before = owner.statics.get(name);
  owner.statics.set(name, before === undefined ? value : join(before, value));
  if (machine.frame.unit && hasOwnSymbols(machine.frame, value)) note(machine.frame, { into: { kind: 'static', owner, name }, value });
}

/** A function inside a method writes a field of the object that the method belongs to. */
export function noteSelfWrite(machine: Machine, { unit, object }: InstanceRef, field: string, value: Value): void {
  const { frame } = machine;
  if (object !== unit.self || !frame.unit || !isInsideMethod(frame, unit) || !hasOwnSymbols(frame, value)) return;
  note(frame, { into: { kind: 'object', object, field, owner: unit, module: unit.module }, value });
}

function isInsideMethod(frame: Frame, owner: ClassUnit): boolean {
  if (frame.unit?.owner) return false;
  for (let at = frame.unit?.outer; at?.unit; at = at.unit.outer) {
    if (at.unit.owner) return ancestors(at.unit.owner).includes(owner);
  }
  return false;
}

export function noteVariableWrite(machine: Machine, owner: Frame, name: string, value: Value): void {
  if (machine.frame.unit && hasOwnSymbols(machine.frame, value)) note(machine.frame, { into: { kind: 'variable', frame: owner, name }, value });
}

function note(frame: Frame, write: OuterWrite): void {
  if (frame.outerWrites.length < MAX_WRITES) frame.outerWrites.push(write);
}

function hasOwnSymbols(frame: Frame, value: Value): boolean {
  const own = `${frame.unit!.uid}:`;
  return value.taints.some((taint) => taint.symbol?.base.startsWith(own))
    || value.refs.some((ref) => (ref.kind === 'symbol' && ref.symbol.base.startsWith(own)) || (ref.kind === 'object' && ref.object.id > frame.firstObject));
}

function writeCell(machine: Machine, cell: Obj, value: Value): void {
  const before = cell.items[0];
  cell.items = [before === undefined ? value : join(before, value)];
  if (cell.items[0] !== before) machine.cellWrites++;
}

/**
 * A method puts something into a list of its own object. What stands for the lists of all objects of the
 * class must not hold it: this object keeps what its methods were given, where it was made in sight.
 */
export function isOwnPart(machine: Machine, { into }: OuterWrite, value: Value, owner: ClassUnit | undefined, holder: Obj | undefined): boolean {
  if (!owner || !holder || holder.depth < 0 || into.kind !== 'object' || into.owner || into.object.form === 'cell') return false;
  const { frame } = machine;
  const isTold = !frame.unit || holder.id > frame.firstObject || !hasOwnSymbols(frame, value);
  return isTold && ancestors(owner).some(({ self, statics }) => holds([...self.fields.values(), ...statics.values()], into.object, 0));
}

/** Objects inside the fields of an object that are looked through. */
const MAX_HELD = 2;

function holds(values: readonly Value[], part: Obj, depth: number): boolean {
  return values.some(({ refs }) => refs.some((ref) => ref.kind === 'object'
    && (ref.object === part || (depth < MAX_HELD && holds([...ref.object.fields.values(), ...ref.object.items], part, depth + 1)))));
}

/** What the module that is being run puts into another one. */
export function noteFilled({ own }: Machine, module: ModuleUnit, value: Value): void {
  if (module !== own && !own.fills.has(module.file) && hasLabel(value)) own.fills.add(module.file);
}

/** Carries out a write of a callee with the value that this call gives. */
export function writeOuter(machine: Machine, { into }: OuterWrite, given: Value): void {
  noteSharedWrite();
  noteFilled(machine, into.kind === 'object' ? into.module : into.kind === 'static' ? into.owner.module : into.frame.module, given);
  const value = into.kind === 'static' || (into.kind === 'object' && into.object.form === 'cell') ? given : ofSomeRun(given, into.kind === 'object' ? into.maker : into.frame);
  if (into.kind === 'object') {
    if (into.owner && into.field !== undefined) {
      const self: InstanceRef = { kind: 'instance', unit: into.owner, object: into.object };
      writeInstance(machine, self, into.field, value);
      noteSelfWrite(machine, self, into.field, value);
      return;
    }
    if (into.object.form === 'cell') writeCell(machine, into.object, value);
    else if (into.field !== undefined) setField(into.object, into.field, value, ELSEWHERE);
    else addItem(into.object, value);
    noteObjectWrite(machine, into.object, into.field, value, into.module);
    return;
  }
  if (into.kind === 'static') return writeStatic(machine, into.owner, into.name, value);
  const frame = lastRunOf(into.frame);
  const state = frame.state ?? frame.exit;
  const before = state?.vars.get(into.name);
  if (!state) return;
  const next = before === undefined ? value : join(before, value);
  if (next !== before) {
    state.set(into.name, next);
    frame.noteChange(into.name);
  }
  if (machine.frame !== frame) noteVariableWrite(machine, frame, into.name, value);
}
