import type { Member } from '../program/program';
import { isOtherText } from './otherTexts';
import { withGaps, wordsOf } from './commands';
import { writeItem } from './assign';
import { asEveryItem, forgetElements } from './everyItem';
import { callValue, useSpread } from './calls';
import { calledBy, isLibraryFunction } from './functionMethods';
import { updateOwn } from './getters';
import { extendChain } from './chains';
import { handArguments, withinUnknown } from './doubts';
import { iteration } from './iterators';
import { join } from './joining';
import { isSocketByName } from './keepers';
import { keptGiven } from './keeping';
import { allTaints, cleared, deepTaints } from './labels';
import { written } from './names';
import { EVERYTHING, GIVEN_AWAY, NOTHING } from './families';
import { makeObject } from './objects';
import { reachAt, reachMethod } from './sinks';
import { isScrapOf, lessened, partsOfAddress } from './slices';
import type { Machine } from './machine';
import { lastItem } from './lastItems';
import { rewritten } from './laying';
import { isMetadata } from './envelopes';
import { elementOf, sliced } from './members';
import { choiceOfPredicate, chosenElement } from './narrowing';
import { clear, isSameTaint, joinTaints, passed, weaken, type Taint } from './taint';
import { whereUnseen } from './under';
import { climbsRemoved } from './pathParts';
import { admitsOnly, removalClears } from './patterns';
import { readReceiver } from './reading';
import { matchMethod, matchOf } from './matches';
import { bounded } from './refining';
import { acceptedBy, patternText } from './textTests';
import { streamLine } from './parsing';
import { noteHanded } from './replies';
import { asTable, isDump } from './copies';
import { picked, setKnown } from './picking';
import { settled } from './promises';
import { observe, piped } from './observables';
import { filledIn, readyFor } from './quoting';
import { shownOf } from './shown';
import { suspectGiven } from './suspicion';
import { spreadItems } from './perElement';
import { bindsValues, isAnswer, isChange, isTextMethod, isTrustedName } from './texts';
import type { CallSite } from './units';
import { anyValue, asNames, isTable, keysOf, namesIn, pairsOf, valueIn } from './tables';
import { addTaints, isUnknown, ofRef, UNKNOWN, withTaints, type GivenArguments, type PathRef, type Value } from './value';

const perItem = /^(map|filter|flatMap|find|findLast|forEach)$/;

/** `receiver.method(…)` where the method itself is not known: what such calls mean everywhere. */
export function methodResult(machine: Machine, receiver: Value, callee: Member, given: GivenArguments, site: CallSite): Value {
  const name = callee.property;
  if (reachMethod(machine, callee, receiver, given, site)) return UNKNOWN;
  const chained = name === 'pipe' ? extendChain(machine, receiver, given) ?? piped(machine, receiver, given, site) : undefined;
  if (chained) return chained;
  if (name === 'subscribe') observe(machine, receiver, given, site);
  if (isAnswer(name, machine.module.family === 'python') && !isSearchOfLibrary(name, receiver)) {
    runCallbacks(machine, [elementOf(machine, receiver)], given, site);
    return UNKNOWN;
  }
  if (isChange(name)) {
    if (name === 'update') updateOwn(machine, callee.object, given);
    forgetElements(machine, callee.object, [...given.positional, ...given.named.values(), ...(given.rest ? [given.rest] : [])]);
    return changed(machine, receiver, name, keptGiven(machine, receiver, given, site.call, written(machine, callee.object)), site);
  }
  if (/^(get|pop|setdefault|at)$/.test(name)) {
    const found = picked(machine, receiver, name, given, callee, site);
    const isLast = name === 'pop' ? given.positional.length === 0 : name === 'at' && given.positional[0]?.constant === -1;
    return isLast ? lastItem(machine, callee.object, found) : found;
  }
  if (name === 'items' || name === 'entries') return pairsOf(machine, receiver);
  if (name === 'keys') return keysOf(machine, receiver);
  const step = iteration(machine, receiver, name);
  if (step) return step;
  if (name === 'values') return listOfOne(machine, valueIn(machine, receiver));
  // `parts.filter(Boolean)`, `parts.map(String)`: functions of the language are functions, too.
  const isOfLanguage = machine.module.family === 'javascript' && perItem.test(name);
  const withFunction = given.positional.some((value) => value.refs.some((ref) => ref.kind === 'function' || ref.kind === 'setter' || ref.kind === 'partial' || (isOfLanguage && isLibraryFunction(machine, ref))));
  if (withFunction) return higher(machine, receiver, name, given, site);
  if (name === 'map' && isNumeric(given.positional[0])) return listOfOne(machine, UNKNOWN);
  if (name === 'join') return joined(machine, receiver, given);
  if (/^format(_map)?$/.test(name) && machine.module.family === 'python' && given.positional.length + given.named.size > 0 && !isOtherText(written(machine, callee.object), receiver.text)) {
    reachAt(machine, 'prompt-template', site, callee.object, `${site.name}()`, deepTaints(receiver));
  }
  if (name === 'format' && receiver.text !== undefined) return filledIn(receiver, shownOf(machine, given));
  if (name === 'format' && receiver.among) return { refs: [], taints: joinTaints(receiver.taints, allTaints(given)), among: withGaps(receiver.among) };
  const called = calledBy(machine, receiver, name, given, site) ?? matchMethod(machine, receiver, name, given);
  if (called) return called;
  if (name === 'read_text' || name === 'read_bytes') return readReceiver(machine, receiver, site);
  if (isTextMethod(name)) return textResult(machine, receiver, name, given);
  return unresolvedMethod(machine, receiver, name, given, site);
}

