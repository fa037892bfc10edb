import type { Expression, FunctionNode, Parameter } from '../program/program';
import type { EntryPoint } from '../catalogue/catalogue';
import type { SourceFact } from '../catalogue/flowFacts';
import { findArguments, givenOf } from './arguments';
import { annotationValue, isInjectedType } from './annotations';
import { bindMethod, libraryBases, selfValue } from './classes';
import { asCall } from './definitions';
import { enterDescribedTool, throughSchema } from './describedTools';
import { enterExecutorClass } from './executors';
import { evaluate } from './expressions';
import { parameterName } from './functions';
import { weakened } from './labels';
import { promptArguments } from './prompts';
import type { Machine } from './machine';
import { written } from './names';
import { takenApart } from './parameters';
import { admitsNoText } from './fieldTypes';
import { applySchema } from './schema';
import { keepArguments, keepHandlers, keepValue, sight } from './sightings';
import { sourceText } from './sources';
import { noteServer } from './lifespans';
import { leaveRegistration } from './openCalls';
import { enterMethod } from './rpc';
import { enterToolClass } from './tools';
import { enter } from './entering';
import { behindWrapper } from './wrappers';
import { decoratorSign, isOfFramework, isToolName } from './toolShapes';
import { labelled, type Taint } from './taint';
import { stepAt, type CallSite, type ClassUnit, type FunctionUnit } from './units';
import { ofRef, UNKNOWN, type FunctionRef, type GivenArguments, type Obj, type Value } from './value';
import { impliedCall, impliedName, startId } from '../program/places';

/** What this function returns is sent to a client, if the catalogue says so of its kind. */
function noteResponder(unit: FunctionUnit, source: SourceFact): void {
  if (!source.responds || unit.isResponder) return;
  unit.isResponder = true;
  if (unit.state === 'done') unit.state = 'new';
}

/** A decorated function that a framework or a model calls: its parameters come from outside. */
export function enterDecorated(machine: Machine, decorator: Expression, made: Value, target: Value): void {
  if (machine.isShallow) return;
  const callee = decorator.kind === 'call' ? evaluate(machine, decorator.callee) : made;
  for (const ref of [...callee.refs, ...made.refs]) {
    if (ref.kind !== 'path') continue;
    const path = ref.path.replace(/\(\)$/, '');
    if (machine.facts.isTracing(path, 'decorators')) machine.found.tracing.add(path);
    if (machine.facts.handlers(ref.path).length > 0) {
      runHandlers(machine, ref.path, { positional: [target], named: new Map(), rest: undefined }, machine.callSite(asCall(decorator), path));
    }
    const source = machine.facts.sourceDecorator(path);
    if (source) {
      if (source.label === 'user-input') sightEntry(machine, 'endpoint', path, machine.callSite(asCall(decorator), written(machine, asCall(decorator).callee)), target, decorator);
      enterAll(machine, target, source, decorator);
    } else if (machine.facts.toolDecorator(path)) {
      sightEntry(machine, 'tool', path, machine.callSite(asCall(decorator), written(machine, asCall(decorator).callee)), target, decorator);
      enterTools(machine, target, decorator);
    } else continue;
    return;
  }
  if (decorator.kind === 'call') enterMethod(machine, givenOf(machine, decorator), target, decorator);
  const sign = decoratorSign(machine, decorator);
  if (sign !== undefined) enterAll(machine, target, TOOL, decorator, sign);
}

/** A function that is called from outside, as the inventory lists it; the call that says so may name a route or a title. */
function sightEntry(machine: Machine, kind: 'endpoint' | 'tool', path: string, site: CallSite, target: Value, call?: Expression): void {
  const sighting = sight(machine, kind, path, site);
  keepHandlers(sighting, target);
  const callee = call?.kind === 'call' ? call.callee : call;
  if (kind === 'tool' && callee?.kind === 'member') keepValue(sighting, 'receiver', { value: evaluate(machine, callee.object), node: callee.object });
  if (call?.kind !== 'call') return;
  const given = givenOf(machine, call);
  keepArguments(machine, sighting, 'name', given, ['name', 'name_override', '0', 'path', 'rule']);
  keepArguments(machine, sighting, 'description', given, ['description', 'description_override']);
  keepArguments(machine, sighting, 'methods', given, ['methods.0']);
}

/** What a model hands to a tool. */
export const TOOL: SourceFact = { label: 'tool-argument', label_text: 'chosen by the model' };

function enterTools(machine: Machine, target: Value, decorator: Expression): void {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  for (const ref of target.refs) {
    if (ref.kind !== 'function') continue;
    ref.unit.isTool = true;
    if (callee.kind === 'member') noteServer(machine, ref.unit, evaluate(machine, callee.object));
  }
  const schema = decorator.kind === 'call' ? givenOf(machine, decorator).named.get('args_schema') : undefined;
  enterAll(machine, target, TOOL, decorator, undefined, undefined, schema);
}

