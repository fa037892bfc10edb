import type { Expression } from '../program/program';
import type { Label } from '../analysis';
import type { Assumption } from './assuming';
import { isLeftOpen } from './instanceFields';
import { join } from './joining';
import type { Machine } from './machine';
import { setField } from './objects';
import { noteFieldRead } from './reads';
import type { ClassUnit, FunctionUnit } from './units';
import { ofRef, type InstanceRef, type Value } from './value';

/** Base classes of the project, nearest first. */
export function ancestors(unit: ClassUnit): readonly ClassUnit[] {
  return familyOf(unit).above;
}

/** What `read` makes of names as they are meant where a class is written: its file may be another than the one at hand. */
export function readWhereWritten<T>(machine: Machine, { outer }: ClassUnit, read: () => T): T {
  const reader = machine.frame;
  machine.frame = outer;
  const found = read();
  machine.frame = reader;
  return found;
}

/** What the annotation of a field says, of the nearest class of the family that has one. */
export function readAnnotation<T>(machine: Machine, unit: ClassUnit, field: string, read: (annotation: Expression) => T): T | undefined {
  for (const at of ancestors(unit)) {
    const annotation = at.annotations.get(field);
    if (annotation) return readWhereWritten(machine, at, () => read(annotation));
  }
  return undefined;
}

/** Of more classes above, or below, the rest is left out: no program that people wrote has as many. */
const MAX_ABOVE = 400;
const MAX_BELOW = 1_000;

function lineOf(unit: ClassUnit, found = new Set<ClassUnit>()): Set<ClassUnit> {
  if (found.size >= MAX_ABOVE || found.has(unit)) return found;
  found.add(unit);
  for (const base of unit.bases) {
    for (const ref of base.refs) if (ref.kind === 'class') lineOf(ref.unit, found);
  }
  return found;
}

export function descendants(unit: ClassUnit): readonly ClassUnit[] {
  return familyOf(unit).below;
}

function below(unit: ClassUnit, found = new Set<ClassUnit>()): Set<ClassUnit> {
  const open = [...unit.subclasses].reverse();
  for (let sub = open.pop(); sub && found.size < MAX_BELOW; sub = open.pop()) {
    if (found.has(sub)) continue;
    found.add(sub);
    for (let at = sub.subclasses.length - 1; at >= 0; at--) open.push(sub.subclasses[at]!);
  }
  return found;
}

/** What follows from how the classes of the program hang together, for as long as that stays. */
interface Family {
  readonly above: readonly ClassUnit[];
  readonly below: readonly ClassUnit[];
  readonly methods: Map<string, readonly FunctionUnit[]>;
  readonly overrides: Map<string, readonly FunctionUnit[]>;
  /** Classes below those above; made when first asked for, as is what follows. */
  around: ReadonlySet<ClassUnit> | undefined;
  /** Classes whose methods can be those of one object together with methods of this class. */
  kin: ReadonlySet<ClassUnit> | undefined;
}

/** Made anew with each shape: what a class that is gone was part of would hold on to others that are. */
let families = new WeakMap<ClassUnit, Family>();
let familyShape = 0;
let shape = 0;

/** The same number as long as the classes of the program hang together as they do. */
export function shapeOfClasses(): number {
  return shape;
}

/** A class was given a base, a subclass or a method. */
export function noteShape(): void {
  shape++;
}

function familyOf(unit: ClassUnit): Family {
  if (familyShape !== shape) families = new WeakMap();
  familyShape = shape;
  let family = families.get(unit);
  if (!family) {
    family = { above: [...lineOf(unit)], below: [...below(unit)], methods: new Map(), overrides: new Map(), around: undefined, kin: undefined };
    families.set(unit, family);
  }
  return family;
}

/** Whether one object can have methods of both classes. */
export function areKin(unit: ClassUnit, other: ClassUnit): boolean {
  const family = familyOf(unit);
  family.kin ??= new Set([unit, ...family.below].flatMap((one) => [...ancestors(one)]));
  return family.kin.has(other);
}

export function addSubclass(unit: ClassUnit, sub: ClassUnit): void {
  if (unit.subclasses.includes(sub)) return;
  unit.subclasses.push(sub);
  sub.heads.add(unit);
  noteShape();
}

/** Subclasses that say nothing of it: they have the methods. */
const fitting = new WeakMap<ClassUnit, WeakSet<ClassUnit>>();

export function addFitting(unit: ClassUnit, sub: ClassUnit): void {
  let known = fitting.get(unit);
  if (!known) fitting.set(unit, (known = new WeakSet()));
  known.add(sub);
  addSubclass(unit, sub);
}

/**
 * Classes of other modules that came from a class before its module was run anew come from the new one now.
 * Whether those that only had its methods have them still is asked again.
 */
