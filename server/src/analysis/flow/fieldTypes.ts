import type { Argument, Call, Expression } from '../program/program';
import { annotationValue } from './annotations';
import { EVERYTHING, NOTHING, type Cleared } from './families';
import { summarise } from './functions';
import { join } from './joining';
import { cleared } from './labels';
import type { Machine } from './machine';
import { addItem, makeObject } from './objects';
import { admitsOnly } from './patterns';
import { asItIs, below, isEnum, itemsOf, MAX_DEPTH, readBy, type Reading } from './schema';
import { parameterBase } from './symbol';
import { UNKNOWN, type Ref, type TypeAlias, type Value } from './value';

type Index = Extract<Expression, { kind: 'index' }>;

const closedTypes = new Set([
  'int', 'float', 'bool', 'complex', 'Decimal', 'UUID', 'datetime', 'date', 'time', 'timedelta', 'None',
  'number', 'boolean', 'Date', 'bigint', 'conint', 'confloat', 'PositiveInt', 'NonNegativeInt', 'NonNegativeFloat',
  'PositiveFloat', 'StrictInt', 'StrictFloat', 'StrictBool',
]);
const transparentTypes = new Set(['Optional', 'Annotated', 'list', 'List', 'set', 'Set', 'tuple', 'Tuple', 'Sequence', 'Array', 'Union', 'FrozenSet', 'frozenset', 'Required', 'NotRequired', 'ReadOnly']);

/** What the field of a checked object holds, by its annotation: no more labels than its type lets through. */
export function ofFieldType(machine: Machine, annotation: Expression, reading: Reading): Value {
  const admits = admitted(machine, annotation, reading.depth);
  if (reading.taints.length === 0 || admits === EVERYTHING) return UNKNOWN;
  const open = admits === NOTHING ? asItIs(reading) : cleared(asItIs(reading), admits);
  if (reading.depth > MAX_DEPTH) return open;
  const alternatives = alternativesOf(annotation);
  if (alternatives) return alternatives.map((one) => ofFieldType(machine, one, { ...reading, taints: open.taints })).reduce(join);
  if (annotation.kind === 'index') {
    const name = nameOf(annotation.object);
    const parts = partsOf(annotation.index);
    if (transparentTypes.has(name) && parts[0]) return ofItems(machine, ofFieldType(machine, parts[0], { ...below(reading, open.taints), given: name === 'Optional' || name === 'Annotated' ? reading.given : itemsOf(machine, reading) }));
    if (/^(dict|Dict|Mapping|MutableMapping|defaultdict)$/.test(name) && parts[1]) return ofItems(machine, ofFieldType(machine, parts[1], { ...below(reading, open.taints), given: undefined }));
  }
  if (annotation.kind === 'name' || annotation.kind === 'member') {
    for (const ref of annotationValue(machine, annotation).refs) {
      const alias = aliasOf(ref);
      if (alias) return ofAlias(machine, alias, reading);
      if (ref.kind === 'class') return readBy(machine, { refs: [ref], taints: [] }, reading);
    }
  }
  return open;
}

/** The types of `Start | Stop` and `Union[Start, Stop]`: any of them may be what was given. */
function alternativesOf(annotation: Expression): readonly Expression[] | undefined {
  if (annotation.kind === 'binary' && annotation.operator === '|') return [annotation.left, annotation.right];
  const isUnion = annotation.kind === 'index' && nameOf(annotation.object) === 'Union' && annotation.index.kind === 'list' && annotation.index.items.length > 0;
  return isUnion ? partsOf(annotation.index) : undefined;
}

/** What a type with a name of its own lets through. */
export function ofAlias(machine: Machine, alias: TypeAlias, reading: Reading): Value {
  return reading.depth > MAX_DEPTH ? asItIs(reading) : readAlias(machine, alias, (type) => ofFieldType(machine, type, below(reading)));
}

/** A list is as good as any of its items: which one is read is not followed. */
function ofItems(machine: Machine, item: Value): Value {
  const made = makeObject('list', machine.frame.depth);
  made.isExact = false;
  addItem(made, item);
  return { refs: [{ kind: 'object', object: made }, ...item.refs], taints: item.taints };
}

/** Numbers, booleans, dates, enums and literals: nothing a model could write code into. */
export function admitsNoText(machine: Machine, annotation: Expression): boolean {
  return admitted(machine, annotation, 0) === EVERYTHING;
}

/** The sinks that a value of this type cannot harm. */
function admitted(machine: Machine, annotation: Expression, depth: number): Cleared {
  if (depth > MAX_DEPTH) return NOTHING;
  switch (annotation.kind) {
    case 'literal': return EVERYTHING;
    case 'name':
    case 'member': return closedTypes.has(nameOf(annotation)) ? EVERYTHING : ofNamed(machine, annotation, depth);
    case 'string': return /^[A-Za-z_]\w*$/.test(annotation.value)
      ? admitted(machine, { kind: 'name', name: annotation.value, start: annotation.start, end: annotation.end }, depth + 1) : NOTHING;
    case 'binary': return admitted(machine, annotation.left, depth) & admitted(machine, annotation.right, depth);
    case 'call': return closedTypes.has(nameOf(annotation.callee)) ? EVERYTHING : byPattern(machine, annotation.arguments);
    case 'index': return ofGeneric(machine, nameOf(annotation.object), partsOf(annotation.index), depth);
    default: return NOTHING;
  }
}