/** `soup.find("a")`: what a library made is searched for a part of it; of a text it would be a number. */
function isSearchOfLibrary(name: string, { refs }: Value): boolean {
  return name === 'find' && refs.some((ref) => ref.kind === 'path' && ref.isInstance);
}

/** `parts.map(Number)`. */
function isNumeric(callback: Value | undefined): boolean {
  return callback?.refs.some((ref) => ref.kind === 'path' && /^globalThis\.(Number|parseInt|parseFloat|BigInt|Boolean)$/.test(ref.path)) ?? false;
}

/** `append`, `push`, `update`: the receiver holds what it is given from now on. */
function changed(machine: Machine, receiver: Value, name: string, given: GivenArguments, site: CallSite): Value {
  handArguments(machine, given, site.name);
  const spreads = name === 'extend' || name === 'update';
  const last = given.positional[given.positional.length - 1];
  const values = name === 'set' || name === 'insert' || name === 'splice' ? (last ? [last] : []) : given.positional;
  const key = name === 'set' ? given.positional[0]?.constant : undefined;
  for (const value of values) {
    if (name === 'update' && !receiver.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'list')) updateFields(receiver, value);
    else if (typeof key === 'string') setKnown(receiver, key, value);
    else for (const item of spreads ? spreadItems(machine, value) : [value]) writeItem(machine, receiver, item, name === 'set' ? given.positional[0] : undefined);
  }
  if (given.rest) writeItem(machine, receiver, given.rest);
  for (const [field, value] of given.named) if (name === 'update') setKnown(receiver, field, value);
  return name === 'set' || name === 'add' ? receiver : UNKNOWN;
}

function updateFields(receiver: Value, value: Value): void {
  for (const ref of value.refs) {
    if (ref.kind === 'object') for (const [name, field] of ref.object.fields) setKnown(receiver, name, field);
  }
}

export function listOfOne(machine: Machine, item: Value): Value {
  const list = makeObject('list', machine.frame.depth);
  list.isExact = false;
  list.items = [item];
  return ofRef({ kind: 'object', object: list });
}

