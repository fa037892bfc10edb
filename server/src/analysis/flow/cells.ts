import { mentionsIn } from '../program/mentions';
import { callValue } from './calls';
import { join } from './joining';
import { kept } from './keeping';
import type { Machine } from './machine';
import { memberOf } from './members';
import { makeObject, memberOfObject } from './objects';
import { noteObjectWrite } from './outer';
import type { CallSite } from './units';
import { ofRef, UNKNOWN, type GivenArguments, type Obj, type SetterRef, type Value } from './value';

/*
 * State that outlives a call: React's state, reducers and contexts. A cell holds whatever was ever put into it.
 */

/** `useState(initial)`: the cell, and what sets it. */
export function state(machine: Machine, given: GivenArguments, site: CallSite): Value {
  const start = given.positional[0] ?? UNKNOWN;
  const isMade = start.refs.some((ref) => ref.kind === 'function');
  return pairOf(machine, cellOf(machine, site, isMade ? callValue(machine, start, nothing, site) : start), {});
}

/** `useReducer(reducer, initial, init)`. */
export function reduced(machine: Machine, given: GivenArguments, site: CallSite): Value {
  const [reducer = UNKNOWN, start = UNKNOWN, make] = given.positional;
  const first = make ? callValue(machine, make, { ...nothing, positional: [start] }, site) : start;
  return pairOf(machine, cellOf(machine, site, first), { reducer: { call: reducer, start: first } });
}

/** `createContext(initial)`: whatever any provider is given may be read. */
export function context(machine: Machine, given: GivenArguments, site: CallSite): Value {
  const cell = cellOf(machine, site, given.positional[0] ?? UNKNOWN);
  const made = makeObject('object', machine.frame.depth);
  made.fields.set(CONTENT, ofRef({ kind: 'object', object: cell }));
  made.fields.set('Provider', ofRef({ kind: 'setter', object: cell, member: 'value' }));
  return ofRef({ kind: 'object', object: made });
}

/** `useContext(context)`; what is no context is a promise of its value. */
export function contextOf(machine: Machine, given: GivenArguments): Value {
  const [from = UNKNOWN] = given.positional;
  const content = memberOfObject(from, CONTENT);
  const cell = content?.refs.find((ref) => ref.kind === 'object' && ref.object.form === 'cell');
  return cell?.kind === 'object' ? cell.object.items.reduce(join, UNKNOWN) : from;
}

/** No program has a field of this name. */
export const CONTENT = '[content]';
const nothing: GivenArguments = { positional: [], named: new Map(), rest: undefined };

/** One cell for each place in the source, whatever run of the function reads it. */
export function cellOf(machine: Machine, site: CallSite, start: Value): Obj {
  const cell = machine.module.cells.get(site.call) ?? makeObject('cell', machine.frame.depth);
  machine.module.cells.set(site.call, cell);
  cell.items = cell.items.length === 0 ? [start] : [join(cell.items[0]!, start)];
  return cell;
}

function pairOf(machine: Machine, cell: Obj, how: Pick<SetterRef, 'reducer'>): Value {
  const pair = makeObject('list', machine.frame.depth);
  pair.items = [ofRef({ kind: 'object', object: cell }), ofRef({ kind: 'setter', object: cell, ...how })];
  return ofRef({ kind: 'object', object: pair });
}

/** `setItems(next)`, `setItems((before) => next)`, `dispatch(action)`, `<Context.Provider value={next}>`. */
export function setCell(machine: Machine, ref: SetterRef, given: GivenArguments, site: CallSite): Value {
  const told = given.positional[0] ?? UNKNOWN;
  const next = ref.member === undefined ? told : memberOf(machine, told, ref.member);
  const before = ref.object.items.reduce(join, UNKNOWN);
  const updater = next.refs.some((one) => one.kind === 'function');
  const put = ref.reducer ? callValue(machine, ref.reducer.call, { ...nothing, positional: [ref.reducer.start, next] }, site)
    : updater ? callValue(machine, next, { ...nothing, positional: [before] }, site) : next;
  const value = kept(machine, put, site.call, `${site.name}()`);
  const known = ref.object.items[0];
  ref.object.items = [known === undefined ? value : join(known, value)];
  noteObjectWrite(machine, ref.object, undefined, value);
  if (known === ref.object.items[0]) return UNKNOWN;
  machine.cellWrites++;
  if (ref.member !== undefined) noteReaders(machine, ref.object);
  return UNKNOWN;
}

/** Functions that name a context or store, or one of these functions, have to be looked at again. */
export function noteReaders(machine: Machine, cell: Obj): void {
  const { frame, functions } = machine.module;
  const names = new Set<string>();
  for (const [name, value] of frame?.state?.vars ?? []) {
    const content = memberOfObject(value, CONTENT);
    if (content?.refs.some((ref) => ref.kind === 'object' && ref.object === cell)) names.add(name);
  }
  for (let known = -1; known !== names.size;) {
    known = names.size;
    for (const unit of functions.values()) {
      const mentioned = mentionsIn(unit.node).names;
      if (unit.outer !== frame || names.has(unit.name) || ![...names].some((name) => mentioned.has(name))) continue;
      names.add(unit.name);
      if (unit.state === 'done') unit.state = 'new';
    }
  }
}
