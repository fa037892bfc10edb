import { writeMember } from './assign';
import { join } from './joining';
import { allTaints, cleared, deepTaints } from './labels';
import { makeObject } from './objects';
import { spreadInto } from './spreading';
import { observables } from './observables';
import { stores } from './stateStores';
import { callValue } from './calls';
import { context, contextOf, reduced, state } from './cells';
import { isChainPath, invokeChain } from './chains';
import { chosenByModel, lookedUpByModel } from './choosing';
import { handArguments } from './doubts';
import { asTable, fieldsOf, replaced, tableFrom } from './copies';
import { eventCall, isEmitter } from './events';
import { EVERYTHING, GIVEN_AWAY } from './families';
import type { Machine } from './machine';
import { elementOf, memberOf } from './members';
import { importedByName } from './imports';
import { isShapingByName } from './keepers';
import { anyMethod, joinMethods, ownNames } from './lookups';
import { matchOf } from './matches';
import { listOfOne, runCallbacks, unknownResult } from './methods';
import { tupleType } from './namedTuples';
import { NUMBER, withNumber } from './numbers';
import { admitsOnly, removalClears } from './patterns';
import { noteHanded, noteReplyRead } from './replies';
import { asNames, entriesOf, goneThrough, namesIn, tableOf, valuesOf } from './tables';
import { shownOf } from './shown';
import { suspectGiven } from './suspicion';
import { laidDown } from './laying';
import { promised, rejected } from './promises';
import { isRowLookup } from './rowLookups';
import { bindsValues, isTextMethod, isTrustedName } from './texts';
import { messagesAgain, someField } from './unsure';
import { joinTaints, passed, passesUnknown, type Taint, weaken } from './taint';
import type { CallSite } from './units';
import { delegated, onwards, timed } from './delegation';
import { copyEach, copyInto } from './getters';
import { IN_MEMORY, UNKNOWN, addTaints, ofConstant, ofRef, withTaints, type GivenArguments, type Ref, type Value } from './value';

type Builtin = (machine: Machine, given: GivenArguments, site: CallSite) => Value;

const first = (given: GivenArguments): Value => given.positional[0] ?? UNKNOWN;
const same: Builtin = (_machine, given) => first(given);
const text: Builtin = (machine, given) => {
  const value = first(given);
  return value.constant !== undefined || value.text !== undefined ? { ...value, refs: [], taints: deepTaints(value) } : withTaints(UNKNOWN, shownOf(machine, given));
};
/** Bytes of a reply hold it in the provider's own format. */
const decoded: Builtin = (_machine, given) => {
  const value = first(given);
  return { ...value, taints: value.taints.map((taint) => (taint.label === 'model-output' ? { ...taint, isEnvelope: true } : taint)) };
};
/** A copy as a list whose elements are those of the argument. */
/** More characters than this say nothing of a text that is held to them. */
const MAX_CHARACTERS = 128;

function listOf(machine: Machine, items: readonly Value[]): Value {
  const made = makeObject('list', machine.frame.depth);
  made.items = [...items];
  return ofRef({ kind: 'object', object: made });
}

