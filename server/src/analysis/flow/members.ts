import type { Expression, Index, Member, Pattern } from '../program/program';
import { isMetadata } from './envelopes';
import { bitOf, bitsOf, EVERYTHING, LOOKED, PRESENT } from './families';
import { evaluate } from './expressions';
import { noteFieldUse } from './fieldUse';
import { annotated } from './annotations';
import { callUnit } from './calls';
import { chosenByModel } from './choosing';
import { asTable } from './copies';
import { bindMethod, findField, findMethods, findOverrides, hasConcreteMethod, isSetOutside, readAnnotation } from './classes';
import { meantBy } from './dispatch';
import { namedModule, submoduleOf } from './imports';
import { classMember, fieldOfObject, readGetter, sharedField } from './getters';
import { bindInstance } from './instanceFields';
import { withHanded } from './handing';
import { iterated, iteratedObject } from './iterators';
import { join } from './joining';
import { cleared } from './labels';
import { hasOwnLength, makeObject } from './objects';
import { noteMaybeMissing, noteReplyRead, resultOf } from './replies';
import { typeAlias } from './fieldTypes';
import { applySchema } from './schema';
import { replyByShape } from './shapes';
import { isScrap, lessened, sliceSegment } from './slices';
import { asWhole, partLabels, personalField } from './personal';
import { bounded } from './refining';
import { namedSecret, partsOfSecret } from './secrets';
import { isHarmlessMember, memberSource, ofError, ownSetting } from './memberSources';
import { joinMethods, namedInModule } from './lookups';
import { readByName } from './settings';
import { sourceText } from './sources';
import type { Machine } from './machine';
import { maskOf } from './masks';
import { isOfRecord } from './ownChecks';
import { isSeparator } from './containment';
import { lastItem, readAtEnd } from './lastItems';
import { readLifespan } from './lifespans';
import { memberSymbol, type Symbol } from './symbol';
import { copiedWith, unlessWritten } from './spreading';
import { clear, isPlace, labelled, symbolic, type Taint } from './taint';
import { placeOf } from './namedTuples';
import { anyItem, loose, ofAnyItem, ofHandle, ofOthers, someField } from './unsure';
import { accessPath, written } from './names';
import { addTaints, ofRef, UNKNOWN, withTaints, type Constant, type InstanceRef, type PathRef, type Ref, type Value } from './value';
import { impliedCall, siteId, type PlaceOf } from '../program/places';

/** Where a member is read: an access, a pattern, or a place that a summary remembers. */
export type Accessed = Member | Index | Pattern | PlaceOf;

/** `object.property`. */
export function readMember(machine: Machine, object: Value, property: string, at: Member): Value {
  // What Python parses has no attributes: where one is read, the value is another.
  if (machine.module.family === 'javascript' && !isChecked(machine, at.object, property)) noteFieldUse(machine, object, property, at.propertySpan);
  noteReplyRead(machine, object, property, at, at);
  if (at.isOptional) noteMaybeMissing(machine, object);
  if (property === 'length' && machine.module.family === 'javascript') return UNKNOWN;
  const secret = namedSecret(machine, memberOf(machine, object, property, at), property, at);
  const value = ofAnyItem(machine, personalField(machine, secret, property, object, at, at.object), at.object, property);
  if (property === 'sep' && isSeparator(value)) return { ...value, text: '/' };
  return property === 'content' || property === 'text' ? replyByShape(machine, value, at) : value;
}

/** A test on the way here has looked at this very field, or at the object and whether it has the field. */
export function isChecked(machine: Machine, object: Expression, property: string): boolean {
  const refined = machine.state.refined;
  const path = refined.size === 0 ? undefined : accessPath(object);
  if (path === undefined) return false;
  const told = refined.get(`${path}.${property}`) ?? 0;
  return (told & (bitOf('field-use') | LOOKED)) !== 0 || ((told & PRESENT) !== 0 && ((refined.get(path) ?? 0) & LOOKED) !== 0);
}