/**
 * Calls functions from outside, with labelled arguments; `likely` says why they are only taken for such,
 * `isChosen` which of their parameters come from there.
 */
export function enterAll(
  machine: Machine, target: Value, source: SourceFact, decorator: Expression, likely?: string, isChosen?: (index: number) => boolean, schema?: Value,
): void {
  for (const ref of target.refs) {
    if (ref.kind !== 'function') continue;
    noteResponder(ref.unit, source);
    const site = machine.callSite(asCall(decorator), ref.unit.name);
    const chosen = parametersFrom(machine, ref, source, likely, isChosen ?? chosenBy(ref.unit, likely));
    enter(machine, ofRef(ref), schema ? throughSchema(machine, chosen, schema, site) : chosen, site, source === TOOL ? byAgent(ref.unit) : undefined);
  }
}

/** Which parameters a tool of an unknown framework gets from the model: all, but those that a framework fills beside others. */
function chosenBy(unit: FunctionUnit, likely: string | undefined): (index: number) => boolean {
  const { parameters } = unit.node;
  const own = parameters.map((parameter, index) => likely !== undefined && isOfFramework(parameterName(parameter, index)));
  const first = unit.bindsFirst ? 1 : 0;
  // `execute(name, **kwargs)`: beside its name, the arguments of a tool are all that is left.
  const isRest = likely !== undefined && parameters.slice(first).every((parameter, index) => parameter.rest === 'dict' || isToolName(parameterName(parameter, index + first)));
  return (index) => !own[index] || (isRest && parameters[index]?.rest === 'dict');
}

export function byAgent(unit: FunctionUnit): string {
  return `\`${unit.name}\` is a tool; the agent that calls it may record the call`;
}

/** One value for each parameter: the source, or what its annotation makes of it. */
export function parametersFrom(machine: Machine, ref: FunctionRef, source: SourceFact, likely: string | undefined, isChosen: (index: number) => boolean): GivenArguments {
  const named = new Map<string, Value>();
  const positional: Value[] = [];
  let rest: Value | undefined;
  let options: Value | undefined;
  ref.unit.node.parameters.forEach((parameter, index) => {
    if (index < ownParameters(ref)) return;
    const value = !isChosen(index) ? UNKNOWN : weakenedIf(parameterSource(machine, ref.unit, parameter, index, source), likely);
    if (parameter.rest === 'dict') options = value;
    else if (parameter.rest) rest = value;
    else if (parameter.isKeywordOnly) named.set(parameterName(parameter, index), value);
    else positional.push(value);
  });
  const own: GivenArguments = { positional, named, rest, ...(options ? { options } : {}) };
  if (!ref.wraps || (!rest && !options)) return own;
  return behindWrapper(ref, own, ref.wraps, parametersFrom(machine, { kind: 'function', unit: ref.wraps }, source, likely, chosenBy(ref.wraps, likely)));
}

function weakenedIf(value: Value, likely: string | undefined): Value {
  return likely === undefined ? value : weakenedInside(value, likely, new Set());
}

/** With all that is in it: fields, and items of lists in fields. */
function weakenedInside(value: Value, likely: string, seen: Set<Obj>): Value {
  for (const ref of value.refs) {
    if ((ref.kind !== 'instance' && ref.kind !== 'object') || seen.has(ref.object)) continue;
    const { object } = ref;
    seen.add(object);
    for (const [name, field] of object.fields) object.fields.set(name, weakenedInside(field, likely, seen));
    object.items = object.items.map((item) => weakenedInside(item, likely, seen));
  }
  return weakened(value, likely);
}

function parameterSource(machine: Machine, unit: FunctionUnit, parameter: Parameter, index: number, source: SourceFact): Value {
  if (isInjected(machine, unit, parameter, index)) return UNKNOWN;
  return takenApart(machine, parameter, index, (name) => namedSource(machine, parameter, [parameterTaint(unit, parameter, name, source)]));
}

function namedSource(machine: Machine, parameter: Parameter, taints: readonly Taint[]): Value {
  const annotation = parameter.annotation;
  if (!annotation) return { refs: [], taints };
  if (admitsNoText(machine, annotation)) return UNKNOWN;
  const type = annotationValue(machine, annotation);
  if (type.refs.some((ref) => ref.kind === 'class')) return applySchema(machine, type, taints);
  const known = type.refs.find((ref) => ref.kind === 'path' && machine.facts.type(ref.path));
  // A request object is told apart by its members; anything else is the source as it stands.
  if (known?.kind === 'path' && !machine.facts.sourceType(known.path)) return ofRef({ ...known, isInstance: true });
  return { refs: [], taints };
}