const list: Builtin = (machine, given) => {
  const value = asNames(machine, first(given));
  if (value.refs.some((ref) => ref.kind === 'object')) return value;
  const { constant } = value;
  if (typeof constant === 'string' && constant.length <= MAX_CHARACTERS) return listOf(machine, [...new Set(constant)].map(ofConstant));
  return given.positional.length === 0 ? listOf(machine, []) : listOfOne(machine, elementOf(machine, value));
};
const table: Builtin = (machine, given) => tableOf(machine, first(given));
const mapped: Builtin = (machine, given, site) => {
  const [callback, ...lists] = given.positional;
  return listOfOne(machine, callValue(machine, callback ?? UNKNOWN, { positional: lists.map((each) => elementOf(machine, each)), named: new Map(), rest: undefined }, site));
};
const zipped: Builtin = (machine, given) => {
  const tuple = makeObject('list', machine.frame.depth);
  tuple.items = given.positional.map((value) => goneThrough(machine, value));
  return listOfOne(machine, ofRef({ kind: 'object', object: tuple }));
};
const enumerated: Builtin = (machine, given) => {
  const pair = makeObject('list', machine.frame.depth);
  pair.items = [NUMBER, goneThrough(machine, first(given))];
  return listOfOne(machine, ofRef({ kind: 'object', object: pair }));
};
/** Something that is written into and read from in order: a queue, a buffer, a text that is put together. */
const container: Builtin = (machine, given) => {
  const object = makeObject('list', machine.frame.depth);
  object.isExact = false;
  const content = given.positional[0];
  if (content) object.items = [content.refs.some((ref) => ref.kind === 'object') ? elementOf(machine, content) : content];
  return ofRef({ kind: 'object', object });
};
/** `BytesIO(data)`: a file in memory. */
const buffer: Builtin = (machine, given, site) => {
  const { refs } = container(machine, given, site) ?? UNKNOWN;
  return { refs: [...refs, { kind: 'path', path: IN_MEMORY, isInstance: true }], taints: [] };
};
/** `defaultdict(list)`: under a name that was not written, what its factory makes. */
const withDefault: Builtin = (machine, given, site) => {
  const table = makeObject('object', machine.frame.depth);
  table.isExact = false;
  const factory = first(given);
  const made = factory.refs.length > 0 ? callValue(machine, factory, { positional: [], named: new Map(), rest: undefined }, site) : UNKNOWN;
  table.items = [made];
  const content = given.positional[1];
  return content ? join(ofRef({ kind: 'object', object: table }), content) : ofRef({ kind: 'object', object: table });
};
const merged: Builtin = (machine, given) => {
  const target = first(given);
  const into = target.refs.flatMap((ref) => (ref.kind === 'object' ? [ref.object] : []));
  if (target.refs.some(({ kind }) => kind === 'instance')) {
    for (const value of given.positional.slice(1)) copyInto(machine, target, value);
    return target;
  }
  if (into.length === 0) return addTaints(target, allTaints({ ...given, positional: given.positional.slice(1) }));
  return addTaints(target, given.positional.slice(1).flatMap((value) => into.flatMap((object) => spreadInto(object, value, machine.frame.depth))));
};
const record: Builtin = tableFrom;
const tabled: Builtin = (machine, given) => asTable(machine, first(given));
/** `max(rows, key=…)` is one of them, `max(a, b)` any. */
const oneOf: Builtin = (machine, given) => {
  const number = given.rest || machine.module.family === 'javascript' ? undefined : withNumber(given.positional);
  if (number) return number;
  const value = given.positional.length === 1 ? elementOf(machine, first(given)) : given.positional.reduce(join, UNKNOWN);
  return join(value, withTaints(UNKNOWN, deepTaints(given.rest ?? UNKNOWN)));
};
/** `Promise.allSettled(…)`: what each came to, or why it did not. */
const settled: Builtin = (machine, given) => {
  const all = first(given);
  const outcome = (value: Value): Value => {
    const object = makeObject('object', machine.frame.depth);
    object.fields.set('value', value);
    return ofRef({ kind: 'object', object });
  };
  const refs = all.refs.map((ref): Ref => {
    if (ref.kind !== 'object' || ref.object.form !== 'list') return ref;
    const object = makeObject('list', machine.frame.depth);
    object.items = ref.object.items.map(outcome);
    object.isExact = ref.object.isExact;
    return { kind: 'object', object };
  });
  return { ...all, refs };
};
const partial: Builtin = (_machine, given) => {
  const [target] = given.positional;
  return target ? ofRef({ kind: 'partial', target, given: onwards(given, 1) }) : UNKNOWN;
};
const gathered: Builtin = (machine, given) => {
  const all = makeObject('list', machine.frame.depth);
  const items = given.positional.length === 1 ? given.positional[0]!.refs.flatMap((ref) => (ref.kind === 'object' ? ref.object.items : [])) : given.positional;
  all.items = [...items].slice(0, 24);
  if (given.rest) {
    all.items.push(given.rest);
    all.isExact = false;
  }
  return ofRef({ kind: 'object', object: all }, given.positional.length === 1 ? first(given).taints : []);
};
const reference: Builtin = (machine, given) => {
  const object = makeObject('object', machine.frame.depth);
  object.fields.set('current', first(given));
  return ofRef({ kind: 'object', object });
};
const hooked: Builtin = (machine, given, site) => runCallbacks(machine, [], given, site);
const memoised: Builtin = (_machine, given) => first(given);

/** `page.evaluate((text) => …, text)`: the function runs in the page, with the rest. */
const evaluated: Builtin = (machine, given, site) => (first(given).refs.some(({ kind }) => kind === 'function') ? callValue(machine, first(given), onwards(given, 1), site) : UNKNOWN);
const inPage = Object.fromEntries(['evaluate', 'evaluateHandle', 'evaluateOnNewDocument', 'addInitScript'].map((name) => [`puppeteer.Page.${name}`, evaluated]));