/** `object[index]`. */
export function readIndex(machine: Machine, at: Index): Value {
  const object = evaluate(machine, at.object);
  const alias = machine.module.family === 'python' ? typeAlias(machine, object, at) : undefined;
  if (alias) return alias;
  if (at.index.kind === 'slice') {
    const [from, to] = [at.index.from, at.index.to].map((bound) => (bound ? evaluate(machine, bound).constant : undefined));
    if (at.index.step) return sliced(object);
    const part = sliced(object, at.index.from ? from : 0, at.index.to ? to : null);
    const shown = at.index.to ? bounded(part) : part;
    return isScrap(at.index.from ? from : 0, at.index.to ? to : null) ? lessened(shown) : shown;
  }
  const index = evaluate(machine, at.index);
  const own = callItem(machine, object, '__getitem__', [index], at);
  if (own) return own;
  const key = index.constant;
  if (typeof key === 'string') {
    if (!isChecked(machine, at.object, key)) noteFieldUse(machine, object, key, at.index);
    noteReplyRead(machine, object, key, at, at);
    const secret = namedSecret(machine, memberOf(machine, object, key, at), key, at);
    const value = ofAnyItem(machine, personalField(machine, secret, key, object, at, at.object), at.object, key);
    return key === 'content' || key === 'text' ? replyByShape(machine, value, at) : value;
  }
  if (typeof key === 'number') return key === -1 ? lastItem(machine, at.object, itemOf(machine, object, key)) : itemOf(machine, object, key);
  const inModule = namedInModule(machine, object, index, at);
  if (inModule) return inModule;
  const found = joinMethods(machine, object, index, readAtEnd(at, join(elementOf(machine, object), someField(object))));
  return chosenByModel(machine, readByName(machine, object, found, index, at), index, at, written(machine, at));
}

/** `object[key]` on an object of the project that defines what it means. */
export function callItem(machine: Machine, object: Value, method: string, given: readonly Value[], at: Index | undefined): Value | undefined {
  let result: Value | undefined;
  for (const ref of object.refs) {
    if (ref.kind !== 'instance') continue;
    for (const unit of findMethods(ref.unit, method)) {
      const value = callUnit(machine, unit, ofRef(ref), at, given);
      result = result === undefined ? value : join(result, value);
    }
  }
  return result;
}

/**
 * A part of a text or list has the labels of the whole, and may be the same kind of thing. Which
 * items of a list are in it is known where the bounds are; `to` is null for the end.
 */
export function sliced(object: Value, from?: Constant, to?: Constant): Value {
  const isKnown = typeof from === 'number' && (to === null || typeof to === 'number');
  const segment = sliceSegment(from, to);
  const refs = object.refs.filter((ref) => ref.kind !== 'path' || ref.isInstance).map((ref): Ref => {
    if (ref.kind === 'symbol') return { kind: 'symbol', symbol: memberSymbol(ref.symbol, segment) };
    if (ref.kind !== 'object' || ref.object.form !== 'list' || !ref.object.isExact) return ref;
    if (!isKnown) return { kind: 'object', object: { ...ref.object, isExact: false } };
    const part = makeObject('list', ref.object.depth);
    part.items = ref.object.items.slice(from, to ?? undefined);
    return { kind: 'object', object: part };
  });
  return { refs, taints: memberTaints(object, segment) };
}

