import type { Expression, Name, Span } from '../program/program';
import { reassigned } from './assuming';
import { baseSelf } from './classes';
import type { Frame } from './frame';
import { join } from './joining';
import { kept } from './keeping';
import type { Machine } from './machine';
import { noteVariableWrite } from './outer';
import { noteNameRead } from './reads';
import { noteSharedRead } from './sharedReads';
import { ofPath, UNKNOWN, type Value } from './value';

/** Looks a name up: this frame, the frames around, the module, then what the language itself has. */
export function readName(machine: Machine, name: Name): Value {
  const text = name.name;
  if (text === 'this' && machine.module.family === 'javascript') return thisOf(machine.frame) ?? UNKNOWN;
  if (text === 'super' && machine.module.family === 'javascript') return superValue(machine.frame) ?? UNKNOWN;
  return lookUp(machine, text) ?? builtin(machine, text);
}

/** `super.method(…)` in a method, also in an arrow function inside of it. */
function superValue(from: Frame): Value | undefined {
  for (let frame: Frame | undefined = from; frame; frame = frame.outer) {
    if (frame.unit?.owner) return baseSelf(frame.unit.owner);
  }
  return undefined;
}

export function lookUp(machine: Machine, name: string): Value | undefined {
  for (let frame: Frame | undefined = machine.frame; frame; frame = frame.outer) {
    const value = (frame.state ?? frame.exit)?.vars.get(name) ?? frame.earlier.get(name);
    if (value === undefined && frame.outer) continue;
    if (frame !== machine.frame) {
      noteNameRead(machine.frame, frame, name, value);
      noteSharedRead(machine.frame, frame, name, value);
    }
    return value && deref(value);
  }
  return undefined;
}

/** State cells (React) are read through: a name bound to one has its present content. */
function deref(value: Value): Value {
  let read: Value | undefined;
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || ref.object.form !== 'cell') continue;
    for (const item of ref.object.items) read = read === undefined ? item : join(read, item);
    read ??= UNKNOWN;
  }
  return read ?? value;
}

function builtin(machine: Machine, name: string): Value {
  if (machine.module.family === 'python') return name === 'self' || name === 'cls' ? UNKNOWN : ofPath(`builtins.${name}`);
  if (name === 'undefined') return UNKNOWN;
  if (name === 'window' || name === 'globalThis' || name === 'global' || name === 'self') return ofPath('globalThis');
  return ofPath(machine.facts.canonical(`globalThis.${name}`));
}

/** `this` in a frame: that of the nearest function that is no arrow. */
export function thisOf(frame: Frame): Value | undefined {
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    if (at.thisValue) return at.thisValue;
    if (at.unit && !at.unit.node.isArrow) return undefined;
    if (at.unit?.lexicalThis) return at.unit.lexicalThis;
  }
  return undefined;
}

/** Binds a name where the language would: this frame, or the frame that has it. */
export function writeName(machine: Machine, name: string, given: Value, declares: boolean, at?: Span): void {
  const frame = ownerOf(machine, name, declares);
  const state = frame.state ?? frame.exit;
  if (!state) return;
  const value = at && frame !== machine.frame ? kept(machine, given, at, name) : given;
  if (frame !== machine.frame) {
    frame.shared.add(name);
    frame.noteChange(name);
    noteVariableWrite(machine, frame, name, value);
  }
  frame.origins.set(name, !frame.origins.has(name) ? undefined : frame === machine.frame ? reassigned(machine, name) : null);
  const before = state.vars.get(name);
  const next = frame.shared.has(name) && before !== undefined ? join(before, value) : value;
  state.forget(name);
  if (next === before) return;
  state.set(name, next);
  if (frame === machine.frame) frame.noteChange(name);
}

function ownerOf(machine: Machine, name: string, declares: boolean): Frame {
  const frame = machine.frame;
  if (machine.module.family === 'python') {
    if (!frame.free.has(name)) return frame;
    for (let at = frame.outer; at; at = at.outer) if (at.state?.vars.has(name) || at.exit?.vars.has(name) || !at.outer) return at;
    return frame;
  }
  if (declares) return frame;
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    if (at.state?.vars.has(name) || at.exit?.vars.has(name)) return at;
  }
  return frame;
}

/** `data.name`, `rows.0`: how a pure access is written, for what tests teach about it. */
export function accessPath(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name': return expression.name;
    case 'member': return below(expression.object, expression.property);
    case 'index': {
      const index = expression.index;
      if (index.kind === 'string') return below(expression.object, index.value);
      if (index.kind === 'literal' && typeof index.value === 'number') return below(expression.object, String(index.value));
      return undefined;
    }
    case 'call': {
      // `data.get('name')` reads what `data['name']` does.
      const { callee, arguments: given } = expression;
      const key = given[0]?.value;
      return callee.kind === 'member' && callee.property === 'get' && key?.kind === 'string' ? below(callee.object, key.value) : undefined;
    }
    case 'cast':
    case 'await': return accessPath(expression.value);
    case 'assignment': return expression.target.kind === 'name' ? expression.target.name : undefined;
    default: return undefined;
  }
}

function below(object: Expression, property: string): string | undefined {
  const base = accessPath(object);
  return base === undefined ? undefined : `${base}.${property}`;
}

const MAX_NAME = 48;

/** How the code writes a callee or value, short enough for a message. */
export function written(machine: { readonly module: { readonly text: string } }, expression: Expression): string {
  switch (expression.kind) {
    case 'name': return expression.name;
    case 'member': {
      const object = written(machine, expression.object);
      return shorten(object === '' ? expression.property : `${object}.${expression.property}`);
    }
    case 'call': return `${written(machine, expression.callee)}()`;
    case 'await':
    case 'cast': return written(machine, expression.value);
    case 'index': return shorten(`${written(machine, expression.object)}[…]`);
    default: return shorten(machine.module.text.slice(expression.start, expression.end).replace(/\s+/g, ' '));
  }
}

function shorten(text: string): string {
  return text.length <= MAX_NAME ? text : `…${text.slice(text.length - MAX_NAME + 1)}`;
}