export function takeOver(unit: ClassUnit, before: ClassUnit | undefined): void {
  if (!before) return;
  unit.subclasses = before.subclasses;
  for (const heir of unit.subclasses.splice(0)) {
    if (heir.module === before.module || heir.module.state === 'gone') continue;
    heir.heads.delete(before);
    if (fitting.get(before)?.has(heir)) continue;
    heir.bases = heir.bases.map((base) => ({ ...base, refs: base.refs.map((ref) => (ref.kind === 'class' && ref.unit === before ? { ...ref, unit } : ref)) }));
    addSubclass(unit, heir);
  }
}

export function setMethod(unit: ClassUnit, name: string, method: FunctionUnit): void {
  if (unit.methods.get(name) === method) return;
  unit.methods.set(name, method);
  noteShape();
}

/** A class that is analysed anew, or not at all any more, is no subclass of what it came from. */
export function forgetClass(unit: ClassUnit): void {
  for (const head of unit.heads) {
    const at = head.subclasses.indexOf(unit);
    if (at >= 0) head.subclasses.splice(at, 1);
  }
  noteShape();
}

/** Library classes that the class comes from, as paths. */
export function libraryBases(unit: ClassUnit): string[] {
  const found: string[] = [];
  for (const at of ancestors(unit)) {
    for (const base of at.bases) for (const ref of base.refs) if (ref.kind === 'path') found.push(ref.path);
  }
  return found;
}

/** What any method, anywhere in the family of the class, gave to the field. */
export function findField(unit: ClassUnit, name: string): Value | undefined {
  const values = fieldValues(unit, name);
  noteFieldRead(unit, name, values);
  return values.length === 0 ? undefined : values.reduce(join);
}

/** The same for each class of the family apart. */
export function fieldValues(unit: ClassUnit, name: string): readonly Value[] {
  let found: Value[] | undefined;
  const family = familyOf(unit);
  for (const line of [family.above, family.below]) {
    for (const at of line) {
      const value = at.self.fields.get(name) ?? at.statics.get(name);
      if (value) (found ??= []).push(value);
    }
  }
  return found ?? NONE;
}

const NONE: readonly Value[] = [];

/** The method a call on the class may reach: the nearest one, or every override of an abstract one. */
export function findMethods(unit: ClassUnit, name: string): readonly FunctionUnit[] {
  const known = familyOf(unit).methods;
  let found = known.get(name);
  if (!found) known.set(name, (found = methodsOf(unit, name)));
  return found;
}

/** Overrides of one method that a call on the base type is taken to reach; where there are more, the type says nothing of which it is. */
const MAX_OVERRIDES = 8;

/**
 * The methods that a call reaches where the object is only known to be of the class or of one below:
 * `self` in a base class, a parameter of its type.
 */
export function findOverrides(unit: ClassUnit, name: string): readonly FunctionUnit[] {
  const known = familyOf(unit).overrides;
  let found = known.get(name);
  if (found) return found;
  const nearest = findMethods(unit, name);
  const below = isConstructor(name) ? [] : descendants(unit).flatMap((sub) => sub.methods.get(name) ?? []).filter((method) => !isAbstract(method) && !nearest.includes(method));
  found = below.length > MAX_OVERRIDES ? nearest : [...nearest, ...below];
  known.set(name, found);
  return found;
}

function methodsOf(unit: ClassUnit, name: string): readonly FunctionUnit[] {
  for (const at of ancestors(unit)) {
    const method = at.methods.get(name);
    if (method && !isAbstract(method)) return [method];
    if (method) break;
  }
  const overrides: FunctionUnit[] = [];
  if (isConstructor(name)) return overrides;
  for (const sub of around(unit)) {
    const method = sub.methods.get(name);
    if (method && !isAbstract(method) && !overrides.includes(method)) overrides.push(method);
  }
  return overrides;
}

/** What a class without one is made with never comes to the one of a class below: `super().__init__()` asks those above only. */
function isConstructor(name: string): boolean {
  return name === '__init__' || name === 'constructor' || name === '__new__';
}

function around(unit: ClassUnit): ReadonlySet<ClassUnit> {
  const family = familyOf(unit);
  if (!family.around) {
    const found = new Set<ClassUnit>();
    for (const at of family.above) below(at, found);
    family.around = found;
  }
  return family.around;
}

export function hasConcreteMethod(unit: ClassUnit, name: string): boolean {
  const method = ancestors(unit).map((at) => at.methods.get(name)).find((found) => found !== undefined);
  return method !== undefined && !isAbstract(method);
}

/** Nothing but a docstring, `pass`, `...` or a complaint. */
function isAbstract(unit: FunctionUnit): boolean {
  return unit.node.body.every((statement) => {
    if (statement.kind === 'throw') return true;
    if (statement.kind === 'block') return statement.body.length === 0;
    if (statement.kind === 'return') return statement.value === undefined;
    return statement.kind === 'expression' && (statement.value.kind === 'string' || statement.value.kind === 'unknown'
      || statement.value.kind === 'literal' || (statement.value.kind === 'name' && statement.value.name === 'Ellipsis'));
  });
}

export function isClassMethod(unit: FunctionUnit): boolean {
  return unit.node.decorators.some((decorator) => decorator.kind === 'name' && decorator.name === 'classmethod');
}

