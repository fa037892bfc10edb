import { NO_ROOT, NOT_DOTS, NOTHING } from './families';
import { clear } from './taint';
import { withTaints, type Value } from './value';

/*
 * `${name}.json`, `"report-" + name`: whatever the name is, with other text beside it in the same
 * part of a path it is not `..`, and behind a folder it begins at no root: see `settledPath`.
 */

/** A value with what stands right before and after it in a text; `isInner` where something stands before that. */
export function besideText(value: Value, before: string | Value | undefined, after: string | Value | undefined, isInner = false): Value {
  if (value.taints.length === 0) return value;
  const isPartOfName = (isBeside(before, /[^/\\\0]*$/) && isAtStart(value)) || (isBeside(after, /^[^/\\\0]*/) && isAtEnd(value));
  const known = (isPartOfName ? NOT_DOTS : NOTHING) | (isBelow(before, isInner) && isAtStart(value) ? NO_ROOT : NOTHING);
  return known === NOTHING ? value : withTaints(value, value.taints.flatMap((taint) => clear(taint, known) ?? []));
}

/** `/srv/files/${name}`: what follows the separator after a folder begins at no root. */
function isBelow(before: string | Value | undefined, isInner: boolean): boolean {
  const text = textOf(before) ?? '';
  return /[^/\\:][/\\]$/.test(text) || (isInner && /^[/\\]$/.test(text));
}

/** Any text will do. */
const EXTENSION = 'txt';

/** One part of a text with what stands around it there: after the dot of `${name}.${extension}` comes what the program has put there. */
export function besideOthers(parts: readonly (string | Value)[], index: number): Value {
  const [before, after, next] = [parts[index - 1], parts[index + 1], parts[index + 2]];
  const hasExtension = textOf(after) === '.' && next !== undefined && typeof next !== 'string' && next.taints.length === 0;
  return besideText(parts[index] as Value, before, hasExtension ? `.${EXTENSION}` : after, index > 1);
}

/** The known end of what comes before, or the start of what comes after, has more than dots in the same part. */
function isBeside(neighbour: string | Value | undefined, part: RegExp): boolean {
  const text = textOf(neighbour);
  return text !== undefined && /[^.:\s]/.test(part.exec(text)![0]);
}

function textOf(part: string | Value | undefined): string | undefined {
  return typeof part === 'string' ? part : part?.text;
}

/** Of a text that is put together already, only the gap at its edge is meant, where it is the only one. */
function isAtStart({ text }: Value): boolean {
  return text === undefined || /^\0[^\0]*$/.test(text);
}

function isAtEnd({ text }: Value): boolean {
  return text === undefined || /^[^\0]*\0$/.test(text);
}
