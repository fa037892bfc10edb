import { forgetClass } from '../flow/classes';
import type { Machine, RawFlow } from '../flow/machine';
import type { ClassUnit, Entrance, FunctionUnit, ModuleUnit } from '../flow/units';
import type { FunctionNode, Span } from '../program/program';

/** Drops what is known of functions and classes whose code has changed or is gone, and what was found on their account. */

export function outermost(unit: FunctionUnit): FunctionUnit {
  let at = unit;
  while (at.outer.unit) at = at.outer.unit;
  return at;
}

/** Functions and classes that an edit has taken out; gives the functions. */
export function forgetGone(machine: Machine, module: ModuleUnit): FunctionUnit[] {
  const functions = new Set(module.program.functions);
  const gone = [...module.functions].flatMap(([node, unit]) => (functions.has(node) ? [] : [unit]));
  for (const unit of gone) module.functions.delete(unit.node);
  const classes = new Set(module.program.classes);
  // The node of an interface is none of the program's.
  for (const [node, unit] of module.classes) if (!classes.has(node) && node.id >= 0) dropClass(machine, module, unit);
  forgetFound(machine, module, new Set(gone));
  return gone;
}

/** A function is made anew, with all inside it, where it is defined. */
export function dropFunction(machine: Machine, module: ModuleUnit, node: FunctionNode): void {
  const unit = module.functions.get(node);
  if (!unit) return;
  const dropped = new Set([...module.functions.values()].filter((one) => one === unit || outermost(one) === unit));
  for (const one of dropped) module.functions.delete(one.node);
  forgetFound(machine, module, dropped);
}

/** A class is made anew where it is defined. */
export function dropClass(machine: Machine, module: ModuleUnit, unit: ClassUnit): void {
  module.classes.delete(unit.node);
  machine.types.forget(unit);
  forgetClass(unit);
  for (const method of unit.methods.values()) dropFunction(machine, module, method.node);
}

/** A class stays, and its definition is run once more. */
export function emptyClass(machine: Machine, unit: ClassUnit): void {
  machine.types.forget(unit);
  forgetClass(unit);
  unit.heads.clear();
  unit.statics.clear();
  unit.annotations.clear();
  unit.getters.clear();
  unit.methods.clear();
}

/** What was found on its account, and what is known of it and of the functions inside. */
export function forgetRun(machine: Machine, module: ModuleUnit, unit: FunctionUnit): void {
  forgetBy(machine, (by) => outermost(by) === unit);
  for (const inner of module.functions.values()) {
    if (outermost(inner) !== unit) continue;
    inner.state = 'new';
    inner.summary = undefined;
  }
}

/** What was found at the top level: gives the flows and the places of model calls. */
export function forgetTop(machine: Machine): { readonly flows: readonly RawFlow[]; readonly places: readonly Span[] } {
  const { flows, inferences } = machine.found;
  const top = [...flows.values()].filter(({ by }) => by === undefined);
  const places = [...inferences.values()].flatMap(({ by, site }) => (by === undefined ? [site.site.call] : []));
  forgetBy(machine, () => false, true);
  return { flows: top, places };
}

function forgetFound(machine: Machine, module: ModuleUnit, units: ReadonlySet<FunctionUnit>): void {
  if (units.size === 0) return;
  forgetBy(machine, (by) => units.has(by) || units.has(outermost(by)));
  leaveEntries(module, ({ target }) => target.refs.some((ref) => ref.kind === 'function' && units.has(ref.unit)));
}

/** Calls from outside that are not made any more; gives the functions that they led to. */
export function leaveEntries(module: ModuleUnit, isLeft: (entry: Entrance) => boolean): FunctionUnit[] {
  const left = module.entries.filter(isLeft);
  if (left.length === 0) return [];
  const kept = module.entries.filter((entry) => !left.includes(entry));
  module.entries.splice(0, module.entries.length, ...kept);
  return left.flatMap(({ target }) => target.refs.flatMap((ref) => (ref.kind === 'function' ? [ref.unit] : [])));
}

function forgetBy(machine: Machine, isForgotten: (by: FunctionUnit) => boolean, isTop = false): void {
  const { flows, inferences } = machine.found;
  const isOver = ({ by }: { readonly by: FunctionUnit | undefined }): boolean => (by ? isForgotten(by) : isTop);
  for (const [key, flow] of flows) if (isOver(flow)) flows.delete(key);
  for (const [id, record] of inferences) if (isOver(record)) inferences.delete(id);
}