/** A method with a callback: the callback gets elements of the receiver, and its results come out. */
function higher(machine: Machine, receiver: Value, name: string, given: GivenArguments, site: CallSite): Value {
  if (name === 'then' || name === 'catch' || name === 'finally') return settled(machine, receiver, name, given, site);
  if (name === 'on' || name === 'once' || name === 'addEventListener' || name === 'subscribe') {
    const told = name === 'subscribe' ? receiver : withTaints(UNKNOWN, deepTaints(receiver));
    runCallbacks(machine, [told, told], given, site);
    return receiver;
  }
  const element = elementOf(machine, receiver);
  if (name === 'reduce' || name === 'reduceRight') {
    const start = given.positional[1] ?? element;
    // What the first turn made is what the second one starts with.
    const turn = runCallbacks(machine, [start, element], given, site);
    return join(start, runCallbacks(machine, [join(start, turn), element], given, site));
  }
  const isMap = name === 'forEach' && receiver.refs.some(isTable);
  const result = runCallbacks(machine, isMap ? [anyValue(machine, receiver), namesIn(receiver)] : [element, UNKNOWN], given, site);
  if (name === 'map' || name === 'flatMap') return listOfOne(machine, result);
  if (name === 'filter' || name === 'find' || name === 'findLast') return chosen(machine, receiver, name, given);
  if (name === 'sort' || name === 'toSorted') return receiver;
  if (name === 'forEach') return UNKNOWN;
  if (name === 'replace' || name === 'replaceAll') return addTaints(result, receiver.taints);
  return addTaints(result, deepTaints(receiver));
}

/** `filter` and `find`, with a predicate that chooses by a constant property where it does. */
function chosen(machine: Machine, receiver: Value, name: string, given: GivenArguments): Value {
  const predicate = given.positional[0]?.refs.find((ref) => ref.kind === 'function');
  const choice = predicate?.kind === 'function' ? choiceOfPredicate(predicate.unit.node) : undefined;
  if (!choice) {
    const families = acceptedBy(machine, given.positional[0] ?? UNKNOWN, { positional: [elementOf(machine, receiver)], named: new Map(), rest: undefined });
    const kept = families === NOTHING ? undefined : cleared(elementOf(machine, receiver), families);
    if (name === 'filter') return kept ? listOfOne(machine, kept) : receiver;
    return kept ?? elementOf(machine, receiver);
  }
  const element = chosenElement(machine, receiver, choice);
  return name === 'filter' ? addTaints(listOfOne(machine, element), receiver.taints.filter((taint) => taint.symbol === undefined)) : element;
}

/** Calls every function among the arguments with these values, and then with what follows it. */
export function runCallbacks(machine: Machine, values: readonly Value[], given: GivenArguments, site: CallSite): Value {
  let result: Value = UNKNOWN;
  given.positional.forEach((value, index) => {
    if (!value.refs.some((ref) => ref.kind === 'function' || ref.kind === 'setter' || ref.kind === 'partial' || (ref.kind === 'path' && !ref.isInstance))) return;
    if (value.refs.every((ref) => ref.kind === 'path') && index > 0) return;
    const following = given.positional.slice(index + 1);
    const positional = values.some((one) => one !== UNKNOWN) ? values : following;
    result = join(result, callValue(machine, value, { positional, named: new Map(), rest: undefined }, site));
  });
  return result;
}

function joined(machine: Machine, receiver: Value, given: GivenArguments): Value {
  const parts = given.positional[0];
  const source = machine.module.family === 'python' ? asEveryItem(machine, given.nodes?.positional[0], asNames(machine, parts ?? UNKNOWN)) : receiver;
  // What a list holds is in the text, the list itself is not.
  const held = source.refs.some((ref) => ref.kind === 'symbol') ? elementOf(machine, source) : source;
  const taints = joinTaints(deepTaints(held), machine.module.family === 'python' ? receiver.taints : []);
  return { refs: [], taints, ...textOfList(source, machine.module.family === 'python' ? receiver.text : parts?.text) };
}

function textOfList(list: Value, separator: string | undefined): { text?: string } {
  const ref = list.refs.length === 1 ? list.refs[0] : undefined;
  if (ref?.kind !== 'object' || !ref.object.isExact || ref.object.items.length === 0) return {};
  return { text: ref.object.items.map((item) => item.text ?? '\0').join(separator ?? ',') };
}

