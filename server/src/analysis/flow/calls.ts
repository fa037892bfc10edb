import type { Call, Expression, Index, Member, Template } from '../program/program';
import { setCell } from './cells';
import { bindArguments, givenOf } from './arguments';
import { applyClearsToNamed } from './afterwards';
import { noteContentType, sentAs } from './contentTypes';
import { assumedHere, carry, only } from './assuming';
import { chosenByModel, withToolLabels, withToolResult } from './choosing';
import { constructorOf, findMethods } from './classes';
import { evaluate } from './expressions';
import { bitOf } from './families';
import { summarise } from './functions';
import { handedOn } from './handing';
import { join, MAX_REFS } from './joining';
import { cleared, deepTaints, weakened } from './labels';
import { addItem, bindCall, makeObject } from './objects';
import { isGivenClass } from './givenClasses';
import { refineTaints } from './refining';
import { instantiate } from './instantiate';
import { forgetBound } from './instanceFields';
import { callPath } from './library';
import { MAX_DEFERRED, MAX_HEIGHT } from './limits';
import type { Machine } from './machine';
import { noteFieldUse } from './fieldUse';
import { isSchemaClass } from './looks';
import { evaluateSettled } from './promises';
import { isOwnNames } from './lookups';
import { memberOf, ofSymbol } from './members';
import { byItsMethods } from './functionMethods';
import { methodResult, unknownResult } from './methods';
import { assumedModel, withClassReply, withReply } from './models';
import { written } from './names';
import { serialised } from './parsing';
import { redacted, wholeRecord } from './personal';
import { noteGraph } from './graphs';
import { isLoggerByName, isLoggerClass, noteLog, noteLogFunction, noteLogger, noteShown, noteUnlogged, reachLog } from './records';
import { prepend } from './given';
import { asMethods } from './receivers';
import { noteHanded, noteMaybeMissing, noteReplyRead } from './replies';
import { specialCall } from './special';
import { namedTuple } from './namedTuples';
import { enterMethod } from './rpc';
import { enterRegistered } from './tools';
import { addTaints, ofRef, UNKNOWN, type Bindings, type GivenArguments, type InstanceRef, type Ref, type Value } from './value';
import { noteWritten } from './written';
import { reachAt } from './sinks';
import { sightCall } from './sightings';
import { noteKept } from './keptEntries';
import { isFollowed, suspectNamed, suspectOpaque } from './suspicion';
import { resultSymbol } from './symbol';
import { fillRecord } from './filling';
import { entered } from './steps';
import { givenInPairs } from './pairs';
import { givenAsGuess, ofGuess } from './unsure';
import { joinTaints, passesUnknown } from './taint';
import type { CallSite, ClassUnit, DeferredCall, FunctionUnit } from './units';
import { isAmbiguous, isTextMethod, isTrustedName } from './texts';
import { impliedCall, startMark } from '../program/places';

/** Any call expression. */
export function evaluateCall(machine: Machine, call: Call): Value {
  return redacted(call, serialised(call, wholeRecord(machine, call, callOf(machine, call))));
}

function callOf(machine: Machine, call: Call): Value {
  const special = specialCall(machine, call);
  if (special) return special;
  const site = machine.callSite(call, written(machine, call.callee));
  if (call.callee.kind === 'member') return methodCall(machine, call, call.callee, machine.module.family === 'javascript' ? sentAs(machine, call.callee, site) : site);
  const read = evaluate(machine, call.callee);
  if (call.callee.kind === 'index') reachDispatch(machine, call.callee, site);
  const callee = call.callee.kind === 'index' ? chosenByModel(machine, read, evaluate(machine, call.callee.index), call.callee, site.name, true) : read;
  const given = givenOf(machine, call);
  if (!isFollowed(callee)) suspectNamed(machine, site.name, given);
  noteKept(machine, site.name, callee, given);
  enterRegistered(machine, site.name, callee, given, site);
  enterMethod(machine, given, undefined, call);
  noteWritten(machine, site.name, given, site);
  const result = callValue(machine, callee, given, site);
  return looked(machine, call, call.callee.kind === 'name' ? withReply(machine, call.callee.name, callee, result, given, site) : result);
}

const looking = /moderat|guardrail|scan_?(prompt|input)|(check|validate|screen|inspect|vet|is_?safe|detect)_?(user_?)?(input|prompt|question|message|content|text|injection|jailbreak|toxic)/i;

