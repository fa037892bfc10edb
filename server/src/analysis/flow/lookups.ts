import type { Call, Index } from '../program/program';
import { impliedCall } from '../program/places';
import { chosenByModel } from './choosing';
import { ancestors } from './classes';
import { join } from './joining';
import { deepTaints, weakened } from './labels';
import type { Machine } from './machine';
import { memberOf } from './members';
import { reachAt } from './sinks';
import type { ModuleUnit } from './units';
import { ofRef, UNKNOWN, type Value } from './value';

/** Of more methods than these, one that is looked up by its name is not worth following. */
const MAX_METHODS = 24;

/** `getattr(self, f"tool_{name}")`: a method of the object, whose name may be known to begin so. */
export function anyMethod(machine: Machine, object: Value, name: Value): Value {
  const start = name.text?.split('\0')[0] ?? '';
  let found: Value = UNKNOWN;
  for (const ref of object.refs) {
    if (ref.kind !== 'instance' && ref.kind !== 'class' && ref.kind !== 'module') continue;
    const names = ref.kind === 'module' ? functionNames(ref.module, start) : methodNames(ref, start);
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

/** Functions of the top level of a module that it can be asked for; what it imports itself is not what it is a collection of. */
function functionNames({ functions, exports, frame }: ModuleUnit, start: string): readonly string[] {
  return [...functions.values()].flatMap(({ name, outer, owner }) => (
    outer === frame && !owner && exports.has(name) && name.startsWith(start) && (start !== '' || !name.startsWith('_')) ? [name] : []));
}

const GLOBALS = 'builtins.globals()';

/** `globals()`: the module itself stands for the table of its names. */
export function ownNames(machine: Machine): Value {
  return { refs: [{ kind: 'path', path: GLOBALS, isInstance: true }, { kind: 'module', module: machine.module }], taints: [] };
}

/** Whether it is the table of all names of a module, from which everything that the module knows can be had. */
export function isOwnNames({ refs }: Value): boolean {
  return refs.some((ref) => ref.kind === 'path' && ref.path === GLOBALS);
}

/** `globals()[name]`, `globals().get(name)`: whoever chooses the name chooses among the functions of the module. */
export function namedInModule(machine: Machine, table: Value, name: Value, at: Index | Call): Value | undefined {
  if (name.constant !== undefined || !isOwnNames(table)) return undefined;
  const site = machine.callSite(at.kind === 'call' ? at : impliedCall(at), 'globals()[…]');
  reachAt(machine, 'dispatch', site, at.kind === 'index' ? at.index : at.arguments[0]?.value, 'globals()', deepTaints(name));
  return chosenByModel(machine, anyMethod(machine, table, name), name, at, site.name);
}

/** `this[`on_${name}`]`, `tools[name]` of a module: one of the methods, or functions. */
export function joinMethods(machine: Machine, object: Value, name: Value, found: Value): Value {
  if (machine.module.family !== 'javascript' || !object.refs.some(({ kind }) => kind === 'instance' || kind === 'module')) return found;
  const method = anyMethod(machine, object, name);
  return method.refs.length === 0 ? found : join(found, { refs: method.refs, taints: [] });
}