/** `name.replace(/[^\w]/g, '')`, `UNSAFE.sub("", name)`. */
function removalOf(machine: Machine, receiver: Value, name: string, given: GivenArguments): number {
  if (name === 'sub') return given.positional[0]?.constant === undefined ? 0 : removalClears(patternText(receiver) ?? '');
  if (machine.module.family !== 'javascript' || (name !== 'replace' && name !== 'replaceAll')) return 0;
  const pattern = given.positional[0]?.text ?? '';
  return given.positional[1]?.constant === undefined ? 0 : removalClears(pattern) | climbsRemoved(receiver, pattern);
}

const puts = new Set([
  'format', 'format_map', 'replace', 'replaceAll', 'concat', 'joinpath', 'fillna', 'exec', 'match', 'matchAll', 'search', 'findall', 'finditer',
  'sub', 'subn', 'fullmatch', 'split',
]);

/** `text.replace(key, "***")`: what was looked for is nowhere to be read any more. */
function replaced(taints: readonly Taint[], given: GivenArguments): readonly Taint[] {
  const [sought = UNKNOWN, put = UNKNOWN] = given.positional;
  const gone = deepTaints(sought);
  const left = taints.flatMap((taint) => (gone.some((other) => isSameTaint(other, taint)) ? clear(taint, GIVEN_AWAY) ?? [] : [taint]));
  return joinTaints(rewritten(left, put), deepTaints(put));
}

const looksFor = /^(match|matchAll|exec|search|fullmatch|findall|finditer)$/;

/** Part of a text, list or stream: the labels of the receiver, and of what is put into it. */
function textResult(machine: Machine, receiver: Value, name: string, given: GivenArguments): Value {
  // What a copied dict holds stays under its name.
  if (name === 'copy') return { refs: receiver.refs, taints: receiver.refs.some((ref) => ref.kind === 'object' && ref.object.form === 'object') ? receiver.taints : deepTaints(receiver) };
  // No text gives itself when it is searched: what is meant is something that has the text, and may have a key to get it with.
  let taints = name === 'search' ? passed(deepTaints(receiver)) : deepTaints(receiver);
  if (looksFor.test(name)) {
    // `text.match(/…/)` has the pattern as its argument; `/…/.exec(text)` and compiled ones have the text there.
    const isSubject = machine.module.family === 'javascript' && name !== 'exec';
    const pattern = isSubject ? given.positional[0]?.text : patternText(receiver);
    if (isSubject && name === 'search' && pattern !== undefined) return UNKNOWN;
    if (pattern !== undefined && admitsOnly(name === 'fullmatch' ? `^(?:${pattern})$` : pattern) === EVERYTHING) return UNKNOWN;
    const found = matchOf(machine, name, pattern, isSubject ? receiver : given.positional[0] ?? UNKNOWN);
    if (found) return found;
  }
  const removed = removalOf(machine, receiver, name, given);
  if (removed !== 0) return cleared({ refs: [], taints }, removed);
  if (taints.length > 0 && isScrapOf(name, given)) taints = lessened({ refs: [], taints }).taints;
  if ((name === 'replace' || name === 'replaceAll') && given.positional.length > 1) taints = replaced(taints, given);
  else if (puts.has(name)) taints = joinTaints(taints, allTaints(given));
  taints = streamLine(name, given, taints);
  if (/^(r?split|splitlines|r?partition|matchAll|findall)$/.test(name)) {
    if (taints.length > 0) return partsOfAddress(machine, { refs: [], taints }, name, given) ?? listOfOne(machine, { refs: [], taints });
    const isCommand = name === 'split' && (receiver.text ?? receiver.among) !== undefined;
    return isCommand ? wordsOf(receiver) : UNKNOWN;
  }
  if (isDump(name, receiver)) return asTable(machine, receiver);
  if (/^(json|model_dump_json|to_json|toJSON|model_dump|dict|to_dict)$/.test(name) && isSdkResult(machine, receiver)) {
    taints = taints.map((taint) => ({ ...taint, isEnvelope: true }));
  }
  if (/^(slice|substring|substr)$/.test(name) && given.positional[1]) taints = bounded({ refs: [], taints }).taints;
  if (name === 'slice') {
    const part = sliced(receiver, given.positional[0]?.constant ?? 0, given.positional[1] ? given.positional[1].constant : null);
    // Elements of a list that is known carry their own labels, those that are cut off too.
    return part.refs.some((ref) => ref.kind === 'object') ? part : { ...part, taints };
  }
  const refs = name === 'reverse' || name === 'sort' || name === 'read' || name === 'result'
    ? receiver.refs : receiver.refs.filter((ref) => ref.kind === 'path' && ref.isInstance).map((ref) => ref.kind === 'path' ? resolvedPath(ref, name) : ref);
  const ready = name === 'replace' || name === 'replaceAll' ? readyFor(machine, name, given) : undefined;
  return { refs, taints, ...(ready !== undefined ? { ready } : {}) };
}