/** A call that is named like a check of content has looked at its first argument. */
function looked(machine: Machine, call: Call, result: Value): Value {
  const name = call.callee.kind === 'name' ? call.callee.name : call.callee.kind === 'member' ? call.callee.property : '';
  const first = call.arguments[0]?.value;
  if (first && looking.test(name)) refineTaints(machine, first, { refs: [], taints: deepTaints(evaluate(machine, first)) }, bitOf('user-prompt'));
  return result;
}

/** `target[name]()`: what is called is looked up, unless in a table that the program wrote. */
function reachDispatch(machine: Machine, callee: Index, site: CallSite): void {
  const index = evaluate(machine, callee.index);
  if (index.constant !== undefined || index.taints.length === 0) return;
  const table = evaluate(machine, callee.object);
  const isTable = table.refs.some((ref) => ref.kind === 'object' || (ref.kind === 'module' && machine.module.family === 'javascript'));
  if (!isTable && !isOwnNames(table)) reachAt(machine, 'dispatch', site, callee.index, `${site.name}()`, index.taints);
}

function methodCall(machine: Machine, call: Call, callee: Member, site: CallSite): Value {
  looked(machine, call, UNKNOWN);
  const settled = evaluateSettled(machine, call, callee);
  const receiver = settled.value;
  const given = { ...givenOf(machine, call), receiver: { ...settled, node: callee.object } };
  noteReplyRead(machine, receiver, callee.property, callee, call);
  if (machine.module.family === 'javascript') noteContentType(machine, callee, given);
  if (callee.isOptional) noteMaybeMissing(machine, receiver);
  const target = asMethods(machine, memberOf(machine, receiver, callee.property, callee), receiver);
  const itself = byItsMethods(machine, receiver, callee.property, given, site);
  if (itself) return itself;
  if (!isFollowed(target)) suspectNamed(machine, site.name, given);
  noteKept(machine, site.name, target, given);
  if (isLoggerByName(callee)) {
    reachLog(machine, given, site);
    noteLogger(machine, site);
  }
  enterRegistered(machine, callee.property, target, given, site);
  enterMethod(machine, given, undefined, call);
  noteWritten(machine, callee.property, given, site);
  noteGraph(machine, callee.property, receiver, call, given, site);
  // Of many things that it may be, some were left out.
  if (receiver.refs.length >= MAX_REFS) machine.found.openCalls.add(callee.property);
  const known = tryRefs(machine, target.refs.filter((ref) => ref.kind !== 'symbol'), given, site, receiver);
  if (known !== undefined) {
    const labelled = withToolLabels(withToolResult(machine, known, receiver, callee.property, site), target);
    return withClassReply(machine, callee, receiver, withReply(machine, callee.property, target, labelled, given, site), site);
  }
  if (receiver.refs.every((ref) => ref.kind === 'symbol')) machine.found.openCalls.add(callee.property);
  const isText = isTextMethod(callee.property) && !isAmbiguous(callee.property);
  const result = isText ? undefined : tryRefs(machine, target.refs.filter((ref) => ref.kind === 'symbol'), given, site, receiver);
  if (isLoggerByName(callee)) return UNKNOWN;
  const assumed = assumedModel(machine, callee, receiver, given, site);
  // What starts here is told from here, also where it comes back as an argument.
  if (assumed) return result ? { ...join(result, assumed), taints: joinTaints(assumed.taints, result.taints) } : assumed;
  const generic = withToolResult(machine, methodResult(machine, receiver, callee, given, site), receiver, callee.property, site);
  return withReply(machine, callee.property, target, result ? join(result, generic) : generic, given, site);
}

/** Calls a value with arguments. Undefined never: an unknown callee gives what unknown calls give. */
export function callValue(machine: Machine, callee: Value, given: GivenArguments, site: CallSite): Value {
  const result = tryRefs(machine, callee.refs, given, site, undefined);
  return withToolLabels(result ? addTaints(result, ofMade(callee)) : unknownResult(machine, callee, given, site), callee);
}

/** What a library made of a text gives parts of it when it is called: `$` of `cheerio.load(html)`. */
function ofMade(callee: Value): Value['taints'] {
  return callee.refs.some((ref) => ref.kind === 'path' && ref.isInstance && ref.path.endsWith('()')) ? callee.taints : [];
}

/** A deferred call whose callee is now known; unresolved, it stays an unknown of this caller. */
export function callResolved(machine: Machine, callee: Value, given: GivenArguments, { callee: symbol, site, isGeneric }: DeferredCall): Value {
  const result = tryRefs(machine, callee.refs, given, site, undefined);
  if (result) return result;
  if (isGeneric) return UNKNOWN;
  const isSchema = given.options !== undefined && isGivenClass(symbol, site.name);
  return unknownResult(machine, callee, isSchema ? { ...given, options: cleared(given.options!, bitOf('field-use')) } : given, site);
}

