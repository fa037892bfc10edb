import type { Expression } from '../program/program';
import { bitOf, EVERYTHING } from './families';
import { ancestors, libraryBases } from './classes';
import type { Machine } from './machine';
import { annotationValue } from './annotations';
import type { Taint } from './taint';
import type { ClassUnit } from './units';
import { addItem, cleared, join, makeObject, ofRef, UNKNOWN, type Ref, type Value } from './value';

/** Deeper schemas are taken as open. */
const MAX_DEPTH = 4;

/**
 * A value that went through a schema: fields that admit no free text lose every label, the others
 * keep what is given in `taints`. An unknown schema leaves the labels on the whole.
 */
export function applySchema(machine: Machine, schema: Value, taints: readonly Taint[], depth = 0): Value {
  if (taints.length === 0) return UNKNOWN;
  const open: Value = { refs: [], taints };
  if (depth > MAX_DEPTH) return open;
  const alternatives = schema.refs.flatMap((ref) => ofSchema(machine, ref, taints, depth) ?? []);
  return alternatives.length === 0 ? open : alternatives.reduce(join);
}

/** What one schema lets through; undefined of what is none. */
function ofSchema(machine: Machine, ref: Ref, taints: readonly Taint[], depth: number): Value | undefined {
  if (ref.kind === 'class') return ofClass(machine, ref.unit, taints, depth);
  if (ref.kind === 'object' && ref.object.form === 'list') return ofAlternatives(machine, ref.object.items, taints, depth);
  if (ref.kind === 'object') return ofShape(machine, ref.object.fields, taints, depth);
  if (ref.kind !== 'path') return undefined;
  const kind = machine.facts.schemaKind(ref.path.replace(/\(\)$/, ''));
  if (kind === 'closed') return UNKNOWN;
  if (kind === 'open') return { refs: [], taints };
  if (!ref.schema) return undefined;
  return kind === 'wrapper' ? ofWrapper(machine, ref.schema, taints, depth) : applySchema(machine, ref.schema, taints, depth + 1);
}

function ofShape(machine: Machine, fields: ReadonlyMap<string, Value>, taints: readonly Taint[], depth: number): Value {
  const made = makeObject('object', machine.frame.depth);
  for (const [name, field] of fields) made.fields.set(name, applySchema(machine, field, taints, depth + 1));
  return ofRef({ kind: 'object', object: made });
}

/** `z.union([z.string(), z.array(z.string())])`: what any of them lets through. */
function ofAlternatives(machine: Machine, alternatives: readonly Value[], taints: readonly Taint[], depth: number): Value {
  return alternatives.reduce((all, one) => join(all, applySchema(machine, one, taints, depth + 1)), UNKNOWN);
}

function ofWrapper(machine: Machine, inner: Value, taints: readonly Taint[], depth: number): Value {
  const item = applySchema(machine, inner, taints, depth + 1);
  const made = makeObject('list', machine.frame.depth);
  made.isExact = false;
  addItem(made, item);
  return { refs: [{ kind: 'object', object: made }, ...item.refs], taints: item.taints };
}

function ofClass(machine: Machine, unit: ClassUnit, taints: readonly Taint[], depth: number): Value {
  if (isEnum(unit)) return UNKNOWN;
  const made = makeObject('instance', machine.frame.depth);
  for (const at of [...ancestors(unit)].reverse()) {
    for (const [name, annotation] of at.annotations) {
      made.fields.set(name, ofAnnotation(machine, annotation, taints, depth + 1));
    }
  }
  return ofRef({ kind: 'instance', unit, object: made });
}

export function isEnum(unit: ClassUnit): boolean {
  return libraryBases(unit).some((path) => /(^|\.)(Str|Int)?Enum$/.test(path));
}

/** Whether an object of the class can only be made of fields that fit their types. */
export function checksFields(machine: Machine, unit: ClassUnit): boolean {
  return libraryBases(unit).some((path) => machine.facts.schemaKind(path) === 'object');
}

/** What such a class takes as one of its fields: a number is a number, and a text was looked at. */
export function checkedField(machine: Machine, unit: ClassUnit, name: string, value: Value): Value {
  for (const at of ancestors(unit)) {
    const annotation = at.annotations.get(name);
    if (!annotation) continue;
    const reader = machine.frame;
    machine.frame = at.outer;
    const isClosed = admitsNoText(machine, annotation);
    machine.frame = reader;
    return cleared(value, isClosed ? EVERYTHING : bitOf('field-use'));
  }
  return value;
}

const closedTypes = new Set([
  'int', 'float', 'bool', 'complex', 'Decimal', 'UUID', 'datetime', 'date', 'time', 'timedelta', 'Literal', 'None',
  'number', 'boolean', 'Date', 'bigint', 'conint', 'confloat', 'PositiveInt', 'NonNegativeInt', 'NonNegativeFloat',
  'PositiveFloat', 'StrictInt', 'StrictFloat', 'StrictBool',
]);
const transparentTypes = new Set(['Optional', 'Annotated', 'list', 'List', 'set', 'Set', 'tuple', 'Tuple', 'Sequence', 'Array', 'Union', 'FrozenSet', 'frozenset']);

function ofAnnotation(machine: Machine, annotation: Expression, taints: readonly Taint[], depth: number): Value {
  if (taints.length === 0 || admitsNoText(machine, annotation)) return UNKNOWN;
  if (depth > MAX_DEPTH) return { refs: [], taints };
  if (annotation.kind === 'index' && isTransparent(annotation.object)) {
    const first = annotation.index.kind === 'list' ? annotation.index.items[0] : annotation.index;
    return first ? ofWrapperAnnotation(machine, first, taints, depth) : { refs: [], taints };
  }
  if (annotation.kind === 'name' || annotation.kind === 'member') {
    for (const ref of annotationValue(machine, annotation).refs) {
      if (ref.kind === 'class') return ofClass(machine, ref.unit, taints, depth);
    }
  }
  return { refs: [], taints };
}

function ofWrapperAnnotation(machine: Machine, first: Expression, taints: readonly Taint[], depth: number): Value {
  const item = ofAnnotation(machine, first, taints, depth + 1);
  const made = makeObject('list', machine.frame.depth);
  made.isExact = false;
  addItem(made, item);
  return { refs: [{ kind: 'object', object: made }, ...item.refs], taints: item.taints };
}

function isTransparent(type: Expression): boolean {
  return transparentTypes.has(type.kind === 'name' ? type.name : type.kind === 'member' ? type.property : '');
}

/** Numbers, booleans, dates, enums and literals: nothing a model could write code into. */
export function admitsNoText(machine: Machine, annotation: Expression): boolean {
  switch (annotation.kind) {
    case 'literal': return true;
    case 'name':
    case 'member': {
      const name = annotation.kind === 'name' ? annotation.name : annotation.property;
      if (closedTypes.has(name)) return true;
      return annotationValue(machine, annotation).refs.some((ref) => ref.kind === 'class' && isEnum(ref.unit));
    }
    case 'binary': return admitsNoText(machine, annotation.left) && admitsNoText(machine, annotation.right);
    case 'index': {
      const name = annotation.object.kind === 'name' ? annotation.object.name
        : annotation.object.kind === 'member' ? annotation.object.property : '';
      if (name === 'Literal') return true;
      if (!transparentTypes.has(name)) return false;
      const parts = annotation.index.kind === 'list' ? annotation.index.items : [annotation.index];
      return (name === 'Annotated' ? parts.slice(0, 1) : parts).every((part) => admitsNoText(machine, part));
    }
    default: return false;
  }
}
