import type { Member } from '../program/program';
import { withWritten } from './anyInstance';
import type { Frame } from './frame';
import type { Machine } from './machine';
import { readMember } from './members';
import { lookUp } from './names';
import { makeObject } from './objects';
import type { ModuleUnit } from './units';
import { ofRef, type Value } from './value';

/*
 * Objects of a library in which a program keeps things under names of its own, such as the state of
 * a session: what one function puts there, another one finds. Each is a table that the module has.
 */

/** A module that imports the library has its tables, before any function can use them. */
export function bindStores(machine: Machine, module: ModuleUnit, frame: Frame): void {
  for (const path of machine.facts.stores) {
    const library = path.slice(0, path.indexOf('.'));
    if (!module.program.body.some((statement) => statement.kind === 'import' && statement.module === library)) continue;
    const object = makeObject('object', 0);
    object.isExact = false;
    frame.state?.set(variable(path), ofRef({ kind: 'object', object }));
  }
}

/** `st.session_state`. */
function storeOf(machine: Machine, object: Value, property: string): Value | undefined {
  if (machine.facts.stores.size === 0) return undefined;
  for (const ref of object.refs) {
    const path = ref.kind === 'path' ? machine.facts.member(ref.path, property) : '';
    if (machine.facts.stores.has(path)) return lookUp(machine, variable(path));
  }
  return undefined;
}

/** No name of a program has a blank in it. */
function variable(path: string): string {
  return `store ${path}`;
}

/** `object.property`: a store of the library, or the field with what this very function wrote there. */
export function readPlace(machine: Machine, object: Value, at: Member): Value {
  return storeOf(machine, object, at.property) ?? withWritten(machine, at, readMember(machine, object, at.property, at));
}