export function memberOf(machine: Machine, object: Value, property: string, at?: Accessed): Value {
  if (property === 'length' && machine.module.family === 'javascript' && !hasOwnLength(object)) return UNKNOWN;
  let result: Value | undefined;
  const add = (value: Value | undefined): void => {
    if (value) result = result === undefined ? value : join(result, value);
  };
  let dropTaints = false;
  let own: Symbol | undefined;
  for (const ref of object.refs) {
    const part = ref.kind === 'path' ? machine.facts.clearsMember(machine.facts.member(ref.path, property)) : undefined;
    if (part) return withTaints(UNKNOWN, cleared(object, bitsOf(part.families)).taints);
    if (ref.kind === 'path' && (isMetadata(machine, ref, property) || isClosedOption(machine, ref, property))) {
      dropTaints = true;
      continue;
    }
    if (ref.kind === 'symbol' && (isSetOutside(object, property) || isOfRecord(machine, ref.symbol, object, property))) add(ofSymbol(memberSymbol(ref.symbol, property, at && { file: machine.module.file, at })));
    else if (ref.kind === 'symbol' && isOwnMember(object, property)) own = memberSymbol(ref.symbol, property);
    else add(ofRefMember(machine, ref, property, object, at));
  }
  if (dropTaints) return result ? withTaints(result, []) : UNKNOWN;
  for (const symbol of copiedWith(object, property)) add(ofRef({ kind: 'symbol', symbol: memberSymbol(symbol, property) }));
  const taints = asRaw(machine, object, property, asPlace(memberTaints(unlessWritten(object, property), property), own));
  if (result === undefined) return taints.length === 0 ? UNKNOWN : { refs: [], taints: ofHandle(property, taints) };
  return isValidated(machine, object, property) ? result : addTaints(result, ofOthers(object, property, taints));
}

/** A member that the object's own class certainly has: no caller knows it better. */
function isOwnMember(object: Value, property: string): boolean {
  return object.refs.some((ref) => (ref.kind === 'instance' || ref.kind === 'class') && !ref.unit.required
    && (findField(ref.unit, property) !== undefined || hasConcreteMethod(ref.unit, property)));
}

/** What came through a schema has the labels that the schema left, not those of the whole reply. */
function isValidated(machine: Machine, object: Value, property: string): boolean {
  return object.refs.some((ref) => {
    if (ref.kind !== 'path' || !ref.schema) return false;
    const call = resultOf(machine, ref.path);
    return call !== undefined && isValidatedMember(machine, call, `${ref.path}.${property}`);
  });
}

/** Where an envelope holds the text. */
const inEnvelope = new Set(['choices', 'content', 'candidates', 'message', 'output', 'output_text', 'response', 'generations', 'generated_text', 'completion', 'outputs', 'outputText', 'generation', 'results']);

/** The provider's own reply as text: what it is made of is no choice of the model, the text inside it is. */
function asRaw(machine: Machine, object: Value, property: string, taints: readonly Taint[]): readonly Taint[] {
  const isRaw = taints.length > 0 && object.refs.some((ref) => {
    const call = ref.kind === 'path' ? resultOf(machine, `${ref.path}.${property}`) : undefined;
    return call !== undefined && (machine.facts.inference(call)?.fact.raw?.includes(property) ?? false);
  });
  return isRaw ? taints.map((taint) => ({ ...taint, isEnvelope: true })) : taints;
}

/** The class says what the member is, but its labels are still those of this very place of what the caller gives. */
function asPlace(taints: readonly Taint[], symbol: Symbol | undefined): readonly Taint[] {
  if (!symbol) return taints;
  return taints.map((taint) => (taint.symbol === symbol && !taint.isPassed ? { ...taint, isPlace: true } : taint));
}

/** Symbolic labels of a parameter become those of its member. */
export function memberTaints(whole: Value, property: string): readonly Taint[] {
  if (whole.taints.length === 0) return whole.taints;
  const object = withTaints(whole, ofError(partLabels(partsOfSecret(whole.taints, property), property), property));
  const isSymbol = object.refs.some((ref) => ref.kind === 'symbol');
  if (!isSymbol && !object.taints.some((taint) => taint.isEnvelope || taint.isPlace)) return object.taints;
  return object.taints.map((taint) => {
    if (taint.isEnvelope && inEnvelope.has(property)) return { ...taint, isEnvelope: false };
    if (!taint.symbol || (!isPlace(taint) && !object.refs.some((ref) => ref.kind === 'symbol' && ref.symbol === taint.symbol))) return taint;
    const symbol = memberSymbol(taint.symbol, property);
    return symbol === taint.symbol ? taint : { ...taint, symbol, origin: { id: symbol.key, name: symbol.name } };
  });
}

