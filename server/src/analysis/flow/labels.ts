import { EVERYTHING, NOTHING, type Cleared } from './families';
import { noteLabelsRead } from './reads';
import { clear, joinTaints, weaken, type Taint } from './taint';
import { withTaints, type GivenArguments, type Obj, type Value } from './value';

/** Every label on a value or anywhere inside it. */
export function deepTaints(value: Value): readonly Taint[] {
  if (!value.refs.some((ref) => ref.kind === 'object' || ref.kind === 'instance')) return value.taints;
  const taints = deepTaintsOf(value);
  noteLabelsRead(value, taints);
  return taints;
}

/** The same, where nothing is made to depend on it. */
export function deepTaintsOf(value: Value): readonly Taint[] {
  return collect(value, new Set(), 0);
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

function collect(value: Value, seen: Set<Obj>, depth: number): readonly Taint[] {
  let taints = value.taints;
  if (depth > MAX_DEPTH) return taints;
  for (const ref of value.refs) {
    if ((ref.kind !== 'object' && ref.kind !== 'instance') || seen.has(ref.object) || seen.size >= MAX_SEEN) continue;
    seen.add(ref.object);
    taints = joinTaints(taints, ref.object.names);
    for (const field of ref.object.fields.values()) taints = joinTaints(taints, collect(field, seen, depth + 1));
    for (const item of ref.object.items) taints = joinTaints(taints, collect(item, seen, depth + 1));
  }
  return taints;
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
