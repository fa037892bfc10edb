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