const react: Record<string, Builtin> = {
  useState: state, useReducer: reduced, createContext: context, useContext: contextOf, use: contextOf, useRef: reference, useMemo: hooked, useCallback: memoised, useEffect: hooked, useLayoutEffect: hooked,
  memo: memoised, forwardRef: memoised,
};

const element: Builtin = (machine, given) => elementOf(machine, first(given));
/** `cast(str, value)`: the value, which only the type checker takes for something else. */
const retyped: Builtin = (_machine, given) => given.positional[1] ?? given.named.get('val') ?? UNKNOWN;

const builtins: Readonly<Record<string, Builtin>> = {
  'builtins.str': text, 'builtins.repr': text, 'builtins.bytes': text, 'builtins.format': text, 'builtins.ascii': text,
  'builtins.list': list, 'builtins.tuple': list, 'builtins.set': list, 'builtins.frozenset': list, 'builtins.sorted': list,
  'builtins.reversed': list, 'builtins.iter': same, 'builtins.next': element, 'builtins.aiter': same, 'builtins.anext': element,
  'builtins.map': mapped, 'concurrent.futures.ThreadPoolExecutor().map': mapped, 'concurrent.futures.ProcessPoolExecutor().map': mapped,
  'multiprocessing.Pool().map': mapped, 'multiprocessing.Pool().imap': mapped, 'multiprocessing.pool.ThreadPool().map': mapped, 'builtins.filter': (_machine, given) => given.positional[1] ?? UNKNOWN, 'builtins.zip': zipped,
  'builtins.enumerate': enumerated, 'builtins.range': (machine) => listOfOne(machine, NUMBER), 'builtins.dict': record, 'builtins.min': oneOf, 'builtins.max': oneOf, 'dataclasses.asdict': tabled, 'builtins.vars': (machine, given) => fieldsOf(machine, first(given)),
  'dataclasses.replace': (machine, given, site) => replaced(machine, given) ?? external(machine, 'dataclasses.replace', given, site),
  'builtins.getattr': (machine, given, site) => {
    const name = given.positional[1]?.constant;
    if (typeof name !== 'string') {
      const picked = given.positional[1] ?? UNKNOWN;
      return join(lookedUpByModel(machine, picked, site), anyMethod(machine, first(given), picked));
    }
    noteReplyRead(machine, first(given), name, site.call, site.call);
    return join(memberOf(machine, first(given), name), given.positional[2] ?? UNKNOWN);
  },
  'globalThis.Reflect.get': (machine, given, site) => reflected(machine, given, site), 'builtins.globals': ownNames,
  'builtins.setattr': (machine, given, site) => {
    const [object, name, value] = given.positional;
    if (object && value && typeof name?.constant === 'string') writeMember(machine, object, name.constant, value, site.call.arguments[0]?.value);
    else if (object && value) copyEach(machine, object, value);
    return UNKNOWN;
  },
  'importlib.import_module': (machine, given) => importedByName(machine, first(given)), 'builtins.__import__': (machine, given) => importedByName(machine, first(given)),
  'collections.deque': container, 'collections.defaultdict': withDefault, 'io.StringIO': buffer, 'io.BytesIO': buffer, 'builtins.bytearray': container,
  'queue.Queue': container, 'queue.SimpleQueue': container, 'queue.LifoQueue': container, 'asyncio.Queue': container, 'asyncio.LifoQueue': container,
  'collections.namedtuple': (_machine, given) => tupleType(given) ?? UNKNOWN, 'typing.NamedTuple': (_machine, given) => tupleType(given) ?? UNKNOWN,
  'functools.partial': partial, 'functools.wraps': () => UNKNOWN, 'contextlib.closing': same, 'contextlib.nullcontext': same, 'asyncio.gather': gathered, 'asyncio.wait_for': same,
  'asyncio.create_task': same, 'asyncio.ensure_future': same, 'asyncio.run': same, 'asyncio.shield': same, 'copy.copy': same,
  'typing.cast': retyped, 'typing_extensions.cast': retyped, 'typing.assert_type': same, 'typing_extensions.assert_type': same,
  'copy.deepcopy': same, 'asyncio.to_thread': delegated, 'threading.Thread': delegated, 'threading.Timer': timed, 'atexit.register': delegated, 'multiprocessing.Process': delegated, 'func_timeout.func_timeout': delegated,
  'itertools.islice': (machine, given) => listOfOne(machine, elementOf(machine, first(given))),
  'itertools.chain': (machine, given) => listOfOne(machine, given.positional.map((value) => elementOf(machine, value)).reduce(join, UNKNOWN)),
  'globalThis.String': text, 'globalThis.TextDecoder().decode': decoded, 'string_decoder.StringDecoder().write': decoded, 'globalThis.Array': list, 'globalThis.Array.from': list, 'globalThis.Set': list, 'globalThis.Map': table,
  'globalThis.Promise.all': gathered, 'globalThis.Promise.allSettled': settled, 'globalThis.Promise.race': gathered,
  'globalThis.Promise.resolve': same, 'globalThis.Object.assign': merged, 'globalThis.Object.freeze': same, 'globalThis.structuredClone': same,
  'globalThis.Object.keys': (machine, given) => listOfOne(machine, cleared(namesIn(first(given)), GIVEN_AWAY)),
  'globalThis.Object.values': (machine, given) => valuesOf(machine, first(given)),
  'globalThis.Object.entries': (machine, given) => entriesOf(machine, first(given)),
  'globalThis.Object.fromEntries': (machine, given) => tableOf(machine, first(given)),
  'globalThis.Object.getPrototypeOf': (_machine, given) => (first(given).refs.some(({ kind }) => kind === 'function') ? ofRef({ kind: 'path', path: 'globalThis.Function.prototype', isInstance: false }) : UNKNOWN),
  ...inPage, 'util.promisify': same, 'globalThis.Promise': (machine, given, site) => promised(machine, given, site), 'globalThis.Promise.reject': (machine, given) => rejected(machine, given),
};

