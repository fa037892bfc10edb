import { deepTaints } from './labels';
import { joinTaints, type Taint } from './taint';
import { UNKNOWN, type Constant, type Ref, type Value } from './value';

/** A value is one of this many things at most; others that it may be are left out. */
export const MAX_REFS = 6;
/** A table of tools or handlers, looked up by a name, may give any of them; what none of them does is not worth much. */
const MAX_CHOICES = 40;

/** What may be either: all that both may be, and of constants and texts what they have in common. */
export function join(a: Value, b: Value): Value {
  if (a === b) return a;
  if (b === UNKNOWN) return maybeOther(a);
  if (a === UNKNOWN) return b;
  const refs = joinRefs(a.refs, b.refs);
  const taints = joinTaints(a.taints, refs.length < MAX_REFS ? b.taints : placed(b, refs));
  const sameConstant = a.constant !== undefined && a.constant === b.constant;
  const sameText = a.text !== undefined && a.text === b.text;
  const among = sameConstant ? a.among : joinAmong(a, b);
  const head = a.head || b.head ? joinTaints(a.head ?? deepTaints(a), b.head ?? deepTaints(b)) : undefined;
  if (refs === a.refs && taints === a.taints && head === a.head && sameConstant === (a.constant !== undefined)
    && sameText === (a.text !== undefined) && among === a.among && (a.isMixed || !b.isMixed) && a.number === b.number) return a;
  return {
    refs, taints,
    ...(head ? { head } : {}),
    ...(among ? { among } : {}),
    ...(a.isMixed || b.isMixed ? { isMixed: true as const } : {}),
    ...(sameConstant ? { constant: a.constant! } : {}),
    ...(sameText ? { text: a.text! } : {}),
    ...(a.implies && a.implies === b.implies ? { implies: a.implies } : {}),
    ...(a.number && a.number === b.number ? { number: a.number } : {}),
  };
}

/** What is a number on one way only is not known to be one. */
function maybeOther(value: Value): Value {
  if (value.number === undefined) return value;
  const { number: _, ...rest } = value;
  return rest.refs.length + rest.taints.length === 0 && rest.constant === undefined ? UNKNOWN : rest;
}

/** One or the other, where both are all that is known of a variable: what nobody knows may be any constant. */
export function either(a: Value, b: Value): Value {
  if (a === b || (a !== UNKNOWN && b !== UNKNOWN)) return join(a, b);
  const known = a === UNKNOWN ? b : a;
  if (known.constant === undefined && known.text === undefined) return maybeOther(known);
  const among = known.among ?? (isShort(known.constant) ? [known.constant] : undefined);
  return { refs: known.refs, taints: known.taints, ...(among ? { among } : {}) };
}

/** Different constants kept of one value, and the longest that is. */
const MAX_AMONG = 4;
const MAX_AMONG_LENGTH = 120;

function joinAmong(a: Value, b: Value): readonly string[] | undefined {
  const other = b.among ?? (isShort(b.constant) ? [b.constant] : undefined);
  if (other === undefined && a.constant === undefined) return a.among;
  const own = a.among ?? (isShort(a.constant) ? [a.constant] : []);
  const added = (other ?? []).filter((text) => !own.includes(text)).slice(0, MAX_AMONG - own.length);
  if (added.length > 0) return [...own, ...added];
  return a.among ?? (own.length > 0 ? own : undefined);
}

function isShort(constant: Constant | undefined): constant is string {
  return typeof constant === 'string' && constant.length > 0 && constant.length <= MAX_AMONG_LENGTH;
}

function joinRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  let joined: Ref[] | undefined;
  for (const ref of b) {
    const list: readonly Ref[] = joined ?? a;
    if (list.length >= (isChoice(ref) ? MAX_CHOICES : MAX_REFS) || list.some((other) => isSameRef(other, ref))) continue;
    joined ??= [...a];
    joined.push(ref);
  }
  return joined ?? a;
}

/** Of a place that is left out because there are too many, the label says that it is the value all the same: its fields are asked for by name. */
function placed(value: Value, refs: readonly Ref[]): readonly Taint[] {
  const out = value.refs.flatMap((ref) => (ref.kind === 'symbol' && !refs.some((other) => isSameRef(other, ref)) ? [ref.symbol] : []));
  return out.length === 0 ? value.taints : value.taints.map((taint) => (taint.symbol && out.includes(taint.symbol) && !taint.isPassed ? { ...taint, isPlace: true } : taint));
}

/** Something that may be called, or that holds something to be called. */
function isChoice(ref: Ref): boolean {
  if (ref.kind === 'function') return true;
  if (ref.kind !== 'object' || ref.object.form === 'list') return false;
  for (const field of ref.object.fields.values()) if (field.refs.some(({ kind }) => kind === 'function')) return true;
  return false;
}

export function isSameRef(a: Ref, b: Ref): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'path': return b.kind === 'path' && a.path === b.path && a.isInstance === b.isInstance && a.schema === b.schema && a.steps === b.steps && a.alias?.type === b.alias?.type;
    case 'function': return b.kind === 'function' && a.unit === b.unit && a.bindings === b.bindings && a.when?.symbol === b.when?.symbol && a.unsure === b.unsure;
    case 'class': return b.kind === 'class' && a.unit === b.unit;
    case 'instance': return b.kind === 'instance' && a.object === b.object;
    case 'object': return b.kind === 'object' && a.object === b.object;
    case 'module': return b.kind === 'module' && a.module === b.module;
    case 'symbol': return b.kind === 'symbol' && a.symbol === b.symbol;
    case 'setter': return b.kind === 'setter' && a.object === b.object;
    case 'partial': return b.kind === 'partial' && a.target === b.target;
  }
}
