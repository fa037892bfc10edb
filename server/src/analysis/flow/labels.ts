import { EVERYTHING, NOTHING, type Cleared } from './families';
import { noteLabelsRead } from './reads';
import { clear, joinTaints, TaintList, weaken, type Taint } from './taint';
import { withTaints, type GivenArguments, type InstanceRef, type Obj, type ObjectRef, type Ref, type Value } from './value';

/** Every label on a value or anywhere inside it. */
export function deepTaints(value: Value): readonly Taint[] {
  if (!value.refs.some(isHolder)) return value.taints;
  const taints = deepTaintsOf(value);
  noteLabelsRead(value, taints);
  return taints;
}

/** The same, where nothing is made to depend on it. */
export function deepTaintsOf(value: Value): readonly Taint[] {
  if (!value.refs.some(isHolder)) return value.taints;
  const taints = new TaintList(value.taints);
  lookInto(value, new Set(), 0, (some) => void taints.add(some));
  return taints.all;
}

/** Whether a label that is no symbol is on the value or anywhere inside it. */
export function hasLabel(value: Value): boolean {
  let has = value.taints.some(isLabel);
  if (!has) lookInto(value, new Set(), 0, (some) => (has = some.some(isLabel)));
  return has;
}

function isLabel({ label }: Taint): boolean {
  return label !== undefined;
}

function isHolder(ref: Ref): ref is ObjectRef | InstanceRef {
  return ref.kind === 'object' || ref.kind === 'instance';
}

/** Every label on what a call is given, or inside it. */
export function allTaints(given: GivenArguments): readonly Taint[] {
  let taints: readonly Taint[] = [];
  for (const value of [...given.positional, ...given.named.values()]) taints = joinTaints(taints, deepTaints(value));
  for (const value of [given.rest, given.options]) if (value) taints = joinTaints(taints, deepTaints(value));
  return taints;
}

const MAX_DEPTH = 5;
/** Objects inside one value that are looked into. */
const MAX_SEEN = 96;

/** Shows `visit` the labels of all that the value holds, until that says that it is done. */
function lookInto(value: Value, seen: Set<Obj>, depth: number, visit: (taints: readonly Taint[]) => boolean | void): boolean {
  if (depth > MAX_DEPTH) return false;
  for (const ref of value.refs) {
    if (!isHolder(ref) || seen.has(ref.object) || seen.size >= MAX_SEEN) continue;
    const { object } = ref;
    seen.add(object);
    if (visit(object.names)) return true;
    for (const field of object.fields.values()) if (visit(field.taints) || lookInto(field, seen, depth + 1, visit)) return true;
    for (const item of object.items) if (visit(item.taints) || lookInto(item, seen, depth + 1, visit)) return true;
  }
  return false;
}

/** The same value with labels cleared for some sinks; contents of objects are flattened first. */
export function cleared(value: Value, families: Cleared): Value {
  const taints = deepTaints(value);
  if (taints.length === 0) return value;
  const kept: Taint[] = [];
  for (const taint of taints) {
    const left = clear(taint, families);
    if (left) kept.push(left);
  }
  if ((families & EVERYTHING) === NOTHING) return withTaints(value, kept);
  const refs = value.refs.filter((ref) => ref.kind !== 'object' && ref.kind !== 'symbol');
  const { head: _, ...rest } = value;
  return { ...rest, refs, taints: kept };
}

export function weakened(value: Value, because: string): Value {
  return value.taints.length === 0 ? value : withTaints(value, value.taints.map((taint) => weaken(taint, because)));
}
