import type { Expression, Pattern, Span } from '../program/program';
import { evaluate } from './expressions';
import { noteFieldUse } from './fieldUse';
import type { Held } from './frame';
import type { Machine } from './machine';
import { probe } from './probing';
import type { Value } from './value';

const NONE: readonly Span[] = [];

/** The fields that an expression does nothing but read: `data.url`, `data.get("a") or data.get("b")`, `data.votes?.[0]?.vote`. */
export function readsOf(value: Expression): readonly Span[] {
  switch (value.kind) {
    case 'member': return [value.propertySpan, ...(value.isOptional ? readsOf(value.object) : NONE)];
    case 'index': {
      const inner = value.isOptional ? readsOf(value.object) : NONE;
      return value.index.kind === 'string' ? [value.index, ...inner] : inner;
    }
    case 'call': {
      const { callee } = value;
      return callee.kind === 'member' && callee.property === 'get' && value.arguments.length > 0 ? [callee.propertySpan, ...readsWithin(callee.object)] : NONE;
    }
    case 'logical': return value.operator === 'and' ? NONE : joined(value.left, value.right);
    case 'conditional': return isPlain(value.otherwise) ? readsOf(value.then) : isPlain(value.then) ? readsOf(value.otherwise) : NONE;
    case 'cast': return readsOf(value.value);
    default: return NONE;
  }
}

/** `data.get("result", {}).get("verdict")`: what is read from is there, or an empty one is. */
function readsWithin(object: Expression): readonly Span[] {
  if (object.kind === 'call') return object.arguments.length > 1 ? readsOf(object) : NONE;
  return object.kind === 'logical' ? readsOf(object) : NONE;
}

/** A field or what stands in for it: another one, or something written here. */
function joined(left: Expression, right: Expression): readonly Span[] {
  const reads = readsOf(left);
  if (reads.length === 0 || isPlain(right)) return reads;
  const others = readsOf(right);
  return others.length === 0 ? NONE : [...reads, ...others];
}

function isPlain(expression: Expression): boolean {
  if (expression.kind === 'list') return expression.items.length === 0;
  if (expression.kind === 'object') return expression.entries.length === 0;
  return expression.kind === 'string' || expression.kind === 'literal';
}

/** Evaluates what only reads fields; gives the first field of parsed model output that was read, too. */
export function reading(machine: Machine, value: Expression, spans: readonly Span[]): { readonly value: Value; readonly found: Held | undefined } {
  const before = machine.holding;
  const holding: NonNullable<Machine['holding']> = { spans };
  machine.holding = holding;
  const made = evaluate(machine, value);
  machine.holding = before;
  return { value: made, found: holding.found };
}

/** Evaluates something of which `isLook` says, where it is a field of parsed model output, whether that is only looked at. */
export function evaluateUnless(machine: Machine, value: Expression, isLook: () => boolean): Value {
  if (machine.isShallow || machine.isProbing || !machine.isLive) return evaluate(machine, value);
  if (value.kind === 'name') return machine.state.held.has(value.name) && isLook() ? probe(machine, value) : evaluate(machine, value);
  const spans = readsOf(value);
  if (spans.length === 0) return evaluate(machine, value);
  const { value: made, found } = reading(machine, value, spans);
  if (found && !(machine.isLive && isLook())) noteFieldUse(machine, found.object, found.property, found.span);
  return made;
}

/** Evaluates what a name is given; the name holds the field that was read, if it was only that. */
export function evaluatedFor(machine: Machine, name: string, value: Expression): { readonly value: Value; readonly keep: () => void } {
  const spans = machine.isShallow ? NONE : readsOf(value);
  if (spans.length === 0) return { value: evaluate(machine, value), keep: () => undefined };
  const { value: made, found } = reading(machine, value, spans);
  return { value: made, keep: () => keepIn(machine, name, found) };
}

/** `const { title = "" } = data`: the name that a pattern reads a field into holds it, too. */
export function readInto(machine: Machine, target: Pattern, note: () => void): () => void {
  const name = target.kind === 'default' ? target.target : target;
  if (name.kind !== 'name' || machine.isShallow) {
    note();
    return () => undefined;
  }
  const before = machine.holding;
  const holding: NonNullable<Machine['holding']> = { spans: [target] };
  machine.holding = holding;
  note();
  machine.holding = before;
  return () => keepIn(machine, name.name, holding.found);
}

function keepIn(machine: Machine, name: string, found: Held | undefined): void {
  if (found && machine.isLive) machine.state.hold(name, found);
}
