import { fieldValues, shapeOfClasses } from './classes';
import type { Frame } from './frame';
import type { Taint } from './taint';
import type { ClassUnit, FunctionUnit, Summary } from './units';
import { deepTaintsOf, lastObjectId, type Obj, type Value } from './value';

/** Values and objects that something is made of, each as it is; undefined where they are too many to compare. */
type Content = readonly unknown[] | undefined;

/** Objects and values of one read that are compared. */
const MAX_CONTENT = 400;

/** What one run of a method has read that runs of others may write. While that is as it was, another run finds nothing new. */
class Reads {
  readonly shape = shapeOfClasses();
  readonly since = lastObjectId();
  readonly fields = new Map<ClassUnit, Map<string, Content>>();
  readonly names = new Map<Frame, Map<string, Content>>();
  readonly labels = new Map<Value, readonly Taint[]>();
  readonly given = new Map<Obj, Map<string, Value | undefined>>();
  readonly summaries = new Map<FunctionUnit, Summary | undefined>();

  constructor(readonly unit: FunctionUnit) {}
}

const known = new WeakMap<FunctionUnit, Reads>();
let current: Reads | undefined;

/** A function is run: what a method reads, also in functions inside of it, is kept. Gives what {@link endReading} wants back. */
export function startReading(unit: FunctionUnit): unknown {
  const before = current;
  if (unit.owner) known.set(unit, (current = new Reads(unit)));
  else if (!unit.outer.unit) current = undefined;
  return before;
}

export function endReading(before: unknown): void {
  current = before instanceof Reads ? before : undefined;
}

/** Its class stands still: what its methods have read is of no interest any more. */
export function forgetReads(unit: FunctionUnit): void {
  known.delete(unit);
}

/** Whether a run of the method would see something that its last one has not. */
export function hasNewToRead(unit: FunctionUnit): boolean {
  const reads = known.get(unit);
  if (!reads || reads.shape !== shapeOfClasses()) return true;
  for (const [callee, summary] of reads.summaries) {
    if (callee !== unit && (callee.summary !== summary || (summary === undefined && callee.state === 'new'))) return true;
  }
  for (const [object, given] of reads.given) for (const [base, value] of given) if (object.bindings.get(base) !== value) return true;
  for (const [owner, fields] of reads.fields) for (const [name, content] of fields) if (!isSame(content, contentOf(fieldValues(owner, name)))) return true;
  for (const [frame, names] of reads.names) for (const [name, content] of names) if (!isSame(content, contentOf([variable(frame, name)]))) return true;
  for (const [value, labels] of reads.labels) if (!isSame(labels, deepTaintsOf(value))) return true;
  return false;
}

export function noteFieldRead(owner: ClassUnit, name: string, values: readonly Value[]): void {
  if (current) note(current.fields, owner, name, values);
}

/** A name that the frame of a function or module has, outside of the function that is being run. */
export function noteNameRead(from: Frame, at: Frame, name: string, value: Value | undefined): void {
  if (!current || current.names.get(at)?.has(name)) return;
  for (let frame: Frame | undefined = from; frame && frame !== at; frame = frame.outer) {
    if (frame.unit === current.unit) return note(current.names, at, name, [value]);
  }
  if (from.unit === undefined) note(current.names, at, name, [value]);
}

/** Labels inside of objects that were there before. */
export function noteLabelsRead(value: Value, labels: readonly Taint[]): void {
  if (!current || current.labels.has(value)) return;
  const { since } = current;
  if (value.refs.some((ref) => (ref.kind === 'object' || ref.kind === 'instance') && ref.object.id <= since)) current.labels.set(value, labels);
}

/** What the methods of an object were given. */
export function noteGivenRead(object: Obj, base: string): void {
  if (!current || object.id > current.since) return;
  let given = current.given.get(object);
  if (!given) current.given.set(object, (given = new Map<string, Value | undefined>()));
  if (!given.has(base)) given.set(base, object.bindings.get(base));
}

export function noteSummaryRead(unit: FunctionUnit): void {
  if (current && !current.summaries.has(unit)) current.summaries.set(unit, unit.summary);
}

function note<K>(into: Map<K, Map<string, Content>>, key: K, name: string, values: readonly (Value | undefined)[]): void {
  let names = into.get(key);
  if (!names) into.set(key, (names = new Map<string, Content>()));
  if (!names.has(name)) names.set(name, contentOf(values));
}

function variable(frame: Frame, name: string): Value | undefined {
  return (frame.state ?? frame.exit)?.vars.get(name) ?? frame.earlier.get(name);
}

function contentOf(values: readonly (Value | undefined)[]): Content {
  const parts: unknown[] = [];
  const seen = new Set<Obj>();
  const add = (value: Value | undefined): void => {
    parts.push(value);
    for (const ref of value?.refs ?? []) {
      if (parts.length > MAX_CONTENT) return;
      if (ref.kind !== 'object' && ref.kind !== 'instance' && ref.kind !== 'setter') continue;
      // The fields that the methods of a class see are read one by one.
      if (seen.has(ref.object) || (ref.kind === 'instance' && ref.object === ref.unit.self)) continue;
      seen.add(ref.object);
      for (const field of ref.object.fields.values()) add(field);
      for (const item of ref.object.items) add(item);
    }
  };
  values.forEach(add);
  return parts.length > MAX_CONTENT ? undefined : parts;
}

function isSame(before: Content, now: Content): boolean {
  return before !== undefined && now !== undefined && before.length === now.length && before.every((part, index) => part === now[index]);
}
