import { enterAgain } from '../flow/entering';
import { summarise } from '../flow/functions';
import type { Machine } from '../flow/machine';
import type { FunctionUnit, ModuleUnit } from '../flow/units';
import type { FunctionNode, Span } from '../program/program';
import { fingerprintOf } from './fingerprint';

/** Functions that are run again for one edit; where it concerns more, the whole module is. */
const MOST = 24;

/**
 * Runs functions of a module anew whose bodies have changed, and those that call them as long as they
 * mean something else than before. False where that is no less than running the module.
 */
export function runAgain(machine: Machine, module: ModuleUnit, changed: ReadonlySet<FunctionNode>): boolean {
  forgetGone(module);
  machine.frame = module.frame!;
  const units = [...changed].flatMap((node) => module.functions.get(node) ?? []);
  if (isToldByOthers(machine, module, units)) return false;
  const queue = new Set(units);
  for (const unit of queue) {
    if (queue.size > MOST) return false;
    const before = fingerprintOf(unit);
    forget(machine, module, unit);
    summarise(machine, unit);
    for (const entry of module.entries) if (entry.target.refs.some((ref) => ref.kind === 'function' && ref.unit === unit)) enterAgain(machine, entry);
    if (before !== undefined && fingerprintOf(unit) === before) continue;
    for (const caller of callersOf(machine, module, unit)) queue.add(caller);
  }
  return true;
}

/** Something was found in one of the functions, or on a way through it, on account of another: only that one can say whether it still holds. */
function isToldByOthers(machine: Machine, module: ModuleUnit, units: readonly FunctionUnit[]): boolean {
  const isInside = ({ start }: Span): boolean => units.some(({ node }) => node.start <= start && start < node.end);
  for (const { by, sink, taint } of machine.found.flows.values()) {
    if (by && units.includes(outermost(by))) continue;
    if (sink.module === module && isInside(sink.at)) return true;
    if (taint.steps.some(({ file, span }) => file === module.file && isInside(span))) return true;
  }
  return false;
}

/** Functions that the edit has taken out. */
function forgetGone(module: ModuleUnit): void {
  const nodes = new Set(module.program.functions);
  for (const node of module.functions.keys()) if (!nodes.has(node)) module.functions.delete(node);
}

/** What was found on its account, and what is known of it and of the functions inside. */
function forget(machine: Machine, module: ModuleUnit, unit: FunctionUnit): void {
  const { flows, inferences } = machine.found;
  for (const [key, { by }] of flows) if (by && outermost(by) === unit) flows.delete(key);
  for (const [id, { by }] of inferences) if (by && outermost(by) === unit) inferences.delete(id);
  for (const inner of module.functions.values()) {
    if (outermost(inner) !== unit) continue;
    inner.state = 'new';
    inner.summary = undefined;
  }
}

function outermost(unit: FunctionUnit): FunctionUnit {
  let at = unit;
  while (at.outer.unit) at = at.outer.unit;
  return at;
}

/** Functions of the module with a call of it. */
function callersOf(machine: Machine, module: ModuleUnit, unit: FunctionUnit): Set<FunctionUnit> {
  const callers = new Set<FunctionUnit>();
  for (const place of machine.found.sightings.callers.get(unit)?.get(module) ?? []) {
    const around = functionAt(module, place);
    if (around) callers.add(outermost(around));
  }
  callers.delete(unit);
  return callers;
}

function functionAt(module: ModuleUnit, place: Span): FunctionUnit | undefined {
  const node = module.program.functions.find(({ start, end }) => start <= place.start && place.start < end);
  return node && module.functions.get(node);
}
