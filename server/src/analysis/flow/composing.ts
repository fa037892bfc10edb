import { turnChosen } from './choosing';
import { readBy } from './reading';
import type { FlowStep } from '../analysis';
import { EVERYTHING, OF_PATHS, OF_TEXT, REWRITTEN, settledPath } from './families';
import type { Symbol } from './symbol';
import { bothUnder, type Under } from './under';
import { continued } from './story';
import { doubtOfForm, isSameTaint, isTouched, passesUnknown, type Taint } from './taint';
import type { Obj, PathRef, Value } from './value';

/** Whether an object holds unknowns of the function that made it, which a call site has to replace. */
export function hasSymbols(object: Obj, seen: Set<Obj>): boolean {
  if (seen.has(object) || seen.size > MAX_OBJECTS) return false;
  seen.add(object);
  const open = (value: Value): boolean => value.taints.some((taint) => taint.symbol !== undefined || taint.under !== undefined)
    || value.refs.some((ref) => ref.kind === 'symbol' || ref.kind === 'partial'
      || (ref.kind === 'function' && ref.unit.outer.unit !== undefined)
      || (ref.kind === 'instance' && ref.object !== ref.unit.self && hasSymbols(ref.object, seen))
      || (ref.kind === 'object' && hasSymbols(ref.object, seen)));
  if (object.copied || object.names.some((taint) => taint.symbol)) return true;
  for (const given of object.bindings.values()) if (open(given)) return true;
  for (const field of object.fields.values()) if (open(field)) return true;
  return object.items.some(open);
}

/** Whether something that an object holds, or one of its objects does, has a label of its own. */
export function hasLabels(object: Obj, seen = new Set<Obj>()): boolean {
  if (seen.has(object) || seen.size > MAX_OBJECTS) return false;
  seen.add(object);
  if (object.names.length > 0) return true;
  const isLabelled = (value: Value): boolean => value.taints.length > 0 || value.refs.some((ref) => ref.kind === 'object' && hasLabels(ref.object, seen));
  for (const field of object.fields.values()) if (isLabelled(field)) return true;
  return object.items.some(isLabelled);
}

/** The parameter that an item of a list was made from, itself or in one of its fields. */
export function openSymbol(item: Value): Symbol | undefined {
  const parts = item.refs.flatMap((ref) => (ref.kind === 'object' ? [...ref.object.fields.values(), ...ref.object.items] : []));
  for (const value of [item, ...parts]) for (const taint of value.taints) if (taint.symbol) return taint.symbol;
  return undefined;
}

/** Objects inside one object that are looked at for symbols. */
const MAX_OBJECTS = 32;
/** Whether a label that goes this way says more than one that is there already. */
export function adds(known: readonly Taint[], given: Taint, inner: Taint): boolean {
  if (inner.parsedAt || inner.readAt) return true;
  const same = known.find((other) => isSameTaint(other, given));
  if (!same) return true;
  const isStronger = same.likelyBecause !== undefined && given.likelyBecause === undefined && inner.likelyBecause === undefined;
  return isStronger || (same.cleared & (given.cleared | inner.cleared)) !== same.cleared;
}

/** A label goes in at a parameter and on along the way that the callee's label took. */
export function compose(given: Taint, inner: Taint, step: FlowStep | undefined, open?: Under): Taint[] {
  const known = inner.cleared & REWRITTEN ? given.cleared & ~OF_PATHS : given.cleared;
  const added = given.symbol ? inner.cleared : inner.cleared & ~REWRITTEN;
  const cleared = settledPath((inner.isParsed ? known & ~OF_TEXT : known) | added);
  if ((cleared & EVERYTHING) === EVERYTHING || ((inner.isPassed || inner.shows === 'nothing') && !passesUnknown(given))) return [];
  const made: Taint = {
    label: given.label, symbol: given.symbol, origin: given.origin, story: continued(given.story, step, inner.story), cleared,
    likelyBecause: given.likelyBecause ?? (inner.likelyBecause !== undefined && isTouched(given.label, inner.likelyBecause) ? inner.likelyBecause : undefined), through: inner.through ?? given.through, parsedAt: given.parsedAt, readAt: given.readAt,
    isWhole: given.isWhole, isEnvelope: inner.isEnvelope ? true : given.isEnvelope, isPassed: inner.isPassed && given.symbol ? true : given.isPassed, isPlace: given.isPlace,
    shows: inner.shows === 'nothing' && given.symbol ? 'nothing' : given.shows,
    isParsed: inner.isParsed && given.symbol ? true : given.isParsed,
    under: bothUnder(given.under, open),
  };
  if (inner.readAt) return [...(inner.readAt.into === 'retrieved' ? readBy : turnChosen)(made, given, inner.readAt)];
  const parse = inner.parsedAt;
  if (!parse) return [made];
  if (given.symbol) return [{ ...made, parsedAt: parse }];
  if (given.label === 'unvalidated-json' && given.isEnvelope) return [{ ...made, isEnvelope: false }];
  if (given.label !== 'model-output' || given.isEnvelope) return [];
  return [{ ...made, parsedAt: parse, label: 'unvalidated-json', origin: { id: parse.id, name: parse.name }, likelyBecause: made.likelyBecause ?? doubtOfForm(given.origin) }];
}

/** A library object with other values where it keeps what it was made from: the same one where nothing changes. */
export function withMade(ref: PathRef, change: (value: Value) => Value): PathRef {
  if (!ref.schema && !ref.steps) return ref;
  const schema = ref.schema && change(ref.schema);
  const steps = ref.steps?.map((step) => {
    const value = change(step.value);
    return value === step.value ? step : { ...step, value };
  });
  const isSame = schema === ref.schema && (steps ?? []).every((step, index) => step === ref.steps![index]);
  return isSame ? ref : { ...ref, ...(schema ? { schema } : {}), ...(steps ? { steps } : {}) };
}
