import type { Expression } from '../program/program';
import { annotationValue } from './annotations';
import { callUnit, callValue } from './calls';
import { ancestors, libraryBases, readAnnotation, readWhereWritten } from './classes';
import { bitOf, EVERYTHING, NOTHING, type Cleared } from './families';
import { admitsNoText, ofAlias, ofFieldType } from './fieldTypes';
import { join } from './joining';
import { cleared, deepTaints } from './labels';
import type { Machine } from './machine';
import { elementOf, memberOf } from './members';
import { makeObject, memberOfObject } from './objects';
import { afterMaking } from './ownChecks';
import { listOfOne } from './methods';
import { admitsOnly } from './patterns';
import type { Taint } from './taint';
import { acceptedBy } from './textTests';
import type { CallSite, ClassUnit } from './units';
import { addTaints, ofRef, UNKNOWN, type GivenArguments, type InstanceRef, type Obj, type PathRef, type Ref, type SchemaStep, type Value } from './value';

/** Deeper schemas are taken as open. */
export const MAX_DEPTH = 10;

/** What goes through a schema. */
export interface Reading {
  readonly taints: readonly Taint[];
  /** How many schemas are around this one. */
  readonly depth: number;
  /** The call that checks it; functions of the schema are called from there. */
  readonly site: CallSite | undefined;
  /** What is read, where its fields are known one by one, and what of their labels goes. */
  readonly given?: { readonly value: Value; readonly left: (taints: readonly Taint[]) => readonly Taint[] } | undefined;
  /** What tables came to, each as far in as it stands: one that holds itself has more ways to a table than anyone could go. Only where no field has labels of its own. */
  readonly tables?: Map<Obj, (Value | undefined)[]> | undefined;
}

/**
 * A value that went through a schema: fields that admit no free text lose every label, the others
 * keep what is given in `taints`. An unknown schema leaves the labels on the whole.
 */
export function applySchema(machine: Machine, schema: Value, taints: readonly Taint[], site?: CallSite, given?: Reading['given']): Value {
  return readBy(machine, schema, { taints, depth: 0, site, given, tables: given ? undefined : new Map() });
}

export function readBy(machine: Machine, schema: Value, reading: Reading): Value {
  if (reading.taints.length === 0) return UNKNOWN;
  if (reading.depth > MAX_DEPTH) return asItIs(reading);
  const alternatives = schema.refs.flatMap((ref) => ofSchema(machine, ref, reading) ?? []);
  return alternatives.length === 0 ? asItIs(reading) : alternatives.reduce(join);
}

export function asItIs({ taints }: Reading): Value {
  return { refs: [], taints };
}

/** The same, one schema further in. */
export function below(reading: Reading, taints: readonly Taint[] = reading.taints): Reading {
  return { ...reading, taints, depth: reading.depth + 1 };
}

/** One field of what is read: where each field is known, it has no labels of the others. */
function fieldOf(machine: Machine, reading: Reading, name: string): Reading {
  const { given } = reading;
  if (!given || !isKnownByField(given.value)) return { ...below(reading), given: undefined, tables: reading.tables ?? new Map() };
  const value = addTaints(memberOf(machine, given.value, name), given.value.taints.filter(({ symbol }) => symbol === undefined));
  return { ...below(reading, given.left(deepTaints(value))), given: { ...given, value } };
}

/** An object whose fields are written, whatever is spread into it beside them, or what only a caller knows. */
function isKnownByField({ refs }: Value): boolean {
  return refs.length > 0 && refs.every((ref) => ref.kind === 'symbol' || (ref.kind === 'object' && ref.object.form === 'object'));
}

/** Any one of the items of what is read, where it is a list. */
export function itemsOf(machine: Machine, reading: Reading): Reading['given'] {
  const { given } = reading;
  const isList = given?.value.refs.some((ref) => ref.kind === 'symbol' || (ref.kind === 'object' && ref.object.form === 'list'));
  return given && isList ? { ...given, value: elementOf(machine, given.value) } : undefined;
}

/** What one schema lets through; undefined of what is none. */
function ofSchema(machine: Machine, ref: Ref, reading: Reading): Value | undefined {
  if (ref.kind === 'class') return ofClass(machine, ref.unit, reading);
  if (ref.kind === 'object') return ofTable(machine, ref.object, reading);
  if (ref.kind !== 'path') return undefined;
  if (ref.alias) return ofAlias(machine, ref.alias, reading);
  const isList = ref.steps?.some(({ kind }) => kind === 'list') ?? false;
  const read = ofLibrary(machine, ref, isList ? { ...reading, given: itemsOf(machine, reading) } : reading);
  return read && ref.steps ? ref.steps.reduce((value, step) => afterStep(machine, value, step, reading), read) : read;
}

function ofTable(machine: Machine, object: Obj, reading: Reading): Value {
  const known = reading.tables?.get(object) ?? [];
  const before = known[reading.depth];
  if (before) return before;
  const made = object.form === 'list' ? ofAlternatives(machine, object.items, reading) : ofJsonSchema(machine, object, reading) ?? ofShape(machine, object.fields, reading);
  known[reading.depth] = made;
  reading.tables?.set(object, known);
  return made;
}

function ofLibrary(machine: Machine, ref: PathRef, reading: Reading): Value | undefined {
  const kind = machine.facts.schemaKind(ref.path.replace(/\(\)$/, ''));
  if (kind === 'closed') return UNKNOWN;
  if (kind === 'open') return asItIs(reading);
  if (!ref.schema) return undefined;
  if (kind === 'array') return listOfOne(machine, readBy(machine, ref.schema, { ...below(reading), given: itemsOf(machine, reading) }));
  return kind === 'wrapper' || kind === 'record' ? ofWrapper(machine, ref.schema, reading) : readBy(machine, ref.schema, below(reading));
}

