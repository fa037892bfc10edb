import type { Frame } from './frame';
import { deepTaintsOf } from './labels';
import type { FunctionUnit } from './units';
import type { Value } from './value';

/** What functions have read of the variables of a module: how much there was to read. */
const readers = new WeakMap<Frame, Map<string, Map<FunctionUnit, number>>>();

/** A function reads a variable of a module that functions may write, or into which they may put something. */
export function noteSharedRead(from: Frame, at: Frame, name: string, value: Value | undefined): void {
  if (at.unit || !value || !isShared(at, name, value)) return;
  const unit = outermost(from, at);
  if (!unit) return;
  let names = readers.get(at);
  if (!names) readers.set(at, (names = new Map<string, Map<FunctionUnit, number>>()));
  let units = names.get(name);
  if (!units) names.set(name, (units = new Map<FunctionUnit, number>()));
  units.set(unit, amountIn(value));
}

/** Functions that would read more now. */
export function lateReaders(frame: Frame): ReadonlySet<FunctionUnit> {
  const late = new Set<FunctionUnit>();
  for (const [name, units] of readers.get(frame) ?? []) {
    const value = (frame.state ?? frame.exit)?.vars.get(name);
    const amount = value ? amountIn(value) : 0;
    for (const [unit, before] of units) if (amount > before) late.add(unit);
  }
  return late;
}

function outermost(from: Frame, at: Frame): FunctionUnit | undefined {
  for (let frame: Frame | undefined = from; frame; frame = frame.outer) if (frame.outer === at) return frame.unit;
  return undefined;
}

/** A text, a number or nothing yet, a list or a table: not what the file defines or imports. */
function isShared(at: Frame, name: string, value: Value): boolean {
  return value.refs.every((ref) => ref.kind === 'object') || at.shared.has(name);
}

/** Labels in it, and things of a library. */
function amountIn(value: Value): number {
  let amount = deepTaintsOf(value).filter(({ label }) => label !== undefined).length + objectsOf(value);
  for (const ref of value.refs) {
    if (ref.kind === 'object') for (const part of [...ref.object.fields.values(), ...ref.object.items]) amount += objectsOf(part);
  }
  return amount;
}

function objectsOf({ refs }: Value): number {
  return refs.filter((ref) => ref.kind === 'path' && ref.isInstance).length;
}
