import type { Family } from '../analysis';

const order: readonly Family[] = [
  'code', 'shell', 'sql', 'html', 'file-path', 'url', 'template', 'deserializer', 'dispatch', 'prompt',
  'system-prompt', 'field-use', 'credential', 'log', 'response', 'privacy', 'prompt-template', 'user-prompt',
];

/** A set of sink families for which a label no longer counts, as bits. */
export type Cleared = number;

export const NOTHING: Cleared = 0;
/** Everything a value could do; where a key was written stays of interest. */
export const EVERYTHING: Cleared = (1 << order.length) - 1;

/** A test has told that the very field is a list or an object; nothing is known of what is in it. */
export const LOOKED: Cleared = 1 << order.length;

/** A test has told that an object has the field. */
export const PRESENT: Cleared = 1 << (order.length + 1);

/** A test of which it is not seen what it tests has come out well: what it has looked at may be checked. */
export const MAYBE: Cleared = 1 << (order.length + 2);

/** It holds no `..`, does not begin at a root, has no `/`, has no backslash, is not dots alone: see `settledPath`. */
export const NO_PARENT: Cleared = 1 << (order.length + 3);
export const NO_ROOT: Cleared = 1 << (order.length + 4);
export const NO_SLASH: Cleared = 1 << (order.length + 5);
export const NO_BACKSLASH: Cleared = 1 << (order.length + 6);
export const NOT_DOTS: Cleared = 1 << (order.length + 7);

/** On what a caller gives: it was decoded or rewritten here, so what the caller knew of it as a path holds no more. */
export const REWRITTEN: Cleared = 1 << (order.length + 8);

/**
 * What is known of a path, taken together: what climbs nowhere and starts at no root stays below its
 * folder, and so does a name without separators, unless `..` may be all of it.
 */
export function settledPath(bits: Cleared): Cleared {
  const staysBelow = (bits & NO_PARENT) !== 0 && (bits & (NO_ROOT | NO_SLASH)) !== 0;
  const isName = (bits & NO_SLASH) !== 0 && (bits & NO_BACKSLASH) !== 0 && (bits & NOT_DOTS) !== 0;
  return staysBelow || isName ? bits | bitOf('file-path') : bits;
}

/** What of the things that a test has taught goes with the labels of the value, wherever it is put. */
export function lasting(bits: Cleared): Cleared {
  return (bits & (EVERYTHING | NO_PARENT | NO_SLASH | NO_BACKSLASH | NOT_DOTS)) | (bits & NO_PARENT ? NOT_DOTS : NOTHING);
}

/** What was known of a path, and holds no more where it is decoded: `%2e%2e` has no dots before that. */
export const OF_PATHS: Cleared = NO_PARENT | NO_ROOT | NO_SLASH | NO_BACKSLASH | NOT_DOTS | 1 << order.indexOf('file-path');

export function bitOf(family: Family): Cleared {
  return 1 << order.indexOf(family);
}

/** Families for which a scrap of a text, or its length, says nothing: the last characters of a key. */
export const GIVEN_AWAY: Cleared = bitOf('log') | bitOf('response') | bitOf('privacy');

export function bitsOf(families: readonly string[]): Cleared {
  let bits = NOTHING;
  for (const family of families) {
    if (family === '*') return EVERYTHING;
    bits |= bitOf((family === 'json' ? 'field-use' : family) as Family);
  }
  return bits;
}

/** What was known of a text says nothing of what it is parsed into: escapes are undone, and code may be a part of it. */
export const OF_TEXT: Cleared = OF_PATHS | bitOf('code');