export function bindMethod(unit: FunctionUnit, self: Value | undefined, when?: Assumption): Value {
  return ofRef({ kind: 'function', unit, ...(self && !unit.isStatic ? { self } : {}), ...(when ? { when } : {}) });
}

/** The object as the methods of its own class see it. */
export function selfValue(unit: ClassUnit): Value {
  return ofRef({ kind: 'instance', unit, object: unit.self });
}

/** The same object with the methods of the class above: `super`. */
export function baseSelf(unit: ClassUnit): Value | undefined {
  const base = ancestors(unit)[1];
  return base && ofRef({ kind: 'instance', unit: base, object: unit.self });
}

export function writeInstance(machine: Machine, ref: InstanceRef, name: string, value: Value): void {
  if (ref.object !== ref.unit.self) {
    setField(ref.object, name, value, machine.frame.depth);
    noteSet(machine, ref.unit, name, value);
    return;
  }
  const before = ref.object.fields.get(name);
  const after = before === undefined ? value : join(before, value);
  if (after === before) return;
  ref.object.fields.set(name, after);
  changes.set(ref.unit, (changes.get(ref.unit) ?? 0) + 1);
}

/** Fields that are set on an object from outside: its methods read what the caller's object has there. */
const setOutside = new WeakMap<ClassUnit, Set<string>>();
/** Fields of one class that are followed so. */
const MAX_SET = 12;

/** A field of `self` that callers set on the object before they call its method. */
export function isSetOutside(object: Value, name: string): boolean {
  return object.refs.some((ref) => ref.kind === 'instance' && ref.object === ref.unit.self && setOutside.get(ref.unit)?.has(name));
}

/** A field of a dataclass or a model that whoever makes the object names: no method of the class writes it, and what it is otherwise holds nothing. */
export function isFilledIn({ refs }: Value, name: string): boolean {
  return refs.some((ref) => ref.kind === 'instance' && ref.unit.module.family === 'python' && constructorOf(ref.unit) === undefined
    && ancestors(ref.unit).some(({ annotations }) => annotations.has(name))
    && ancestors(ref.unit).every(({ self, statics }) => !self.fields.has(name) && !statics.get(name)?.refs.some(({ kind }) => kind === 'object')));
}

const followed: ReadonlySet<Label> = new Set<Label>(['model-output', 'tool-argument', 'user-input', 'retrieved', 'tool-result']);

/** The role of a message: who calls its methods knows which it is. */
function isRole(name: string, { constant }: Value): boolean {
  return name === 'role' && typeof constant === 'string';
}

/** A field of one object is given a text from outside, or a role, by something other than a method of its class. */
export function noteSet(machine: Machine, unit: ClassUnit, name: string, value: Value): void {
  if (machine.isShallow || value.refs.some(({ kind }) => kind === 'object' || kind === 'instance')) return;
  if (!value.taints.some(({ label }) => label !== undefined && followed.has(label)) && !isRole(name, value) && !isLeftOpen(unit, name, value)) return;
  for (const at of ancestors(unit)) {
    let known = setOutside.get(at);
    if (!known) setOutside.set(at, (known = new Set()));
    if (known.has(name) || known.size >= MAX_SET) continue;
    known.add(name);
    for (const method of readersOf(at, name)) forgetSummary(method);
  }
}

/** Methods that read a field of their object, and those that call such a method. */
function readersOf(unit: ClassUnit, name: string): ReadonlySet<FunctionUnit> {
  const found = new Set<FunctionUnit>();
  const names = [name];
  for (const sought of names) {
    // A function that the whole object is handed to may read the field too.
    const reads = new RegExp(`\\b(self|this)!?\\??\\.${sought.replace(/\W/g, '\\$&')}\\b|[(,]\\s*(self|this)\\s*[,)]`);
    for (const method of unit.methods.values()) {
      if (found.has(method) || !reads.test(unit.module.text.slice(method.node.body[0]?.start ?? method.node.end, method.node.end))) continue;
      found.add(method);
      names.push(method.name);
    }
  }
  return found;
}

/** Field writes so far, to tell whether a method was summarised with less than is known now. */
const changes = new WeakMap<ClassUnit, number>();

export function fieldWrites(unit: ClassUnit): number {
  return changes.get(unit) ?? 0;
}

/** How many classes implement what the module's abstract classes leave open. */
export function implementations(units: Iterable<ClassUnit>): number {
  let count = 0;
  for (const unit of units) if (unit.required || [...unit.methods.values()].some(isAbstract)) count += descendants(unit).length;
  return count;
}

/** It is summarised anew when it is asked for again. */
export function forgetSummary(unit: FunctionUnit): void {
  if (unit.state === 'done') unit.state = 'new';
}

export function constructorOf(unit: ClassUnit): FunctionUnit | undefined {
  return ancestors(unit).map(({ methods }) => methods.get('__init__') ?? methods.get('constructor')).find((method) => method !== undefined);
}