/** What a further step of a schema leaves of what was read. */
function afterStep(machine: Machine, read: Value, { kind, value, site }: SchemaStep, reading: Reading): Value {
  const given: GivenArguments = { positional: [read], named: new Map(), rest: undefined };
  switch (kind) {
    case 'pattern': return value.text === undefined ? read : without(read, admitsOnly(value.text));
    case 'predicate': {
      callValue(machine, value, given, reading.site ?? site);
      return without(read, acceptedBy(machine, value, given));
    }
    case 'transform': return callValue(machine, value, given, reading.site ?? site);
    case 'list': return listOfOne(machine, read);
    case 'follower': return readBy(machine, value, { ...below(reading, deepTaints(read)), tables: reading.tables && new Map() });
  }
}

function without(value: Value, families: Cleared): Value {
  return families === NOTHING ? value : cleared(value, families);
}

/** The methods of a class that look at a field before it is set: `@field_validator('table')`. */
function throughChecks(machine: Machine, unit: ClassUnit, field: string, read: Value, site: CallSite | undefined): Value {
  let value = read;
  for (const method of unit.methods.values()) {
    if (method.node.decorators.some((decorator) => isCheckOf(machine, unit, decorator, field))) {
      value = callUnit(machine, method, ofRef({ kind: 'class', unit }), site?.call, [value]);
    }
  }
  return value;
}

function isCheckOf(machine: Machine, unit: ClassUnit, decorator: Expression, field: string): boolean {
  if (decorator.kind !== 'call' || !decorator.arguments.some(({ value }) => value.kind === 'string' && (value.value === field || value.value === '*'))) return false;
  const { refs } = readWhereWritten(machine, unit, () => annotationValue(machine, decorator.callee));
  return refs.some((ref) => ref.kind === 'path' && machine.facts.isFieldCheck(ref.path));
}

function ofShape(machine: Machine, fields: ReadonlyMap<string, Value>, reading: Reading): Value {
  const made = makeObject('object', machine.frame.depth);
  for (const [name, field] of fields) made.fields.set(name, readBy(machine, field, fieldOf(machine, reading, name)));
  return ofRef({ kind: 'object', object: made });
}

/** `{ type: 'object', properties: { path: { type: 'string' } } }`: a schema as JSON says it. */
function ofJsonSchema(machine: Machine, { fields }: Obj, reading: Reading): Value | undefined {
  const properties = fields.get('type')?.constant === 'object' ? fields.get('properties')?.refs.find((ref) => ref.kind === 'object') : undefined;
  if (properties?.kind !== 'object') return undefined;
  const made = makeObject('object', machine.frame.depth);
  for (const [name, field] of properties.object.fields) made.fields.set(name, ofProperty(machine, field, reading));
  return ofRef({ kind: 'object', object: made });
}

function ofProperty(machine: Machine, field: Value, reading: Reading): Value {
  const type = memberOfObject(field, 'type')?.constant;
  const isClosed = type === 'number' || type === 'integer' || type === 'boolean' || memberOfObject(field, 'enum') !== undefined || memberOfObject(field, 'const') !== undefined;
  if (isClosed) return UNKNOWN;
  return type === 'object' ? readBy(machine, field, below(reading)) : asItIs(reading);
}

/** `z.union([z.string(), z.array(z.string())])`: what any of them lets through. */
function ofAlternatives(machine: Machine, alternatives: readonly Value[], reading: Reading): Value {
  return alternatives.reduce((all, one) => join(all, readBy(machine, one, below(reading))), UNKNOWN);
}

function ofWrapper(machine: Machine, inner: Value, reading: Reading): Value {
  const item = readBy(machine, inner, { ...below(reading), given: itemsOf(machine, reading) });
  const list = listOfOne(machine, item);
  return { refs: [...list.refs, ...item.refs], taints: item.taints };
}

function ofClass(machine: Machine, unit: ClassUnit, reading: Reading): Value {
  if (isEnum(unit)) return UNKNOWN;
  const known = reading.given ? undefined : reading.tables?.get(unit.self) ?? [];
  const before = known?.[reading.depth];
  if (before) return before;
  const made = makeObject('instance', machine.frame.depth);
  for (const at of [...ancestors(unit)].reverse()) {
    for (const [name, annotation] of at.annotations) {
      const read = readWhereWritten(machine, at, () => ofFieldType(machine, annotation, fieldOf(machine, reading, name)));
      made.fields.set(name, throughChecks(machine, at, name, read, reading.site));
    }
  }
  const self: InstanceRef = { kind: 'instance', unit, object: made };
  if (reading.site) afterMaking(machine, unit, self, reading.site);
  const value = ofRef(self);
  if (known) {
    known[reading.depth] = value;
    reading.tables?.set(unit.self, known);
  }
  return value;
}

export function isEnum(unit: ClassUnit): boolean {
  return libraryBases(unit).some((path) => /(^|\.)(Str|Int)?Enum$/.test(path));
}

/** Whether an object of the class can only be made of fields that fit their types. */
export function checksFields(machine: Machine, unit: ClassUnit): boolean {
  return libraryBases(unit).some((path) => machine.facts.schemaKind(path) === 'object');
}

/** What such a class takes as one of its fields: a number is a number, and a text was looked at. */
export function checkedField(machine: Machine, unit: ClassUnit, name: string, value: Value, site: CallSite): Value {
  const isClosed = readAnnotation(machine, unit, name, (annotation) => admitsNoText(machine, annotation));
  const taken = isClosed === undefined ? value : cleared(value, isClosed ? EVERYTHING : bitOf('field-use'));
  return ancestors(unit).reduce((read, at) => throughChecks(machine, at, name, read, site), taken);
}
