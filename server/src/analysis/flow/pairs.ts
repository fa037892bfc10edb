import { deepTaintsOf } from './labels';
import { makeObject } from './objects';
import { weaken } from './taint';
import { ofRef, withTaints, type FunctionRef, type Ref, type Value } from './value';

/*
 * `if kind == "a": model = A(); request = model.convert(text)`, and later `model.send(request)`: one
 * test has chosen the object and what it is given. Which go together is not kept, so that what one
 * of the objects would make of another's argument is a guess.
 */

const BECAUSE = 'which of several objects gets which of several arguments was not known';
/** Objects inside an argument that are looked into: fields, messages, parts, texts. */
const MAX_DEPTH = 4;

/** What a method of one of several objects is given. */
export function givenInPairs(bindings: Map<string, Value>, { self }: FunctionRef): Map<string, Value> {
  if (!self || !isOneOfSeveral(self) || ![...bindings.values()].some((value) => value !== self && isChosen(value))) return bindings;
  return new Map([...bindings].map(([base, value]) => [base, value !== self && isChosen(value) ? guessed(value, 0) : value]));
}

/** Objects that were made here, of different classes. */
function isOneOfSeveral({ refs }: Value): boolean {
  const [first, ...others] = refs.filter((ref) => ref.kind === 'instance' && ref.object.depth >= 0);
  return first?.kind === 'instance' && others.some((ref) => ref.kind === 'instance' && ref.unit !== first.unit);
}

function isChosen(value: Value): boolean {
  return value.refs.filter(({ kind }) => kind === 'object').length > 1 && deepTaintsOf(value).length > 0;
}

/** The same with its roles and places, and every label in it a guess. */
function guessed(value: Value, depth: number): Value {
  const taints = value.taints.map((taint) => weaken(taint, BECAUSE));
  return withTaints({ ...value, refs: depth < MAX_DEPTH ? value.refs.map((ref) => guessedRef(ref, depth)) : value.refs }, taints);
}

function guessedRef(ref: Ref, depth: number): Ref {
  if (ref.kind !== 'object' || deepTaintsOf(ofRef(ref)).length === 0) return ref;
  const { object } = ref;
  const made = makeObject(object.form, object.depth);
  made.isExact = object.isExact;
  made.isMixed = object.isMixed;
  made.names = object.names;
  made.copied = object.copied;
  for (const [name, field] of object.fields) made.fields.set(name, guessed(field, depth + 1));
  made.items = object.items.map((item) => guessed(item, depth + 1));
  return { kind: 'object', object: made };
}