function ofNamed(machine: Machine, annotation: Expression, depth: number): Cleared {
  for (const ref of annotationValue(machine, annotation).refs) {
    const alias = aliasOf(ref);
    if (alias) return readAlias(machine, alias, (type) => admitted(machine, type, depth + 1));
    if (ref.kind === 'class' && isEnum(ref.unit)) return EVERYTHING;
    if (ref.kind === 'path' && machine.facts.schemaKind(ref.path) === 'closed') return EVERYTHING;
  }
  return NOTHING;
}

function ofGeneric(machine: Machine, name: string, parts: readonly Expression[], depth: number): Cleared {
  if (name === 'Literal') return EVERYTHING;
  if (name === 'Annotated') return parts.reduce((all, part, index) => all | (index === 0 ? admitted(machine, part, depth + 1) : ofConstraint(machine, part)), NOTHING);
  if (!transparentTypes.has(name)) return NOTHING;
  return parts.reduce((all, part) => all & admitted(machine, part, depth + 1), EVERYTHING);
}

/** `Field(pattern=…)`, `StringConstraints(pattern=…)`, `AfterValidator(check_name)`. */
function ofConstraint(machine: Machine, constraint: Expression): Cleared {
  return constraint.kind === 'call' ? byPattern(machine, constraint.arguments) | byValidator(machine, constraint) : NOTHING;
}

/** What a function that sees the value makes sure of by coming back at all. */
function byValidator(machine: Machine, { callee, arguments: [first] }: Call): Cleared {
  const isCheck = annotationValue(machine, callee).refs.some((ref) => ref.kind === 'path' && machine.facts.isFieldCheck(ref.path));
  const check = isCheck && first ? annotationValue(machine, first.value).refs[0] : undefined;
  if (check?.kind !== 'function') return NOTHING;
  const subject = parameterBase(check.unit, 0);
  return summarise(machine, check.unit).clears.reduce((all, { symbol, cleared: bits }) => (symbol.base === subject && symbol.path.length === 0 ? all | (bits & EVERYTHING) : all), NOTHING);
}

/** What a constraint on the text clears: a pattern with both anchors. */
function byPattern(machine: Machine, given: readonly Argument[]): Cleared {
  const value = given.find(({ name }) => name === 'pattern' || name === 'regex')?.value;
  const pattern = value?.kind === 'string' ? value.value : value?.kind === 'name' ? annotationValue(machine, value).text : undefined;
  return pattern === undefined ? NOTHING : admitsOnly(pattern);
}

/** `slug: str = Field(pattern=…)` is `slug: Annotated[str, Field(pattern=…)]`. */
export function withDeclared(annotation: Expression, value: Expression | undefined): Expression {
  if (value?.kind !== 'call' || !value.arguments.some(({ name }) => name === 'pattern' || name === 'regex')) return annotation;
  const { start, end } = annotation;
  return { kind: 'index', object: { kind: 'name', name: 'Annotated', start, end }, index: { kind: 'list', form: 'tuple', items: [annotation, value], start, end }, isOptional: false, start, end };
}

/** `Mode = Literal['fast', 'slow']`: a name for a type, where the expression is one of those that only types can be. */
export function typeAlias(machine: Machine, made: Value, type: Index): Value | undefined {
  if (isGeneric(made) && isType(type.index)) return made;
  const ref = made.refs.find((one) => one.kind === 'path' && !one.isInstance && /^(typing|typing_extensions|builtins|collections\.abc)\./.test(one.path));
  return ref?.kind === 'path' ? { refs: [{ ...ref, alias: { type, frame: machine.frame } }], taints: [] } : undefined;
}

/** `ToolRuntime[Context, State]`: a class of a library with its type arguments is that class. */
function isGeneric(made: Value): boolean {
  return made.refs.length > 0 && made.refs.every((ref) => ref.kind === 'path' && !ref.isInstance && /\.[A-Z]\w*[a-z]\w*$/.test(ref.path) && !/^(typing|typing_extensions|builtins|collections\.abc)\./.test(ref.path));
}

function isType(expression: Index['index']): boolean {
  switch (expression.kind) {
    case 'slice': return false;
    case 'literal': return expression.value === null;
    case 'list': return expression.items.every(isType);
    case 'index': return isType(expression.object);
    default: return closedTypes.has(nameOf(expression)) || /^([A-Z]\w*[a-z]\w*|str|dict|list|tuple|set|bytes|type|object)$/.test(nameOf(expression));
  }
}

function aliasOf(ref: Ref): TypeAlias | undefined {
  return ref.kind === 'path' ? ref.alias : undefined;
}

/** What the type is that an alias stands for, with names as they are meant where it was written. */
function readAlias<T>(machine: Machine, { type, frame }: TypeAlias, read: (type: Expression) => T): T {
  const reader = machine.frame;
  machine.frame = frame;
  const found = read(type);
  machine.frame = reader;
  return found;
}

function nameOf(type: Expression): string {
  return type.kind === 'name' ? type.name : type.kind === 'member' ? type.property : '';
}

function partsOf(index: Expression): readonly Expression[] {
  return index.kind === 'list' ? index.items : [index];
}
