import type { Expression } from '../program/program';
import type { Machine } from './machine';
import { deepTaints } from './labels';
import { weaken } from './taint';
import { UNKNOWN, withTaints, type Value } from './value';

/*
 * Arithmetic leaves nothing of a text: what comes of it is a number, or an error. Which operators
 * are arithmetic depends on the language, and in Python on what the operands are.
 */

/** A number nobody knows. */
export const NUMBER: Value = { refs: [], taints: [], number: 'any' };
/** The same, where it is none that a text or a list could be repeated by. */
const FRACTION: Value = { refs: [], taints: [], number: 'fraction' };

function isNumber(value: Value): boolean {
  return value.number !== undefined || typeof value.constant === 'number';
}

function isFraction({ number, constant }: Value): boolean {
  return number === 'fraction' || (typeof constant === 'number' && !Number.isInteger(constant));
}

/** A number as it is written: `2.0` is no whole one in Python. */
export function asWritten(machine: Machine, literal: Expression, value: Value): Value {
  if (typeof value.constant !== 'number' || machine.module.family !== 'python' || !Number.isInteger(value.constant)) return value;
  const text = machine.module.text.slice(literal.start, literal.end);
  return /^[\d_]*\.|^[\d_]+e/i.test(text) ? { ...value, number: 'fraction' } : value;
}

/** What an operator makes of two values where that is a number; undefined where it may be something else. */
export function calculated(machine: Machine, operator: string, left: Value, right: Value): Value | undefined {
  if (machine.module.family === 'javascript') return operator !== '+' || (isNumber(left) && isNumber(right)) ? NUMBER : undefined;
  const isEither = isNumber(left) || isNumber(right);
  switch (operator) {
    case '/': return isEither ? FRACTION : undefined;
    case '*': return isFraction(left) || isFraction(right) ? FRACTION : isNumber(left) && isNumber(right) ? NUMBER : undefined;
    // `"%d" % 5` is a text.
    case '%': return isNumber(left) ? NUMBER : undefined;
    default: return isEither ? isFraction(left) || isFraction(right) ? FRACTION : NUMBER : undefined;
  }
}

/** The one that `count++` adds: it makes a number of whatever there is, which `+ 1` does not. */
export function isStep(machine: Machine, added: Expression): boolean {
  return added.kind === 'literal' && /^(\+\+|--)$/.test(machine.module.text.slice(added.start, added.end));
}

/** `max(0, x)`: what is compared with a number is one, or raises. */
export function withNumber(values: readonly Value[]): Value | undefined {
  return values.length > 1 && values.some(isNumber) ? NUMBER : undefined;
}

/** `x * n`, `x % n` in Python: a text only where the first is known to be one; few texts are repeated, and most that are filled in are written there. */
export function product(left: Value, right: Value, carried: Value): Value {
  const isText = [left, right].some((value) => value.text !== undefined || value.among !== undefined || value.refs.some(({ kind }) => kind === 'object'));
  return isText ? carried : withTaints(UNKNOWN, deepTaints(carried).map((taint) => weaken(taint, 'a number that is multiplied holds no text')));
}
