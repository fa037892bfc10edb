import { ancestors, descendants, fieldWrites, forgetSummary } from './classes';
import { summarise } from './functions';
import type { Machine } from './machine';
import { forgetReads, hasNewToRead } from './reads';
import type { ClassUnit, FunctionUnit } from './units';

const settled = new WeakSet<ClassUnit>();
const ROUNDS = 3;

/** Classes that are being settled for each other. */
let settling = 0;
/** Beyond so many, a class is settled when it is asked for, or at the end of its module. */
const MAX_SETTLING = 64;

/** Classes that are settled with the one that was asked for: what they read is kept until all of them are. */
let together: ClassUnit[] = [];

/** Summarises the methods of a class, and of those of its family, until their fields hold all that they write. */
export function settleClass(machine: Machine, unit: ClassUnit): void {
  if (settled.has(unit) || machine.isShallow || settling > MAX_SETTLING) return;
  settled.add(unit);
  const isFirst = settling++ === 0;
  try {
    for (const family of [ancestors(unit), descendants(unit)]) for (const other of family) settleClass(machine, other);
  } finally {
    settling--;
  }
  const methods = [...unit.methods.values()].sort((a, b) => rank(a) - rank(b));
  for (let round = 0; round < ROUNDS; round++) {
    const before = fieldWrites(unit);
    for (const method of methods) {
      if (round > 0 && !hasNewToRead(method)) continue;
      if (round > 0) forgetSummary(method);
      summarise(machine, method);
    }
    if (fieldWrites(unit) === before) break;
  }
  together.push(unit);
  if (isFirst) settleTogether(machine);
}

/** What one class of a family writes after another was settled, that one may read. */
function settleTogether(machine: Machine): void {
  const units = together;
  together = [];
  for (let round = 0, isNew = units.length > 1; isNew && round < ROUNDS; round++) {
    isNew = false;
    for (const unit of units) {
      for (const method of unit.methods.values()) {
        if (method.state !== 'done' || !hasNewToRead(method)) continue;
        isNew = true;
        forgetSummary(method);
        summarise(machine, method);
      }
    }
  }
  for (const unit of units) for (const method of unit.methods.values()) forgetReads(method);
}

/** Its methods are looked at again where a class of its family, which stands before it, has already had them looked at. */
export function resettle(unit: ClassUnit): void {
  if (!settled.delete(unit)) return;
  for (const method of unit.methods.values()) if (method.state === 'done') forgetSummary(method);
}

/** Its methods are summarised anew when they are asked for again. */
export function unsettle(unit: ClassUnit): void {
  settled.delete(unit);
}

function rank(unit: FunctionUnit): number {
  return unit.name === '__init__' || unit.name === 'constructor' ? 0 : 1;
}
