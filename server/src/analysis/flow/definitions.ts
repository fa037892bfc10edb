import type { ClassNode, Expression, FunctionNode } from '../program/program';
import { annotated, annotationValue } from './annotations';
import { withDeclared } from './fieldTypes';
import { callValue } from './calls';
import { addSubclass, bindMethod, noteShape, selfValue, setMethod, takeOver } from './classes';
import { resettle, settleClass } from './settling';
import { decorate, noteLibraryDecorator } from './doubts';
import { standingFor } from './wrappers';
import { isFollowedLater } from './entering';
import { enterClass, enterDecorated, enterNamed } from './entries';
import { enterExecutor } from './executors';
import { evaluate } from './expressions';
import { isProtocol } from './interfaces';
import type { Machine } from './machine';
import { thisOf, writeName } from './names';
import { makeObject, memberOfObject } from './objects';
import { tellBases } from './subclassing';
import { enterFunction, fillMessage } from './tools';
import type { ClassUnit, FunctionUnit } from './units';
import { ofRef, type Ref, type Value } from './value';
import { impliedCall } from '../program/places';

/** A function where it is defined: it sees the variables of the current frame. */
export function closure(machine: Machine, node: FunctionNode, owner?: ClassUnit, isStatic = false): Value {
  const unit = unitOf(machine, node, owner, isStatic);
  node.parameters.forEach((parameter, index) => {
    if (parameter.defaultValue) unit.defaults.set(index, evaluate(machine, parameter.defaultValue));
  });
  return ofRef({ kind: 'function', unit });
}

function unitOf(machine: Machine, node: FunctionNode, owner: ClassUnit | undefined, isStatic: boolean): FunctionUnit {
  const module = machine.module;
  let unit = module.functions.get(node);
  if (unit) {
    unit.outer = machine.frame;
  } else {
    unit = {
      uid: `${module.uid}#${node.id}`, name: node.name ?? 'the function', module, node, outer: machine.frame, owner, isStatic,
      bindsFirst: owner !== undefined && module.family === 'python' && !isStatic, defaults: new Map(), lexicalThis: undefined, summary: undefined,
      state: 'new', isRecursive: false, isResponder: false, madeAt: -1,
    };
    module.functions.set(node, unit);
  }
  if (node.isArrow) unit.lexicalThis = thisOf(machine.frame);
  noteTestedAround(machine, unit);
  machine.frame.nested.add(unit);
  return unit;
}

/** It is made after the tests on the way here, and so is called after them: unless it is hoisted. */
function noteTestedAround({ frame, module }: Machine, unit: FunctionUnit): void {
  const { state } = frame;
  const isHoisted = module.family === 'javascript' && !unit.node.isArrow && unit.node.name !== undefined;
  if (!isHoisted && frame.unit && state && state.refined.size > 0) unit.definedAt = state.copy();
  else delete unit.definedAt;
}

/** A function statement: binds the name to what its decorators make of the function. */
export function defineFunction(machine: Machine, node: FunctionNode): void {
  const value = decorated(machine, closure(machine, node), node.decorators);
  if (node.name !== undefined) writeName(machine, node.name, value, true);
  enterFunction(machine, value);
  enterExecutor(machine, value);
  if (node.directives.length > 0) enterNamed(machine, node, value, node.name);
}

/** Applies decorators, the innermost first. One that is not the project's own leaves the function as it is. */
function decorated(machine: Machine, plain: Value, decorators: readonly Expression[]): Value {
  let value = plain;
  for (let i = decorators.length - 1; i >= 0; i--) {
    const decorator = decorators[i]!;
    const made = evaluate(machine, decorator);
    enterDecorated(machine, decorator, made, value);
    if (!isOwn(made)) {
      noteLibraryDecorator(machine, decorator, made, value);
      continue;
    }
    const result = decorate(machine, decorator, made, value);
    if (result.refs.some((ref) => ref.kind === 'function' || ref.kind === 'partial' || ref.kind === 'instance')) value = standingFor(result, plain);
  }
  return value;
}

/** A decorator of the project. */
function isOwn(made: Value): boolean {
  return made.refs.some((ref) => ref.kind === 'function' || ref.kind === 'class');
}

/** A decorator is a call of the decorator with the function. */
export function asCall(expression: Expression): Extract<Expression, { kind: 'call' }> {
  return expression.kind === 'call' ? expression
    : impliedCall(expression);
}

export function defineClass(machine: Machine, node: ClassNode): Value {
  const bases = node.bases.map((base) => evaluate(machine, base));
  const unit = classUnit(machine, node, bases);
  for (const base of bases) {
    for (const ref of base.refs) if (ref.kind === 'class') addSubclass(ref.unit, unit);
  }
  for (const type of node.implements ?? []) {
    for (const ref of annotationValue(machine, type).refs) if (ref.kind === 'class') addSubclass(ref.unit, unit);
  }
  let isKnownBetter = false;
  for (const member of node.members) {
    if (member.kind === 'field') {
      if (member.annotation) unit.annotations.set(member.name, withDeclared(member.annotation, member.value));
      const start = member.value && declaredDefault(machine, evaluateField(machine, unit, member.value), member.value, member.annotation);
      // The first look at a module calls nothing: what a function gives is known only now.
      isKnownBetter ||= saysMore(start, unit.statics.get(member.name));
      if (start) unit.statics.set(member.name, start);
      continue;
    }
    const plain = closure(machine, member.function, unit, member.isStatic);
    const method = plain.refs[0];
    if (method?.kind === 'function' && member.role !== 'setter') {
      setMethod(unit, member.name, method.unit);
      if (member.role === 'getter') unit.getters.add(member.name);
    }
  }
  registerType(machine, unit);
  const value = ofRef({ kind: 'class', unit });
  if (node.name !== undefined) writeName(machine, node.name, value, true);
  fillMessage(machine, unit);
  if (!machine.isShallow) {
    if (isKnownBetter) resettle(unit);
    tellBases(machine, node, unit);
    if (isFollowedLater(machine)) machine.module.defined.add(unit);
    else followClass(machine, unit);
  }
  return value;
}