export function parameterTaint(unit: FunctionUnit, parameter: Parameter, name: string, source: SourceFact): Taint {
  const id = startId(unit.module, parameter);
  return labelled(source.label, { id, name }, stepAt(unit.module, parameter, sourceText(source, name)));
}

/** Filled by the framework: `Depends(…)`, `BackgroundTasks`. */
function isInjected(machine: Machine, unit: FunctionUnit, parameter: Parameter, index: number): boolean {
  const fallback = unit.defaults.get(index);
  if (fallback?.refs.some((ref) => ref.kind === 'path' && machine.facts.injection(ref.path.replace(/\(\)$/, '')))) return true;
  return parameter.annotation !== undefined && isInjectedType(machine, parameter.annotation);
}

/** Functions that a platform calls by their name and the place of their file. */
export function enterNamed(machine: Machine, node: FunctionNode, value: Value, exported?: string): void {
  if (machine.isShallow) return;
  const name = exported ?? node.name;
  for (const entry of machine.facts.entryPoints) {
    if (name === undefined || !(entry.names.includes(name) || (entry.names.includes('*') && exported !== undefined))) continue;
    if (!placeMatches(machine, entry, node)) continue;
    const positional = positionalFrom(machine, entry.parameters, entry.source, node);
    for (const ref of value.refs) {
      if (ref.kind !== 'function') continue;
      if (entry.source.label === 'user-input') sightEntry(machine, 'endpoint', '', entrySite(machine, node), value);
      noteResponder(ref.unit, entry.source);
      enter(machine, ofRef(ref), { positional, named: new Map(), rest: undefined }, entrySite(machine, node));
    }
  }
}

/**
 * Functions that nothing in this file calls from outside, and whose parameters are named like those of a
 * handler: `(req, res)`. Whoever registers them may stand in a file that is not there.
 */
export function enterShaped(machine: Machine, unit: FunctionUnit): void {
  const own = unit.owner && unit.bindsFirst ? 1 : 0;
  const entry = machine.facts.entryPoints.find((one) => one.parameterNames && shapeMatches(one.parameterNames, unit.node, own));
  if (!entry || machine.entered.has(unit) || !machine.frame.state) return;
  const { called } = machine.module;
  const before = machine.frame.state.unlogged;
  const isCalled = called.has(unit);
  const target = unit.owner ? bindMethod(unit, selfValue(unit.owner)) : ofRef({ kind: 'function', unit });
  const positional = positionalFrom(machine, entry.parameters, entry.source, unit.node, own);
  enter(machine, target, { positional, named: new Map(), rest: undefined }, entrySite(machine, unit.node));
  // Whether its calls are logged is judged by whoever does call it, and of the function alone where nobody does.
  if (machine.frame.state) machine.frame.state.unlogged = before;
  if (!isCalled) called.delete(unit);
}

/** One name alone tells too little for a function that takes more. `own`: how many parameters stand before those that are passed, as `self` does. */
function shapeMatches(patterns: readonly string[], node: FunctionNode, own: number): boolean {
  const given = node.parameters.slice(own);
  if (given.length < patterns.length || given.length > (patterns.length === 1 ? 1 : patterns.length + 1)) return false;
  return patterns.every((pattern, index) => {
    const parameter = given[index]!;
    return isUntyped(parameter) && new RegExp(pattern).test(parameterName(parameter, index + own));
  });
}

/** No type that a class or a library has given: `req`, `req: any`, `req: { body: … }`. */
function isUntyped({ annotation }: Parameter): boolean {
  return !annotation || annotation.kind === 'object' || (annotation.kind === 'name' && /^(any|unknown)$/.test(annotation.name));
}

function placeMatches(machine: Machine, entry: EntryPoint, node: FunctionNode): boolean {
  if (entry.on || entry.parameterNames) return false;
  if (entry.imports && !machine.module.program.imports.some((one) => entry.imports!.some((name) => one.module === name || one.module.startsWith(`${name}.`) || one.module.startsWith(`${name}/`)))) return false;
  const first = node.parameters[0];
  if (entry.firstParameter && (!first || parameterName(first, 0) !== entry.firstParameter)) return false;
  if (entry.directive && !node.directives.includes(entry.directive) && !machine.module.program.directives.includes(entry.directive)) return false;
  return entry.files === undefined || new RegExp(entry.files).test(machine.module.file.replace(/\\/g, '/'));
}

export function entrySite(machine: Machine, node: FunctionNode): CallSite {
  const name = node.name ?? 'handler';
  return machine.callSite(impliedCall(impliedName(name, node.nameSpan)), name);
}

