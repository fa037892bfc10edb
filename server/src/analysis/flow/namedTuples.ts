import { ancestors, libraryBases } from './classes';
import type { Machine } from './machine';
import { memberOf } from './members';
import { makeObject } from './objects';
import { ofRef, type GivenArguments, type InstanceRef, type Ref, type Value } from './value';

/*
 * Tuples of Python whose places have names: what is given under a name is read by its position too.
 */

/** `collections.namedtuple("Reply", ["kind", "code"])`, `typing.NamedTuple("Reply", [("kind", str)])`: what makes such tuples. */
export function tupleType(given: GivenArguments): Value | undefined {
  const listed = given.positional[1] ?? given.named.get('field_names') ?? given.named.get('fields');
  const names = listed && namesIn(listed);
  if (!names) return undefined;
  return ofRef({ kind: 'path', path: MADE, isInstance: true, schema: { refs: [], taints: [], among: names } });
}

const MADE = 'collections.namedtuple()';

function namesIn(listed: Value): readonly string[] | undefined {
  if (typeof listed.constant === 'string') return listed.constant.split(/[\s,]+/).filter((name) => name !== '');
  const list = listed.refs.find((ref) => ref.kind === 'object' && ref.object.isExact);
  const names = list?.kind === 'object' ? list.object.items.map(nameIn) : [];
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
}

/** `"code"`, `("code", str)`. */
function nameIn(item: Value): string | undefined {
  if (typeof item.constant === 'string') return item.constant;
  const pair = item.refs[0];
  const name = pair?.kind === 'object' ? pair.object.items[0]?.constant : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** A tuple of such a type. */
export function namedTuple(machine: Machine, type: Ref, given: GivenArguments): Value | undefined {
  const names = type.kind === 'path' && type.path === MADE ? type.schema?.among : undefined;
  if (!names || given.rest || given.options) return undefined;
  const object = makeObject('object', machine.frame.depth);
  names.forEach((name, index) => {
    const value = given.positional[index] ?? given.named.get(name) ?? { refs: [], taints: [] };
    object.fields.set(name, value);
    object.items.push(value);
  });
  return ofRef({ kind: 'object', object });
}

/** The place of a tuple whose class names its places: `class Reply(NamedTuple)`. */
export function placeOf(machine: Machine, ref: InstanceRef, index: number): Value | undefined {
  if (!libraryBases(ref.unit).includes('typing.NamedTuple')) return undefined;
  const names = ancestors(ref.unit).flatMap((unit) => [...unit.annotations.keys()]);
  const name = names[index < 0 ? names.length + index : index];
  return name === undefined ? undefined : memberOf(machine, ofRef(ref), name);
}
