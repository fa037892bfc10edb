import { ancestors } from './classes';
import { join } from './joining';
import { deepTaints, weakened } from './labels';
import type { Machine } from './machine';
import { memberOf } from './members';
import { ofRef, UNKNOWN, type Value } from './value';

/** Of more methods than these, one that is looked up by its name is not worth following. */
const MAX_METHODS = 24;

/** `getattr(self, f"tool_{name}")`: a method of the object, whose name may be known to begin so. */
export function anyMethod(machine: Machine, object: Value, name: Value): Value {
  const start = name.text?.split('\0')[0] ?? '';
  let found: Value = UNKNOWN;
  for (const ref of object.refs) {
    if (ref.kind !== 'instance' && ref.kind !== 'class') continue;
    const names = methodNames(ref, start);
    if (names.length > MAX_METHODS) continue;
    for (const one of names) found = join(found, memberOf(machine, ofRef(ref), one));
  }
  const isOpen = deepTaints(name).length > 0 || name.refs.some(({ kind }) => kind === 'symbol');
  const refs = found.refs.flatMap((ref) => (ref.kind === 'function' ? [isOpen ? ref : { ...ref, unsure: UNTOLD }] : []));
  return weakened({ ...found, refs }, UNTOLD);
}

/** Who chooses the name freely reaches all of them; a name that was found in a table, only those that are there. */
const UNTOLD = 'which method is called was not known';

function methodNames({ unit }: { readonly unit: Parameters<typeof ancestors>[0] }, start: string): readonly string[] {
  const names = new Set<string>();
  for (const at of ancestors(unit)) {
    for (const name of at.methods.keys()) if (name.startsWith(start) && (start !== '' || !name.startsWith('_')) && !at.getters.has(name)) names.add(name);
  }
  return [...names];
}

/** `this[`on_${name}`]`: one of the methods. */
export function joinMethods(machine: Machine, object: Value, name: Value, found: Value): Value {
  if (machine.module.family !== 'javascript' || !object.refs.some(({ kind }) => kind === 'instance')) return found;
  const method = anyMethod(machine, object, name);
  return method.refs.length === 0 ? found : join(found, { refs: method.refs, taints: [] });
}