/** An object of an SDK, whose dump has the shape that the SDK documents. */
function isSdkResult(machine: Machine, receiver: Value): boolean {
  return receiver.refs.some((ref) => ref.kind === 'path' && ref.path.includes('()') && machine.facts.inference(ref.path.slice(0, ref.path.indexOf('()'))) !== undefined);
}

function resolvedPath(ref: PathRef, name: string): PathRef {
  return name === 'resolve' || name === 'absolute' ? { ...ref, isResolved: true } : ref;
}

/** A method nobody knows: its result may hold the receiver; what is put in may come out. */
function unresolvedMethod(machine: Machine, receiver: Value, name: string, given: GivenArguments, site: CallSite): Value {
  useSpread(machine, given, site);
  noteHanded(machine, given);
  handArguments(machine, given, site.name);
  if (isTrustedName(name) || receiver.refs.some((ref) => ref.kind === 'path' && isMetadata(machine, ref, name))) return UNKNOWN;
  // An object that holds a secret gives it out where the method says so: `get_secret_value()`.
  if (!isDeferred(machine, receiver)) suspectGiven(machine, site.name, receiver, allTaints(given));
  machine.frame.isOpaque ||= !isSocketByName(site.name);
  const own = /secret|reveal|expose|password|value/i.test(name) ? deepTaints(receiver) : ofObject(receiver, passed(deepTaints(receiver)), site);
  const added = passed(bindsValues(name) ? [] : allTaints(given)).filter((taint) => !own.some((other) => isSameTaint(other, taint)));
  const guessed = added.map((taint) => weaken(taint, `\`${site.name}\` was not resolved`));
  const taints = joinTaints(own, isDeferred(machine, receiver) ? whereUnseen(receiver, name, guessed) : guessed);
  return taints.length === 0 ? UNKNOWN : { refs: [], taints };
}

/** The caller knows what is called. */
function isDeferred(machine: Machine, receiver: Value): boolean {
  return machine.frame.unit !== undefined && receiver.refs.length > 0 && receiver.refs.every(({ kind }) => kind === 'symbol');
}

/** What an object of the program holds in its fields may be in the result of a method that was not seen, or not. */
function ofObject(receiver: Value, taints: readonly Taint[], site: CallSite): readonly Taint[] {
  if (!receiver.refs.some((ref) => ref.kind === 'instance')) return taints;
  return taints.map((taint) => (receiver.taints.some((own) => isSameTaint(own, taint)) ? taint : weaken(taint, `\`${site.name}\` was not resolved`)));
}

/** A function nobody knows. One that is named like a sanitizer or a measure is believed. */
export function unknownResult(machine: Machine, callee: Value, given: GivenArguments, site: CallSite): Value {
  useSpread(machine, given, site);
  noteHanded(machine, given);
  handArguments(machine, given, site.name);
  const name = site.name.slice(site.name.lastIndexOf('.') + 1);
  // What a caller has left out is not called.
  if (callee.constant !== null) suspectGiven(machine, site.name, callee, allTaints(given));
  machine.frame.isOpaque = true;
  const fromCallbacks = withinUnknown(machine, site.name, () => runCallbacks(machine, [UNKNOWN], given, site));
  if (isTrustedName(name)) return UNKNOWN;
  const taints = passed(allTaints(given)).map((taint) => weaken(taint, `\`${site.name}\` was not resolved`));
  if (taints.length === 0) return fromCallbacks;
  return isUnknown(fromCallbacks) ? { refs: [], taints: joinTaints(fromCallbacks.taints, taints) } : addTaints(fromCallbacks, taints);
}