function tryRefs(
  machine: Machine, refs: readonly Ref[], given: GivenArguments, site: CallSite, receiver: Value | undefined,
): Value | undefined {
  let result: Value | undefined;
  for (const ref of refs) {
    const value = callRef(machine, ref, given, site, receiver);
    if (value !== undefined) result = result === undefined ? value : join(result, value);
  }
  return result;
}

function callRef(machine: Machine, ref: Ref, given: GivenArguments, site: CallSite, receiver: Value | undefined): Value | undefined {
  switch (ref.kind) {
    case 'function': return callFunction(machine, ref, given, site);
    case 'class': return construct(machine, ref.unit, given, site);
    case 'instance': return callInstance(machine, ref, given, site);
    case 'path': return namedTuple(machine, ref, given) ?? callPath(machine, ref, given, site, receiver);
    case 'symbol': return defer(machine, ref, given, site);
    case 'partial': return tryRefs(machine, ref.target.refs, prepend(ref.given, given), site, receiver);
    case 'setter': return setCell(machine, ref, given, site);
    default: return undefined;
  }
}

function callFunction(machine: Machine, ref: Ref & { kind: 'function' }, given: GivenArguments, site: CallSite): Value {
  const unit = ref.unit;
  if (machine.isShallow) return UNKNOWN;
  // A function that calls itself, also by way of others, still needs someone to start it.
  if (unit.state !== 'running') machine.module.called.add(unit);
  if (machine.facts.declared.has(unit.name)) {
    const declared = declaredCall(machine, unit, given, site);
    if (declared) return declared;
  }
  if (unit.owner && isLoggerClass(unit.owner.name, unit.name)) noteLog(machine);
  useSpread(machine, given, site);
  sightCall(machine, unit, site);
  const summary = summarise(machine, unit);
  const bindings = givenInPairs(givenAsGuess(bindArguments(machine, unit, given, ref.self).bindings, ref), ref);
  const before = machine.isCovered;
  const isRecorded = unit.module.recorded.has(unit);
  machine.isCovered ||= isRecorded;
  const self = ref.self?.refs.find((one): one is InstanceRef => one.kind === 'instance');
  if (self) remember(self, unit, bindings, site);
  const outside = machine.carried;
  if (ref.when) machine.carried = carry(outside, only(ref.when));
  const result = self ? instantiate(machine, unit, summary, bindings, self.object.bindings, site, self.object)
    : instantiate(machine, unit, summary, bindings, ref.bindings, site);
  machine.carried = outside;
  applyClearsToNamed(machine, unit, summary, given, ref.self, site.name);
  machine.isCovered = before;
  if (isRecorded && machine.frame.unit) noteLog(machine);
  if (summary.isOpaque) suspectOpaque(machine, site.name, given);
  noteShown(machine, summary, given, site);
  noteLogFunction(machine, unit.name, summary, given, site);
  return ofGuess(result, ref);
}

/** A function of the project that `principled.yaml` speaks of, under any ending of its dotted path. */
function declaredCall(machine: Machine, unit: FunctionUnit, given: GivenArguments, site: CallSite): Value | undefined {
  const folders = unit.module.file.replace(/\.\w+$/, '').split('/').filter((part) => part !== '');
  let path = unit.owner ? `${unit.owner.name}.${unit.name}` : unit.name;
  for (let i = folders.length; i >= 0; i--) {
    const facts = machine.facts;
    const isKnown = facts.inference(path) ?? facts.sourceCall(path) ?? (facts.clears(path).length + facts.sinks(path).length > 0 || facts.isLogger(path));
    if (isKnown) return callPath(machine, { kind: 'path', path, isInstance: false }, given, site, undefined);
    path = `${folders[i - 1] ?? ''}.${path}`;
  }
  return undefined;
}

/** `f(**data)` uses every field of the data. */
export function useSpread(machine: Machine, given: GivenArguments, site: CallSite): void {
  if (given.options && !isSchemaClass(machine, site.call.callee)) noteFieldUse(machine, given.options, `${site.name}()`, site.call, site.module);
}

/** Calls of one method of one object that are told apart. */
const MAX_CALLS = 8;

/** What the methods of an object were given: its fields may hold it later. */
function remember(self: InstanceRef, unit: FunctionUnit, bindings: Bindings, site: CallSite): void {
  const told = entered({ unit, site }, bindings);
  const given = [...told].filter(([, value]) => !value.refs.some((ref) => ref === self));
  bindCall(self.object, unit, startMark(site.call), told, given, MAX_CALLS);
}