/** What its methods do, for each other and when they are called from outside. */
export function followClass(machine: Machine, unit: ClassUnit): void {
  settleClass(machine, unit);
  enterMethods(machine, unit);
  enterClass(machine, unit);
}

/** A value may be something that the one before it was not known to be. */
function saysMore(value: Value | undefined, before: Value | undefined): boolean {
  const known = new Set(before?.refs.map(kindOf));
  return before !== undefined && value !== undefined && value.refs.some((ref) => !known.has(kindOf(ref)));
}

function kindOf(ref: Ref): string {
  return ref.kind === 'path' ? ref.path : ref.kind;
}

function registerType(machine: Machine, unit: ClassUnit): void {
  if (!isProtocol(unit.bases)) return machine.types.addClass(unit);
  unit.required ??= new Set([...unit.methods.keys()].filter((name) => !name.startsWith('__')));
  machine.types.addInterface(unit);
}

/** Field values see `this` and are evaluated like the start of a constructor. */
function evaluateField(machine: Machine, unit: ClassUnit, value: Expression): Value {
  const before = machine.frame.thisValue;
  if (machine.module.family === 'javascript') machine.frame.thisValue = selfValue(unit);
  const result = evaluate(machine, value);
  machine.frame.thisValue = before;
  return result;
}

/**
 * `store: Store = Field(default_factory=Store)`: what the field begins as, which the declaration of a
 * field only wraps. Undefined where its type alone says what it holds.
 */
function declaredDefault(machine: Machine, value: Value, at: Expression, type: Expression | undefined): Value | undefined {
  const made = value.refs.find((ref) => ref.kind === 'path' && /(^|\.)(Field|field|PrivateAttr|attrib|ib)\(\)$/.test(ref.path));
  if (made?.kind !== 'path') return value;
  const options = made.schema ?? value;
  const named = memberOfObject(options, 'default') ?? memberOfObject(options, '0');
  if (named) return named.constant !== null && named.refs.every((ref) => ref.kind !== 'path') ? named : unlessTyped(machine, value, type);
  const factory = memberOfObject(options, 'default_factory') ?? memberOfObject(options, 'factory');
  const isOwn = factory?.refs.some((ref) => ref.kind === 'class' || ref.kind === 'function' || (ref.kind === 'path' && machine.facts.type(ref.path) !== undefined)) ?? false;
  if (factory && isOwn && !machine.isShallow) return callValue(machine, factory, { positional: [], named: new Map(), rest: undefined }, machine.callSite(asCall(at), 'the field'));
  return made.schema?.constant !== undefined ? made.schema : unlessTyped(machine, value, type);
}

function unlessTyped(machine: Machine, value: Value, type: Expression | undefined): Value | undefined {
  return type && annotated(machine, type)?.refs.some((ref) => ref.kind === 'instance') ? undefined : value;
}

function enterMethods(machine: Machine, unit: ClassUnit): void {
  for (const method of unit.methods.values()) {
    if (method.node.decorators.length === 0) continue;
    const bound = bindMethod(method, selfValue(unit));
    for (const decorator of method.node.decorators) {
      const made = evaluate(machine, decorator);
      enterDecorated(machine, decorator, made, bound);
      // Nothing is called on any object yet.
      if (isOwn(made)) decorate(machine, decorator, made, ofRef({ kind: 'function', unit: method }));
      else noteLibraryDecorator(machine, decorator, made, bound);
    }
  }
}

function classUnit(machine: Machine, node: ClassNode, bases: readonly Value[]): ClassUnit {
  const module = machine.module;
  const known = module.classes.get(node);
  if (known) {
    if (!hasSameClasses(known.bases, bases)) noteShape();
    known.bases = bases;
    known.outer = machine.frame;
    return known;
  }
  const unit: ClassUnit = {
    uid: `${module.uid}#c${node.id}`, name: node.name ?? 'a class', module, node, bases, methods: new Map(), getters: new Set(),
    statics: new Map(), annotations: new Map(), self: makeObject('instance', -1), subclasses: [], heads: new Set(), outer: machine.frame,
  };
  takeOver(unit, module.previous?.classes.get(node));
  module.classes.set(node, unit);
  return unit;
}

/** Whether a class that is defined once more comes from the same classes of the project. */
function hasSameClasses(before: readonly Value[], now: readonly Value[]): boolean {
  const known = classesIn(before);
  const found = classesIn(now);
  return known.length === found.length && known.every((unit, index) => unit === found[index]);
}

function classesIn(bases: readonly Value[]): readonly ClassUnit[] {
  return bases.flatMap(({ refs }) => refs.flatMap((ref) => (ref.kind === 'class' ? [ref.unit] : [])));
}
