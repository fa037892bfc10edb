import { mentionsIn } from '../program/mentions';
import type { Span } from '../program/program';
import { enterAgain } from './entering';
import type { Frame } from './frame';
import { summarise } from './functions';
import type { Machine } from './machine';
import { lateReaders } from './sharedReads';
import type { FunctionUnit, ModuleUnit } from './units';

/*
 * Functions of a module that share its variables: handlers of a server, pages of an application. In
 * which order they run is not the order in which they are written, so one that was followed before
 * another wrote what it reads is followed once more.
 */

const ROUNDS = 2;
/** More functions of one module are not followed again. */
const MOST = 24;

/** Follows again what has read variables of the module too early. */
export function* followShared(machine: Machine, module: ModuleUnit): Generator<void, void> {
  for (let round = 0; round < ROUNDS && machine.budget >= 0; round++) {
    const late = lateReaders(module);
    if (late.size === 0) return;
    const again = withCallers(machine, module, late);
    for (const unit of again) if (unit.state === 'done') unit.state = 'new';
    for (const unit of again) yield void summarise(machine, unit);
    for (const entry of [...module.entries]) {
      if (entry.target.refs.some((ref) => ref.kind === 'function' && again.has(ref.unit))) yield void enterAgain(machine, entry);
    }
  }
}

/** Those that name one of them may give on what it returns. */
function withCallers(machine: Machine, module: ModuleUnit, late: ReadonlySet<FunctionUnit>): ReadonlySet<FunctionUnit> {
  const all = new Set(late);
  for (const unit of all) {
    if (all.size >= MOST) break;
    const places = unit.outer.unit ? machine.found.sightings.callers.get(unit)?.get(module) ?? [] : [];
    for (const other of module.functions.values()) {
      if (isTop(other, module.frame) && (unit.outer.unit ? isAround(other, places) : names(other, unit))) all.add(other);
    }
  }
  return all;
}

function isAround({ node: { bodySpan } }: FunctionUnit, places: Iterable<Span>): boolean {
  for (const { start } of places) if (bodySpan.start <= start && start < bodySpan.end) return true;
  return false;
}

function isTop(unit: FunctionUnit, frame: Frame | undefined): boolean {
  return unit.outer === frame;
}

function names(unit: FunctionUnit, other: FunctionUnit): boolean {
  const mentions = mentionsIn(unit.node);
  return other.owner ? mentions.members.has(other.name) : mentions.names.has(other.name);
}
