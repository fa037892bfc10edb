import { findArguments } from './arguments';
import type { Expression } from '../program/program';
import type { Machine } from './machine';
import { written } from './names';
import { memberOfObject } from './objects';
import type { Symbol } from './symbol';
import { weaken, type Taint } from './taint';
import { withTaints, type GivenArguments, type Value } from './value';

/*
 * Whoever fills an object that may have any field can put instructions into it where the call takes
 * them. No code reads or writes such a field: that it is there is a guess.
 */

/** The field of an object that a library takes for instructions, where no code names it. */
export function asOpenField(machine: Machine, given: GivenArguments, reference: string, value: Value): Value {
  const dot = reference.lastIndexOf('.');
  if (dot < 0 || value.taints.every(({ label }) => label === undefined)) return value;
  const [holder] = findArguments(machine, given, reference.slice(0, dot));
  const property = reference.slice(dot + 1);
  if (!holder?.node || namesField(holder.node, property)) return value;
  return withTaints(value, doubted(value.taints, holder.value, nameOf(machine, holder.node), property));
}

/** The same where only a caller knows the object. */
export function ofOpenField(symbol: Symbol | undefined, holderOf: (symbol: Symbol) => Value | undefined, labels: readonly Taint[]): readonly Taint[] {
  const property = symbol?.path[symbol.path.length - 1] ?? '';
  if (!symbol?.parent || symbol.place || !/^[a-z_]+$/i.test(property)) return labels;
  const holder = holderOf(symbol.parent);
  return holder ? doubted(labels, holder, `\`${symbol.parent.name}\``, property) : labels;
}

function nameOf(machine: Machine, node: Expression): string {
  return node.kind === 'name' || node.kind === 'member' ? `\`${written(machine, node)}\`` : 'the argument';
}

function namesField(node: Expression, property: string): boolean {
  return node.kind === 'object' && node.entries.some(({ key }) => key === property);
}

function doubted(taints: readonly Taint[], { refs }: Value, name: string, property: string): readonly Taint[] {
  const isKnown = refs.some((ref) => ref.kind === 'symbol' || ref.kind === 'instance' || (ref.kind === 'object' && ref.object.fields.has(property))
    || (ref.kind === 'path' && memberOfObject(ref.schema, property) !== undefined));
  return isKnown ? taints : taints.map((taint) => (taint.label ? weaken(taint, `whether ${name} holds \`${property}\` was not seen`) : taint));
}