/** Calls a method that no call expression names: getters, iterators, context managers, items. */
export function callUnit(machine: Machine, unit: FunctionUnit, self: Value, at: Expression | undefined, positional: readonly Value[] = []): Value {
  if (machine.binding >= MAX_UNNAMED) return UNKNOWN;
  const call = impliedCall(at ?? nowhere);
  machine.binding++;
  const result = callFunction(machine, { kind: 'function', unit, self }, { ...NOTHING_GIVEN, positional }, machine.callSite(call, unit.name));
  machine.binding--;
  forgetBound(machine);
  return result;
}

const nowhere: Expression = { kind: 'name', name: '', start: 0, end: 0 };

/** Getters that read each other, on objects that hold each other: this many are followed. */
const MAX_UNNAMED = 8;

export const NOTHING_GIVEN: GivenArguments = { positional: [], named: new Map(), rest: undefined };

/** `new C(…)` of a project class. */
function construct(machine: Machine, unit: ClassUnit, given: GivenArguments, site: CallSite): Value {
  const object = makeObject('instance', machine.frame.depth);
  const self: InstanceRef = { kind: 'instance', unit, object };
  const value = ofRef(self);
  if (machine.isShallow) return value;
  const init = constructorOf(unit);
  if (init) {
    machine.module.called.add(init);
    sightCall(machine, init, site);
    const summary = summarise(machine, init);
    const { bindings } = bindArguments(machine, init, given, value);
    remember(self, init, bindings, site);
    instantiate(machine, init, summary, bindings, object.bindings, site);
    return value;
  }
  return fillRecord(machine, unit, given, self, site);
}

function callInstance(machine: Machine, ref: InstanceRef, given: GivenArguments, site: CallSite): Value | undefined {
  const own = findMethods(ref.unit, '__call__');
  const methods = own.length > 0 ? own : handedOn(machine, ref.unit, '__call__');
  if (methods.length === 0) return undefined;
  return methods.map((unit) => callFunction(machine, { kind: 'function', unit, self: ofRef(ref) }, given, site)).reduce(join);
}

/** Only the caller knows what is called: the call is kept for it. */
function defer(machine: Machine, ref: Ref & { kind: 'symbol' }, given: GivenArguments, site: CallSite): Value | undefined {
  const frame = machine.frame;
  if (!frame.unit || frame.deferred.length >= MAX_DEFERRED || machine.isShallow || machine.height > MAX_HEIGHT) return undefined;
  const known = frame.deferred.find((other) => other.site.call === site.call && other.callee === ref.symbol);
  if (known) {
    if (known.given.positional.every((value, index) => value === given.positional[index])) return ofSymbol(known.result);
  }
  const isGeneric = site.call.callee.kind === 'member' && isTextMethod(site.call.callee.property);
  // A class that a caller names may well be a schema, which looks at every field itself.
  if (!isGivenClass(ref.symbol, site.name)) useSpread(machine, given, site);
  noteHanded(machine, given);
  const result = resultSymbol(frame.unit, frame.deferred.length, site.name);
  const made: DeferredCall = { callee: ref.symbol, given, result, site, height: machine.height, isGeneric, under: assumedHere(machine) };
  frame.deferred.push(made);
  noteUnlogged(machine, new Map([[made, undefined]]));
  if (isGeneric || isTrustedName(site.name.slice(site.name.lastIndexOf('.') + 1))) return ofSymbol(result);
  let through: Value = UNKNOWN;
  for (const value of [...given.positional, ...given.named.values()]) {
    const taints = deepTaints(value).filter((taint) => taint.label !== undefined && passesUnknown(taint));
    if (taints.length > 0) through = addTaints(through, taints);
  }
  return join(ofSymbol(result), weakened(through, `\`${site.name}\` was not resolved`));
}

/** A tagged template is a call of its tag with the parts. */
export function evaluateTagged(machine: Machine, template: Template): Value {
  const tag = template.tag!;
  const callee = evaluate(machine, tag);
  const text = makeObject('list', machine.frame.depth);
  const positional: Value[] = [ofRef({ kind: 'object', object: text })];
  const nodes: (Expression | undefined)[] = [undefined];
  for (const part of template.parts) {
    if (typeof part === 'string') {
      addItem(text, { refs: [], taints: [], constant: part, text: part });
      continue;
    }
    positional.push(evaluate(machine, part));
    nodes.push(part);
  }
  const call = impliedCall(tag, template);
  const given: GivenArguments = { positional, named: new Map(), rest: undefined, nodes: { positional: nodes, named: new Map() } };
  return tryRefs(machine, callee.refs, given, machine.callSite(call, written(machine, tag)), undefined) ?? UNKNOWN;
}
