import type { Span } from '../program/program';
import { bitOf, LOOKED } from './families';
import type { Frame } from './frame';
import type { Machine } from './machine';
import { isPredicate } from './testedFields';
import { findField, findMethods } from './classes';
import type { Symbol } from './symbol';
import type { Taint } from './taint';
import type { ClassUnit, ModuleUnit } from './units';
import type { Value } from './value';

/** Members that every list, text or dict has; reading one is no use of a parsed field. */
const structural = {
  python: new Set([
    'get', 'items', 'keys', 'values', 'append', 'extend', 'pop', 'update', 'copy', 'strip', 'replace', 'startswith', 'endswith', 'split',
    'lower', 'upper', 'join', 'insert', 'setdefault', 'sort', 'reverse', 'index', 'count',
  ]),
  javascript: new Set([
    'length', 'map', 'filter', 'forEach', 'reduce', 'find', 'some', 'every', 'join', 'slice', 'split', 'trim', 'includes', 'push', 'pop',
    'then', 'catch', 'finally', 'toString', 'replace', 'startsWith', 'concat', 'flat', 'flatMap', 'at', 'sort', 'reverse', 'hasOwnProperty',
    'indexOf', 'findIndex', 'shift', 'unshift', 'splice',
  ]),
};

/** Of a parameter: what was parsed is it, or is kept in a record that it is. */
const DEPTH = 1;

/** A field of parsed model output is read by name: that is the use that a schema should come before. */
export function noteFieldUse(machine: Machine, object: Value, property: string, span: Span, module: ModuleUnit = machine.module): void {
  // What a test looks at is used by who goes on from there.
  if (machine.frame.unit && isPredicate(machine.frame.unit.node)) return;
  if (machine.isProbing || object.taints.length === 0 || structural[machine.module.family].has(property)) return;
  if (object.refs.some((ref) => ref.kind === 'path' && ref.path.endsWith('()') && machine.facts.inference(ref.path.slice(0, -2)))) return;
  const parsed = object.taints.filter((taint) => !isWrittenBack(taint) && (taint.label === 'unvalidated-json' || (taint.symbol && !taint.readAt && (taint.parsedAt || (taint.isParsed && taint.isEnvelope) || isParameter(object, taint.symbol)))));
  if (parsed.length === 0 || isMade(object, property)) return;
  const { holding } = machine;
  if (holding?.spans.some((held) => held.start === span.start && held.end === span.end)) {
    holding.found ??= { object, property, span };
    return;
  }
  const sink = { id: 'field', module, at: span, name: property, call: undefined, value: undefined, inside: machine.frame.unit?.node };
  for (const taint of parsed) {
    machine.reach('field-use', { ...sink, id: `field:${taint.parsedAt?.id ?? taint.symbol?.key ?? taint.origin.id}` }, [taint]);
  }
}

/** `json.dumps(json.loads(text))` is a text again: it has no fields, and a record that keeps it has its own. */
function isWrittenBack({ parsedAt, isEnvelope }: Taint): boolean {
  return parsedAt !== undefined && isEnvelope === true;
}

/** The parameter itself, rather than something that was made of it. */
function isParameter(object: Value, symbol: Symbol): boolean {
  return symbol.path.length <= DEPTH && object.refs.some((ref) => ref.kind === 'symbol' && ref.symbol === symbol);
}

/** Not the data, but what a library or a class of the program made of it: its members are those of the class. */
function isMade(object: Value, property: string): boolean {
  return object.refs.length > 0 && object.refs.every((ref) => {
    if (ref.kind === 'path') return ref.path.endsWith('()');
    return ref.kind === 'instance' && hasMember(ref.unit, property);
  });
}

function hasMember(unit: ClassUnit, property: string): boolean {
  return unit.annotations.has(property) || findField(unit, property) !== undefined || findMethods(unit, property).length > 0;
}

/** A name is used that may hold such a field, unless a test on the way has looked at it. */
export function noteNameUse(machine: Machine, name: string): void {
  if (machine.isProbing) return;
  for (let frame: Frame | undefined = machine.frame; frame; frame = frame.outer) {
    const state = frame.state ?? frame.exit;
    const field = state?.held.get(name);
    if (field && !((state!.refined.get(name) ?? 0) & (bitOf('field-use') | LOOKED))) noteFieldUse(machine, field.object, field.property, field.span);
    if (field || state?.vars.has(name)) return;
  }
}
