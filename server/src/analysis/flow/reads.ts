import { fieldValues, shapeOfClasses } from './classes';
import type { Frame } from './frame';
import { deepTaintsOf } from './labels';
import { areLike, contentOf, isLike, isLikeSummary, type Content } from './likeness';
import { lastObjectId } from './objects';
import type { Taint } from './taint';
import type { ClassUnit, FunctionUnit, Summary } from './units';
import type { Obj, Value } from './value';

/** What one run of a method has read that runs of others may write. While that is as it was, another run finds nothing new. */
class Reads {
  readonly shape = shapeOfClasses();
  readonly since = lastObjectId();
  readonly fields = new Map<ClassUnit, Map<string, Content>>();
  readonly names = new Map<Frame, Map<string, Content>>();
  readonly labels = new Map<Value, readonly Taint[]>();
  readonly given = new Map<Obj, Map<string, Content>>();
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
  for (const [callee, summary] of reads.summaries) if (callee !== unit && meansElse(callee, summary)) return true;
  for (const [object, given] of reads.given) for (const [base, content] of given) if (!isLike(content, contentOf([object.bindings.get(base)]))) return true;
  for (const [owner, fields] of reads.fields) for (const [name, content] of fields) if (!isLike(content, contentOf(fieldValues(owner, name)))) return true;
  for (const [frame, names] of reads.names) for (const [name, content] of names) if (!isLike(content, contentOf([variable(frame, name)]))) return true;
  for (const [value, labels] of reads.labels) if (!areLike(labels, deepTaintsOf(value))) return true;
  return false;
}

function meansElse(unit: FunctionUnit, summary: Summary | undefined): boolean {
  if (unit.summary === summary) return summary === undefined && unit.state === 'new';
  return !summary || !unit.summary || !isLikeSummary(summary, unit.summary);
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
  if (!given) current.given.set(object, (given = new Map<string, Content>()));
  if (!given.has(base)) given.set(base, contentOf([object.bindings.get(base)]));
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
