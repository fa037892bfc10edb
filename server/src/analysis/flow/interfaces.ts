import type { ClassNode, Expression, TypeStatement } from '../program/program';
import { annotationValue } from './annotations';
import { addFitting, ancestors, takeOver } from './classes';
import { fitsInterface, type ClassShape, type InterfaceShape, type Parameters, type TypeShapes } from './fitting';
import type { Machine } from './machine';
import { lookUp, writeName } from './names';
import { makeObject } from './objects';
import type { ClassUnit, FunctionUnit } from './units';
import { ofRef, type PathRef, type Value } from './value';
import { startMark } from '../program/places';

/** Types have a name space of their own: a value of the same name is something else. */
export function typeKey(name: string): string {
  return `type ${name}`;
}

/** Classes that fit an interface by their methods alone; where more do, fitting it says nothing. */
const MAX_FITTING = 8;

/**
 * The interfaces and classes of a project by their methods. A class implements a protocol when it has
 * the methods, whether or not it says so.
 */
export class TypeRegistry {
  private readonly interfaces = new Set<ClassUnit>();
  private readonly byMethod = new Map<string, Set<ClassUnit>>();

  addInterface(unit: ClassUnit): void {
    if (this.interfaces.has(unit)) return;
    this.interfaces.add(unit);
    const [first] = unit.required ?? [];
    for (const other of (first !== undefined && this.byMethod.get(first)) || []) this.link(unit, other);
  }

  addClass(unit: ClassUnit): void {
    let isNew = false;
    for (const name of unit.methods.keys()) {
      let known = this.byMethod.get(name);
      if (!known) this.byMethod.set(name, (known = new Set()));
      isNew ||= !known.has(unit);
      known.add(unit);
    }
    if (isNew) for (const one of this.interfaces) this.link(one, unit);
  }

  forget(unit: ClassUnit): void {
    this.interfaces.delete(unit);
    for (const name of unit.methods.keys()) {
      const known = this.byMethod.get(name);
      if (known?.delete(unit) && known.size === 0) this.byMethod.delete(name);
    }
  }

  /** Those of some modules, as others may be held against them. */
  shapes(isWanted: (file: string) => boolean): TypeShapes {
    const classes = new Set<ClassUnit>();
    for (const units of this.byMethod.values()) {
      for (const unit of units) if (!unit.required && isWanted(unit.module.file)) classes.add(unit);
    }
    const interfaces = [...this.interfaces].filter((unit) => isWanted(unit.module.file)).flatMap((unit) => interfaceShape(unit) ?? []);
    return { interfaces, classes: [...classes].map(classShape) };
  }

  private link(one: ClassUnit, unit: ClassUnit): void {
    if (one.subclasses.length < MAX_FITTING && one.module.family === unit.module.family && fits(one, unit)) addFitting(one, unit);
  }
}

function fits(one: ClassUnit, unit: ClassUnit): boolean {
  const shape = interfaceShape(one);
  if (!shape || unit.required || one === unit) return false;
  return fitsInterface(shape, (name) => {
    const method = methodOf(unit, name);
    return method && parametersOf(method);
  });
}

function interfaceShape({ required, methods, module }: ClassUnit): InterfaceShape | undefined {
  if (!required || required.size === 0) return undefined;
  const [first] = methods.values();
  return { family: module.family, required: [...required], parameters: first && namesOf(first) };
}

function classShape(unit: ClassUnit): ClassShape {
  const names = new Set(ancestors(unit).flatMap((at) => [...at.methods.keys()]));
  return { family: unit.module.family, methods: new Map([...names].map((name) => [name, parametersOf(methodOf(unit, name)!)])) };
}

function methodOf(unit: ClassUnit, name: string): FunctionUnit | undefined {
  return ancestors(unit).map((at) => at.methods.get(name)).find((method) => method !== undefined);
}

function parametersOf(unit: FunctionUnit): Parameters {
  return { names: namesOf(unit), isOpen: unit.node.parameters.some((parameter) => parameter.rest !== undefined) };
}

function namesOf(unit: FunctionUnit): string[] {
  return unit.node.parameters.slice(unit.bindsFirst ? 1 : 0).flatMap(({ target, rest }) => {
    const inner = target.kind === 'default' ? target.target : target;
    return rest === undefined && inner.kind === 'name' ? [inner.name] : [];
  });
}

/** Python: a class that only says what others have to have. */
export function isProtocol(bases: readonly Value[]): boolean {
  return bases.some((base) => base.refs.some((ref) => ref.kind === 'path' && /^typing(_extensions)?\.Protocol$/.test(ref.path)));
}

const nodes = new WeakMap<TypeStatement, ClassNode>();

/** `interface A extends B { ask(q: string): Promise<string>; store: Store }`: methods to be found in classes, and typed fields. */
export function defineType(machine: Machine, statement: TypeStatement): void {
  if (machine.module.family !== 'javascript') {
    const alias: PathRef = { kind: 'path', path: 'typing.TypeAliasType', isInstance: false, alias: { type: statement.type, frame: machine.frame } };
    return writeName(machine, statement.name, ofRef(alias), true);
  }
  const parts = partsOf(statement.type);
  const entries = parts.flatMap((part) => (part.kind === 'object' ? part.entries : []));
  if (entries.length === 0) return;
  const node = nodeOf(statement);
  let unit = machine.module.classes.get(node);
  if (!unit) {
    const required = new Set(entries.flatMap((entry) => (typeof entry.key === 'string' && entry.value.kind === 'unknown' ? [entry.key] : [])));
    unit = {
      uid: `${machine.module.uid}#t${startMark(statement)}`, name: statement.name, module: machine.module, node, bases: [], methods: new Map(), getters: new Set(),
      statics: new Map(), annotations: new Map(), self: makeObject('instance', -1), subclasses: [], heads: new Set(), outer: machine.frame, required,
    };
    takeOver(unit, machine.module.previous?.classes.get(node));
    for (const entry of entries) if (typeof entry.key === 'string' && entry.value.kind !== 'unknown') unit.annotations.set(entry.key, entry.value);
    machine.module.classes.set(node, unit);
  }
  unit.outer = machine.frame;
  unit.bases = parts.filter((part) => part.kind !== 'object').map((part) => annotationValue(machine, part));
  machine.types.addInterface(unit);
  writeName(machine, typeKey(statement.name), ofRef({ kind: 'class', unit }), true);
}

/** The class that a type stands for. It outlives the interpretation, so it must not be made where one is in scope. */
function nodeOf(statement: TypeStatement): ClassNode {
  const known = nodes.get(statement);
  if (known?.name === statement.name) return known;
  const node: ClassNode = {
    id: -startMark(statement), name: statement.name, nameSpan: statement, bases: [], keywords: [], decorators: [], members: [],
    get start() { return statement.start; },
    get end() { return statement.end; },
  };
  nodes.set(statement, node);
  return node;
}

function partsOf(type: Expression): readonly Expression[] {
  return type.kind === 'binary' && type.operator === '&' ? [...partsOf(type.left), ...partsOf(type.right)] : [type];
}

/** The interface or class that a type's name means here. */
export function typeNamed(machine: Machine, name: string): Value | undefined {
  return machine.module.family === 'javascript' ? lookUp(machine, typeKey(name)) : undefined;
}