function ofRefMember(machine: Machine, ref: Ref, property: string, object: Value, at?: Accessed): Value | undefined {
  switch (ref.kind) {
    case 'path': return pathMember(machine, ref, property, object.taints, at);
    case 'object': return ref.object.fields.get(property) ?? (ref.object.form === 'object' && !ref.object.isExact ? loose(ref.object, property, at) : undefined);
    case 'instance': return instanceMember(machine, ref, property, object, at);
    case 'class': {
      const field = sharedField(machine, ref.unit, property);
      if (field) return field;
      const methods = findMethods(ref.unit, property);
      return methods.length === 0 ? libraryBase(machine, ref.unit.bases, property, false)
        : methods.map((unit) => classMember(machine, unit, property, object, at)).reduce(join);
    }
    case 'function': return property === 'constructor' ? ofRef({ kind: 'path', path: 'globalThis.Function', isInstance: false }) : undefined;
    case 'module': return ref.module.exports.get(property) ?? submoduleOf(machine, ref.module, property);
    case 'symbol': {
      const symbol = memberSymbol(ref.symbol, property, at && { file: machine.module.file, at });
      return symbol === ref.symbol ? undefined : ofRef({ kind: 'symbol', symbol });
    }
    default: return undefined;
  }
}

function instanceMember(machine: Machine, ref: InstanceRef, property: string, object: Value, at?: Accessed): Value | undefined {
  if (property === '__dict__') return asTable(machine, ofRef(ref));
  const field = ref.object.fields.get(property);
  const shared = fieldOfObject(machine, ref.unit, property);
  let value = field && shared ? join(field, bindInstance(machine, ref.object, shared)) : field ?? (shared && bindInstance(machine, ref.object, shared));
  const methods = ref.object === ref.unit.self ? findOverrides(ref.unit, property) : findMethods(ref.unit, property);
  for (const unit of methods) {
    const method = readGetter(machine, unit, property, object, at)
      ?? bindMethod(unit, object, methods.length > 1 ? meantBy(object, ref, unit, property) : undefined);
    value = value === undefined ? method : join(value, method);
  }
  const secret = at && ownSetting(machine, ref, property, at);
  if (secret) return addTaints(join(value ?? UNKNOWN, maskOf(machine, ref.unit, property) ?? UNKNOWN), [secret]);
  const declared = isConcrete(value) ? undefined : readAnnotation(machine, ref.unit, property, (annotation) => annotated(machine, annotation));
  if (declared) return value ? join(value, declared) : declared;
  return value ?? withHanded(machine, ref.unit, property, object, libraryBase(machine, ref.unit.bases, property, true));
}

/** Something is known of the value beyond that some caller gave it. */
function isConcrete(value: Value | undefined): boolean {
  return value?.refs.some((ref) => ref.kind !== 'symbol') ?? false;
}

/** A member that a project class has from a library base: `self.run_tool` of a `BaseTool`. */
function libraryBase(machine: Machine, bases: readonly Value[], property: string, isInstance: boolean): Value | undefined {
  for (const base of bases) {
    for (const ref of base.refs) {
      if (ref.kind === 'path' && !/^(abc|builtins|typing|typing_extensions)\./.test(ref.path)) return pathMember(machine, { ...ref, isInstance }, property, []);
    }
  }
  return undefined;
}

function pathMember(machine: Machine, ref: PathRef, property: string, taints: readonly Taint[], at?: Accessed): Value | undefined {
  const module = namedModule(machine, ref);
  if (module) return memberOf(machine, module, property, at);
  const path = machine.facts.member(ref.path, property);
  const started = readLifespan(machine, ref, path, at);
  if (started) return started;
  const result = resultOf(machine, path);
  const entry = result === undefined ? undefined : machine.facts.inference(result);
  if (result !== undefined && entry && ref.schema && isValidatedMember(machine, result, path)) {
    return applySchema(machine, ref.schema, clearJson(taints), at?.kind === 'member' || at?.kind === 'index' ? machine.callSite(impliedCall(at), property) : undefined);
  }
  const type = machine.facts.property(path);
  const source = memberSource(machine, ref, property, path);
  const made = ofRef({ kind: 'path', path: type ?? path, isInstance: type !== undefined || ref.isInstance, ...(ref.schema ? { schema: ref.schema } : {}) });
  if (!source || !at || isHarmlessMember(machine, source, path, property)) return made;
  // `os.environ[…]` would not say which secret it is.
  const name = source.label === 'secret' && at.kind === 'index' ? property : at.kind === 'member' || at.kind === 'index' ? written(machine, at) : at.kind === 'place-of' ? at.name : property;
  const step = at.kind === 'place-of' ? { file: at.file, span: at.at, text: sourceText(source, name) } : machine.step(at, sourceText(source, name));
  const taint = labelled(source.label, { id: siteId({ uid: step.file }, at), name }, step, source.likely);
  return addTaints(made, [source.label === 'personal' ? asWhole(taint) : source.families ? { ...taint, cleared: EVERYTHING & ~bitsOf(source.families) } : taint]);
}

