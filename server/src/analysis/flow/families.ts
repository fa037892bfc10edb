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

/** It holds no `..`, does not begin at a root, has no `/`, has no backslash: see `settledPath`. */
export const NO_PARENT: Cleared = 1 << (order.length + 3);
export const NO_ROOT: Cleared = 1 << (order.length + 4);
export const NO_SLASH: Cleared = 1 << (order.length + 5);
export const NO_BACKSLASH: Cleared = 1 << (order.length + 6);

/** Tests of several things that a path must not have, taken together: what climbs nowhere and starts at no root stays below its folder. */
export function settledPath(bits: Cleared): Cleared {
  const staysBelow = (bits & NO_PARENT) !== 0 && (bits & (NO_ROOT | NO_SLASH)) !== 0;
  const isOnePart = (bits & NO_SLASH) !== 0 && (bits & NO_BACKSLASH) !== 0;
  return staysBelow || isOnePart ? bits | bitOf('file-path') : bits;
}

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
