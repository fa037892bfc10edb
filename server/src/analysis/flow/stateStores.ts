import { callValue } from './calls';
import { cellOf, CONTENT, noteReaders } from './cells';
import { join } from './joining';
import { kept } from './keeping';
import type { Machine } from './machine';
import { memberOf } from './members';
import { makeObject, memberOfObject } from './objects';
import { noteObjectWrite } from './outer';
import type { CallSite, ModuleUnit } from './units';
import { ofRef, UNKNOWN, type GivenArguments, type Obj, type Ref, type Value } from './value';

/*
 * Stores of state outside of components, as Zustand and Redux Toolkit have them: what one part of a
 * program puts in, another reads. A store is a cell, which holds whatever was ever put into it.
 */

type Builtin = (machine: Machine, given: GivenArguments, site: CallSite) => Value;

const nothing: GivenArguments = { positional: [], named: new Map(), rest: undefined };

const first = (given: GivenArguments): Value => given.positional[0] ?? UNKNOWN;
const same: Builtin = (_machine, given) => first(given);

function contentOf(cell: Obj): Value {
  return cell.items.reduce(join, UNKNOWN);
}

function cellIn(value: Value | undefined): Obj | undefined {
  for (const ref of value?.refs ?? []) {
    if (ref.kind !== 'object') continue;
    if (ref.object.form === 'cell') return ref.object;
    const inner = cellIn(ref.object.fields.get(CONTENT));
    if (inner) return inner;
  }
  return undefined;
}

/** A function of this file that is called with something of the store first. */
function bound(path: string, ...values: readonly Value[]): Value {
  return ofRef({ kind: 'partial', target: ofRef({ kind: 'path', path, isInstance: false }), given: { ...nothing, positional: values } });
}

function functionsOf(value: Value): Value {
  return { refs: value.refs.filter((ref) => ref.kind === 'function'), taints: [] };
}

// ------------------------------------------------------------------ Zustand

/** `create((set, get) => ({ … }))`, also in two steps: `create<State>()(…)`. */
const created: Builtin = (machine, given, site) => {
  const [initial] = given.positional;
  if (!initial) return ofRef({ kind: 'path', path: 'zustand.create', isInstance: false });
  const cell = cellOf(machine, site, UNKNOWN);
  const content = ofRef({ kind: 'object', object: cell });
  const set = bound(PUT, content);
  const api = makeObject('object', machine.frame.depth);
  for (const [name, value] of [['setState', set], ['getState', bound(READ, content)], [CONTENT, content]] as const) api.fields.set(name, value);
  const store: Value = { refs: [...bound(READ, content).refs, { kind: 'object', object: api }], taints: [] };
  if (machine.isShallow) return store;
  const isMade = functionsOf(initial).refs.length > 0;
  const state = isMade ? callValue(machine, initial, { ...nothing, positional: [set, bound(READ, content), store] }, site) : initial;
  cell.items = [cell.items[0] === undefined ? state : join(cell.items[0], state)];
  runActions(machine, state, site);
  return store;
};

/** Components call what the state has of functions, with whatever they have. */
function runActions(machine: Machine, state: Value, site: CallSite): void {
  for (const ref of state.refs) {
    if (ref.kind !== 'object') continue;
    for (const field of ref.object.fields.values()) {
      const action = functionsOf(field);
      if (action.refs.length > 0) callValue(machine, action, nothing, site);
    }
  }
}

/** `set({ draft })`, `set((state) => ({ … }))`: the fields that are given, beside those that are there. */
const put: Builtin = (machine, given, site) => {
  const cell = cellIn(given.positional[0]);
  const next = given.positional[1] ?? UNKNOWN;
  if (!cell || machine.isShallow) return UNKNOWN;
  const updater = functionsOf(next);
  const told = updater.refs.length > 0 ? callValue(machine, updater, { ...nothing, positional: [contentOf(cell)] }, site) : next;
  if (merge(machine, cell, kept(machine, told, site.call, `${site.name}()`))) noteReaders(machine, cell);
  return UNKNOWN;
};

function merge(machine: Machine, cell: Obj, value: Value): boolean {
  const state = contentOf(cell).refs.find((ref) => ref.kind === 'object');
  if (state?.kind !== 'object') {
    if (value !== UNKNOWN) cell.items = [join(contentOf(cell), value)];
    return true;
  }
  let isChanged = false;
  for (const ref of value.refs) for (const [name, field] of ref.kind === 'object' && ref.object !== state.object ? ref.object.fields : []) {
    const before = state.object.fields.get(name);
    const after = before === undefined ? field : join(before, field);
    if (after === before) continue;
    state.object.fields.set(name, after);
    noteObjectWrite(machine, state.object, name, field);
    isChanged = true;
  }
  if (isChanged) machine.cellWrites++;
  return isChanged;
}

const READ = 'zustand.[read]';
const PUT = 'zustand.[put]';

/** `useStore()`, `useStore((state) => state.messages)`. */
const read: Builtin = (machine, given, site) => {
  const cell = cellIn(given.positional[0]);
  if (!cell) return UNKNOWN;
  const selector = functionsOf(given.positional[1] ?? UNKNOWN);
  return selector.refs.length === 0 ? contentOf(cell) : callValue(machine, selector, { ...nothing, positional: [contentOf(cell)] }, site);
};

// ------------------------------------------------------------------ Redux Toolkit

/** No program has a field of this name. */
const NAME = '[slice]';
const ACT = '@reduxjs/toolkit.[act]';
const ON = '@reduxjs/toolkit.[on]';
const RESULT = '[result]';