/** `validated` names members below the result: `choices.message.parsed`. */
function isValidatedMember(machine: Machine, call: string, path: string): boolean {
  const below = path.slice(call.length + 3);
  return machine.facts.inference(call)?.fact.validated?.some((name) => name === below || below.endsWith(`.${name}`)) ?? false;
}

function clearJson(taints: readonly Taint[]): readonly Taint[] {
  return taints.flatMap((taint) => clear(taint, bitOf('field-use')) ?? []);
}

function isClosedOption(machine: Machine, ref: PathRef, property: string): boolean {
  return ref.path === 'argparse.Namespace' && machine.module.closedOptions.has(property);
}

export function itemOf(machine: Machine, object: Value, index: number): Value {
  let result: Value | undefined;
  const only = object.refs.length === 1 ? object.refs[0] : undefined;
  if (only?.kind === 'symbol' && index >= 0) {
    const symbol = memberSymbol(only.symbol, String(index));
    return { refs: [{ kind: 'symbol', symbol }], taints: memberTaints(object, String(index)) };
  }
  for (const ref of object.refs) {
    const place = ref.kind === 'instance' ? placeOf(machine, ref, index) : undefined;
    if (place) result = result === undefined ? place : join(result, place);
    if (ref.kind !== 'object' || (!ref.object.isExact && index >= 0)) continue;
    const item = ref.object.items[index < 0 ? ref.object.items.length + index : index];
    if (item) result = result === undefined ? item : join(result, item);
  }
  if (result && object.refs.every((ref) => ref.kind === 'object' && (ref.object.isExact || index < 0))) return addTaints(result, object.taints);
  if (!result && isBehindAll(object, index)) return withTaints(UNKNOWN, memberTaints(object, '[]'));
  const element = elementOf(machine, object);
  return result ? join(result, element) : element;
}

/** A place behind the last item of a list that is all known: an argument that a call leaves out. */
function isBehindAll({ refs }: Value, index: number): boolean {
  return refs.length > 0 && refs.every((ref) => ref.kind === 'object' && ref.object.form === 'list' && ref.object.isExact && ref.object.items.length > 0 && index >= ref.object.items.length);
}

/** Any one element of a list, stream, text or unknown thing. */
export function elementOf(machine: Machine, object: Value): Value {
  let result: Value | undefined;
  for (const ref of object.refs) {
    const item = elementOfRef(machine, ref);
    if (item) result = result === undefined ? item : join(result, item);
  }
  const taints = memberTaints(object, '[]');
  if (result === undefined) return taints.length === 0 ? UNKNOWN : { refs: [], taints };
  return addTaints(result, taints);
}

function elementOfRef(machine: Machine, ref: Ref): Value | undefined {
  switch (ref.kind) {
    case 'object': return iteratedObject(machine, ref.object) ?? anyItem(ref.object);
    // An element of an SDK's result is told apart from the whole only by labels.
    case 'path': return ref.isInstance ? ofRef(ref) : undefined;
    case 'symbol': return ofRef({ kind: 'symbol', symbol: memberSymbol(ref.symbol, '[]') });
    case 'instance': return iterated(machine, ref);
    default: return undefined;
  }
}

/** Symbol taints for a fresh symbol reference. */
export function ofSymbol(symbol: Parameters<typeof symbolic>[0]): Value {
  return ofRef({ kind: 'symbol', symbol }, [symbolic(symbol)]);
}