/** `Reflect.get(tools, name)`. */
function reflected(machine: Machine, given: GivenArguments, site: CallSite): Value {
  const [object = UNKNOWN, name = UNKNOWN] = given.positional;
  if (typeof name.constant === 'string') return memberOf(machine, object, name.constant);
  return chosenByModel(machine, joinMethods(machine, object, name, join(elementOf(machine, object), someField(object))), name, site.call, site.name);
}

/** `add_argument("--words", type=int)`: an option that can hold no text a model would take for orders. */
function noteOption(machine: Machine, given: GivenArguments): void {
  const type = given.named.get('type')?.refs[0];
  const isClosed = (type?.kind === 'path' && /^builtins\.(int|float|bool)$/.test(type.path)) || given.named.has('choices')
    || /^(store_true|store_false|count)$/.test(String(given.named.get('action')?.constant));
  if (!isClosed) return;
  const name = given.named.get('dest')?.constant ?? given.positional.at(-1)?.constant;
  if (typeof name === 'string') machine.module.closedOptions.add(name.replace(/^-+/, '').replace(/-/g, '_'));
}

/** A React class component: what is set is read back through `this.state`. */
function setState(machine: Machine, given: GivenArguments): Value {
  const next = first(given);
  const current = memberOf(machine, given.receiver!.value, 'state');
  for (const ref of next.refs) {
    if (ref.kind !== 'object') continue;
    for (const into of current.refs) {
      if (into.kind === 'object') for (const [name, field] of ref.object.fields) into.object.fields.set(name, join(into.object.fields.get(name) ?? field, field));
    }
  }
  if (!current.refs.some((ref) => ref.kind === 'object')) writeMember(machine, given.receiver!.value, 'state', next);
  return UNKNOWN;
}

/** What the call gives is known, whatever else it does. */
export function isBuiltin(path: string): boolean {
  return Object.hasOwn(builtins, path);
}

/** `str.strip` that was kept somewhere: what it is called on is its first argument, not what it was kept in. */
const unbound = /^builtins\.\w+\.\w+$/;

/** Things every language has, and what is left: a library call that the catalogue does not know. */
export function builtinCall(machine: Machine, path: string, given: GivenArguments, site: CallSite, receiver: Value | undefined): Value | undefined {
  const known = builtins[path] ?? stores[path] ?? observables[path] ?? (path.startsWith('react.') ? react[path.slice(6)] : undefined);
  if (known) return known(machine, given, site);
  // `import('…').then(…)`: a promise of the module.
  if (receiver && path.endsWith('.then') && machine.module.family === 'javascript') return undefined;
  if (isEmitter(path)) return ofRef({ kind: 'path', path: `${path}()`, isInstance: true, made: site.call });
  const event = eventCall(machine, path, given, site, receiver);
  if (event) return event;
  if (path === 'argparse.ArgumentParser.add_argument') noteOption(machine, given);
  if (path.endsWith('.setState') && given.receiver) return setState(machine, given);
  if (isChainPath(path)) return invokeChain(machine, path, receiver, given, site);
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (/^(run_in_executor|submit|apply_async|call_soon|call_soon_threadsafe|call_later|run_sync|add_task|to_thread)$/.test(name)) return delegated(machine, given, site);
  const isMember = receiver && !unbound.test(path) && (receiver.taints.length > 0 || !receiver.refs.some((ref) => ref.kind === 'path' && !ref.isInstance));
  if (isMember && !machine.facts.carries(path) && (isTextMethod(name) || path.includes('()') || receiver.taints.length > 0)) return undefined;
  return external(machine, path, given, site);
}