/** `createSlice({ name, initialState, reducers, extraReducers })`. */
const slice: Builtin = (machine, given, site) => {
  const options = first(given);
  const start = memberOf(machine, options, 'initialState');
  const cell = cellOf(machine, site, functionsOf(start).refs.length > 0 ? callValue(machine, functionsOf(start), nothing, site) : start);
  cell.fields.set(NAME, memberOfObject(options, 'name') ?? UNKNOWN);
  const content = ofRef({ kind: 'object', object: cell });
  const actions = makeObject('object', machine.frame.depth);
  for (const ref of memberOfObject(options, 'reducers')?.refs ?? []) {
    if (ref.kind === 'object') for (const [name, reducer] of ref.object.fields) actions.fields.set(name, bound(ACT, content, reducer));
  }
  const made = makeObject('object', machine.frame.depth);
  made.fields.set('actions', ofRef({ kind: 'object', object: actions }));
  made.fields.set(CONTENT, content);
  const extra = functionsOf(memberOfObject(options, 'extraReducers') ?? UNKNOWN);
  if (extra.refs.length > 0 && !machine.isShallow) callValue(machine, extra, { ...nothing, positional: [builder(machine, content)] }, site);
  return ofRef({ kind: 'object', object: made });
};

function builder(machine: Machine, content: Value): Value {
  const made = makeObject('object', machine.frame.depth);
  for (const name of ['addCase', 'addMatcher', 'addDefaultCase']) made.fields.set(name, bound(ON, content));
  return ofRef({ kind: 'object', object: made });
}

/** `add(payload)`: whoever makes an action sends it to its reducer. */
const act: Builtin = (machine, given, site) => {
  const [content, reducer = UNKNOWN, payload = UNKNOWN] = given.positional;
  return reduce(machine, cellIn(content), join(functionsOf(reducer), functionsOf(memberOfObject(reducer, 'reducer') ?? UNKNOWN)), payload, site);
};

/** `builder.addCase(ask.fulfilled, (state, action) => …)`: the payload is what the thunk gave. */
const on: Builtin = (machine, given, site) => {
  const [content = UNKNOWN, cause = UNKNOWN, reducer] = given.positional;
  reduce(machine, cellIn(content), functionsOf(reducer ?? cause), memberOfObject(cause, RESULT) ?? UNKNOWN, site);
  return builder(machine, content);
};

function reduce(machine: Machine, cell: Obj | undefined, reducer: Value, payload: Value, site: CallSite): Value {
  const made = makeObject('object', machine.frame.depth);
  made.fields.set('payload', payload);
  const action = ofRef({ kind: 'object', object: made });
  if (!cell || reducer.refs.length === 0 || machine.isShallow) return action;
  const next = callValue(machine, reducer, { ...nothing, positional: [contentOf(cell), action] }, site);
  merge(machine, cell, kept(machine, next, site.call, `${site.name}()`));
  noteReaders(machine, cell);
  return action;
}

/** `createAsyncThunk(type, async (argument) => …)`: what it gives is the payload of its action. */
const thunk: Builtin = (machine, given, site) => {
  const work = functionsOf(given.positional[1] ?? UNKNOWN);
  const fulfilled = makeObject('object', machine.frame.depth);
  fulfilled.fields.set(RESULT, machine.isShallow || work.refs.length === 0 ? UNKNOWN : callValue(machine, work, nothing, site));
  const made = makeObject('object', machine.frame.depth);
  made.fields.set('fulfilled', ofRef({ kind: 'object', object: fulfilled }));
  return { refs: [...work.refs, { kind: 'object', object: made }], taints: [] };
};

/** `useSelector((state) => state.chat.messages)`: of the slices that this file, or that of the selector, knows. */
const selected: Builtin = (machine, given, site) => {
  const selector = functionsOf(first(given));
  const root = makeObject('object', machine.frame.depth);
  const modules = new Set([machine.module, ...selector.refs.flatMap((ref) => (ref.kind === 'function' ? [ref.unit.module] : []))]);
  for (const module of modules) for (const cell of slicesOf(module)) {
    const name = cell.fields.get(NAME)?.constant;
    if (typeof name === 'string') root.fields.set(name, contentOf(cell));
  }
  return selector.refs.length === 0 ? UNKNOWN : callValue(machine, selector, { ...nothing, positional: [ofRef({ kind: 'object', object: root })] }, site);
};

function slicesOf({ frame }: ModuleUnit): ReadonlySet<Obj> {
  const found = new Set<Obj>();
  for (const value of (frame?.state ?? frame?.exit)?.vars.values() ?? []) for (const ref of value.refs) for (const cell of cellsOf(ref)) if (cell.fields.has(NAME)) found.add(cell);
  return found;
}

function cellsOf(ref: Ref): readonly Obj[] {
  if (ref.kind === 'partial') return [cellIn(ref.given.positional[0]) ?? []].flat();
  return ref.kind === 'object' ? [cellIn(ofRef(ref)) ?? []].flat() : [];
}

export const stores: Readonly<Record<string, Builtin>> = {
  'zustand.create': created, 'zustand.default': created, 'zustand.createStore': created, 'zustand/vanilla.createStore': created,
  'zustand/traditional.createWithEqualityFn': created, 'zustand.useStore': read, [READ]: read, [PUT]: put,
  'zustand/middleware.persist': same, 'zustand/middleware.devtools': same, 'zustand/middleware.subscribeWithSelector': same,
  'zustand/middleware.immer': same, 'zustand/middleware/immer.immer': same, 'zustand/react/shallow.useShallow': same, 'zustand/shallow.useShallow': same,
  '@reduxjs/toolkit.createSlice': slice, '@reduxjs/toolkit.createAsyncThunk': thunk, [ACT]: act, [ON]: on, 'react-redux.useSelector': selected,
  'react-redux.useSelector.withTypes': () => ofRef({ kind: 'path', path: 'react-redux.useSelector', isInstance: false }),
};
