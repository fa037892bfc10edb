import { NOT_DOTS } from './families';
import { clear } from './taint';
import { withTaints, type Value } from './value';

/*
 * `${name}.json`, `"report-" + name`: whatever the name is, with other text beside it in the same
 * part of a path it is not `..`. That counts for names without separators: see `settledPath`.
 */

/** A value with what stands right before and after it in a text. */
export function besideText(value: Value, before: string | Value | undefined, after: string | Value | undefined): Value {
  if (value.taints.length === 0 || !(isBeside(before, /[^/\\\0]*$/) && isAtStart(value)) && !(isBeside(after, /^[^/\\\0]*/) && isAtEnd(value))) return value;
  return withTaints(value, value.taints.flatMap((taint) => clear(taint, NOT_DOTS) ?? []));
}

/** The known end of what comes before, or the start of what comes after, has more than dots in the same part. */
function isBeside(neighbour: string | Value | undefined, part: RegExp): boolean {
  const text = typeof neighbour === 'string' ? neighbour : neighbour?.text;
  return text !== undefined && /[^.:\s]/.test(part.exec(text)![0]);
}

/** Of a text that is put together already, only the gap at its edge is meant, where it is the only one. */
function isAtStart({ text }: Value): boolean {
  return text === undefined || /^\0[^\0]*$/.test(text);
}

function isAtEnd({ text }: Value): boolean {
  return text === undefined || /^[^\0]*\0$/.test(text);
}