/** A match of a whole text against a pattern with no metacharacters leaves nothing to the model. */
function isStrict(path: string, given: GivenArguments): boolean {
  const pattern = first(given).text;
  if (pattern === undefined) return false;
  return admitsOnly(path === 're.fullmatch' ? `^(?:${pattern})$` : `^(?:${pattern})`) === EVERYTHING;
}

/** What these give is a command, or its program, and it is known from what they were given. */
const commandMakers = new Set(['shlex.split', 'shutil.which', 'shell-quote.parse', 'which.sync', 'which']);

/** A call of a library that the catalogue does not have: what goes in may come out. */
function external(machine: Machine, path: string, given: GivenArguments, site: CallSite): Value {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const from = ofRef({ kind: 'path', path: `${path}()`, isInstance: true, ...(commandMakers.has(path) ? { schema: first(given) } : {}) });
  noteHanded(machine, given);
  const isSilent = /^(globalThis|react)\./.test(path) || machine.facts.isSilent(path);
  if (!isSilent) handArguments(machine, given, site.name);
  machine.frame.isOpaque ||= !isShapingByName(name);
  suspectGiven(machine, site.name, from, allTaints(given));
  if (isTrustedName(name) || isRowLookup(site.call.callee, given) || (bindsValues(name) && path.includes('()'))) return from;
  const callbacks = unknownResult(machine, UNKNOWN, { ...given, positional: given.positional.filter((value) => value.refs.some((ref) => ref.kind === 'function')), named: new Map(), rest: undefined }, site);
  let taints: readonly Taint[] = callbacks.taints;
  if (/^re\.(fullmatch|match)$/.test(path) && isStrict(path, given)) return UNKNOWN;
  const matched = /^re\.(match|search|fullmatch|findall|finditer)$/.test(path) ? matchOf(machine, name, first(given).text, given.positional[1] ?? UNKNOWN) : undefined;
  if (matched) return matched;
  if (path === 're.sub' && given.positional[1]?.constant !== undefined && removalClears(first(given).text ?? '') !== 0) {
    return cleared({ refs: [], taints: allTaints({ ...given, positional: given.positional.slice(2) }) }, removalClears(first(given).text ?? ''));
  }
  const named = path === 'typing.NewType' ? site.call.arguments[1] : undefined;
  if (named) return ofRef({ kind: 'path', path, isInstance: false, alias: { type: named.value, frame: machine.frame } });
  if (path === 're.compile') return ofRef({ kind: 'path', path: 're.compile()', isInstance: true, schema: first(given) });
  const laid = laidDown(path, given);
  const own = given.named.size > 0 ? allTaints({ ...laid, named: new Map() }) : allTaints(laid);
  taints = joinTaints(taints, machine.facts.carries(path) ? own : passed(own).map((taint) => weaken(taint, `\`${site.name}\` was not looked into`)));
  const open = new Map([...given.named].filter(([, value]) => deepTaints(value).every((taint) => taint.symbol !== undefined || passesUnknown(taint))));
  const fields = open.size > 0 ? record(machine, { positional: [], named: open, rest: undefined }, site) : undefined;
  const messages = machine.facts.carries(path) ? UNKNOWN : messagesAgain(machine, given, `\`${site.name}\` was not looked into`);
  const result = addTaints(from, taints);
  const start = pathJoins.test(path) && !given.rest ? first(given) : undefined;
  return { refs: [...result.refs, ...fields?.refs ?? [], ...messages.refs], taints: result.taints, ...(start ? { head: start.head ?? deepTaints(start) } : {}) };
}

/** What joins the parts of a path: only the first can begin an address. */
const pathJoins = /^(os\.path|posixpath|ntpath|(node:)?path(\.(posix|win32))?)\.join$/;