function positionalFrom(machine: Machine, parameters: Readonly<Record<string, string>>, source: SourceFact, node: FunctionNode | undefined, own = 0): Value[] {
  const positional: Value[] = [];
  for (const [position, kind] of Object.entries(parameters)) {
    const index = Number(position);
    const parameter = node?.parameters[index + own];
    positional[index] = kind === 'source' ? directSource(machine, source, parameter, index) : ofRef({ kind: 'path', path: kind, isInstance: true });
  }
  return Array.from(positional, (value) => value ?? UNKNOWN);
}

/** How many parameters come before those that a caller gives: `self` of a bound method. */
export function ownParameters({ unit, self }: FunctionRef): number {
  return unit.bindsFirst && self ? 1 : 0;
}

function directSource(machine: Machine, source: SourceFact, parameter: Parameter | undefined, index: number): Value {
  if (!parameter) return UNKNOWN;
  return takenApart(machine, parameter, index, (name) => {
    const taint = labelled(source.label, { id: machine.siteId(parameter), name }, machine.step(parameter, sourceText(source, name)), source.likely);
    return { refs: [], taints: [taint] };
  });
}

/** Handlers that a call registers: routes, events, tools. */
export function runHandlers(machine: Machine, path: string, given: GivenArguments, site: CallSite): void {
  if (machine.isShallow) return;
  for (const entry of machine.facts.handlers(path)) {
    for (const { value } of findArguments(machine, given, entry.handler)) {
      if (entry.source.label === 'user-input' && value.refs.some((ref) => ref.kind === 'function')) {
        const sighting = sight(machine, 'endpoint', path, site);
        keepHandlers(sighting, value);
        keepArguments(machine, sighting, 'name', given, ['0', '0.url', '0.path']);
      }
      for (const ref of value.refs) {
        if (ref.kind !== 'function') continue;
        const positional = positionalFrom(machine, entry.parameters, entry.source, ref.unit.node, ownParameters(ref));
        noteResponder(ref.unit, entry.source);
        enter(machine, ofRef(ref), { positional, named: new Map(), rest: undefined }, site);
      }
    }
  }
  const tool = machine.facts.toolCall(path);
  leaveRegistration(machine, path, [...machine.facts.handlers(path).map(({ handler }) => handler), ...(tool ? [tool.handler] : [])], given, site);
  if (!tool) return;
  promptArguments(machine, (tool.description ?? []).map((argument) => ({ argument, role: 'description' as const })), given, site);
  enterDescribedTool(machine, tool, given, site);
}

/** Parameters that are marked as parts of a request: `@Body() dto`. */
function enterMarked(machine: Machine, unit: ClassUnit): void {
  for (const method of unit.methods.values()) {
    let isEntry = false;
    const positional = method.node.parameters.map((parameter, index) => {
      for (const decorator of parameter.decorators) {
        const callee = decorator.kind === 'call' ? decorator.callee : decorator;
        for (const ref of annotationValue(machine, callee).refs) {
          const source = ref.kind === 'path' ? machine.facts.sourceParameter(ref.path) : undefined;
          if (!source) continue;
          isEntry = true;
          noteResponder(method, source);
          return parameterSource(machine, method, parameter, index, source);
        }
      }
      return UNKNOWN;
    });
    if (!isEntry) continue;
    const bound = bindMethod(method, selfValue(unit)).refs[0];
    if (bound?.kind !== 'function') continue;
    sightEntry(machine, 'endpoint', '', entrySite(machine, method.node), ofRef(bound));
    enter(machine, ofRef(bound), { positional, named: new Map(), rest: undefined }, entrySite(machine, method.node));
  }
}

/** Methods of views that a framework calls by name. */
function enterViews(machine: Machine, unit: ClassUnit): void {
  const bases = libraryBases(unit).map((path) => machine.facts.type(path)?.name ?? path);
  for (const entry of machine.facts.entryPoints) {
    if (!entry.on?.some((path) => bases.some((base) => machine.facts.isA(base, path)))) continue;
    for (const name of entry.names) {
      const method = unit.methods.get(name);
      const bound = method && bindMethod(method, selfValue(unit)).refs[0];
      if (!method || bound?.kind !== 'function') continue;
      const offset = method.bindsFirst ? 1 : 0;
      const shifted = Object.fromEntries(Object.entries(entry.parameters).map(([position, kind]) => [Number(position) + offset, kind]));
      const positional = positionalFrom(machine, shifted, entry.source, method.node).slice(offset);
      if (entry.source.label === 'user-input') sightEntry(machine, 'endpoint', '', entrySite(machine, method.node), ofRef(bound));
      enter(machine, ofRef(bound), { positional, named: new Map(), rest: undefined }, entrySite(machine, method.node));
    }
  }
}

/** Classes that a library calls: views, and tools with a `_run` method. */
export function enterClass(machine: Machine, unit: ClassUnit): void {
  enterViews(machine, unit);
  enterMarked(machine, unit);
  enterToolClass(machine, unit);
  enterExecutorClass(machine, unit);
}
