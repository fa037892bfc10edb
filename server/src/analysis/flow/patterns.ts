import { admittedBy } from './admitted';
import { bitOf, EVERYTHING, NO_BACKSLASH, NO_ROOT, NO_SLASH, NOTHING, type Cleared } from './families';

/** What every text that a regular expression matches is clear for, whatever is put around it. */
export function admitsOnly(pattern: string): Cleared {
  const admitted = admittedBy(pattern);
  if (!admitted) return NOTHING;
  return ofAlphabet(admitted.characters) | (admitted.mayEscape ? NOTHING : bitOf('file-path'));
}

/** The same, with what its matches do not have, which may say more together with other tests. */
export function taughtByMatch(pattern: string): Cleared {
  return withLacking(admitsOnly(pattern), admittedBy(pattern)?.characters);
}

/** What a text of these characters alone is clear for. */
export function charactersClear(characters: string): Cleared {
  const isOfNames = !/[./\\]/.test(characters);
  return withLacking(ofAlphabet(characters) | (isOfNames ? bitOf('file-path') : NOTHING), characters);
}

function withLacking(cleared: Cleared, characters: string | undefined): Cleared {
  return cleared === EVERYTHING || characters === undefined || characters.includes('/') ? cleared : cleared | NO_SLASH | NO_ROOT | (characters.includes('\\') ? NOTHING : NO_BACKSLASH);
}

function ofAlphabet(characters: string): Cleared {
  // Dots can climb folders and name hosts, spaces can stand between words; no other sink knows them.
  if (/^[A-Za-z0-9_. -]*$/.test(characters)) return /[. ]/.test(characters) ? EVERYTHING & ~(bitOf('file-path') | bitOf('url')) : EVERYTHING;
  // With no letter, quote or bracket to name a thing, there is no code to write.
  const isOfNumbers = /^[0-9 \t\r\n+\-*/%^().,<>=!&|~:]+$/.test(characters);
  return (isOfNumbers ? bitOf('code') : NOTHING) | (/^[A-Za-z0-9_./:@=+,%-]*$/.test(characters) ? WORDS : NOTHING);
}

/** What a text cannot do that has neither spaces nor quotes nor anything else that ends a word: `owner/name`, `a.b:c`. */
const WORDS = bitOf('shell') | bitOf('sql') | bitOf('html');

/**
 * What replacing every match of a pattern clears: a class of all but word characters leaves nothing
 * to any sink; one with both separators, or of all but what it lists without them, leaves no path.
 */
export function removalClears(pattern: string): Cleared {
  const left = /^\[\^((?:[^\]\\]|\\.)+)\][+*]?$/.exec(pattern)?.[1];
  if (left !== undefined) {
    if (holdsSeparator(left)) return NOTHING;
    if (!/^([A-Za-z0-9_ ]|\\[wds.\-]|-)+$/.test(left)) return bitOf('file-path');
    return left.includes('.') ? bitOf('shell') | bitOf('sql') | bitOf('html') | bitOf('code') | bitOf('file-path') : EVERYTHING;
  }
  const set = /^\[([^\]^]*(?:\\.[^\]]*)*)\][+*]?$/.exec(pattern)?.[1];
  return set !== undefined && set.includes('/') && set.includes('\\') ? bitOf('file-path') : NOTHING;
}

/** What stands in brackets admits a slash or backslash, itself or within a range or class. */
function holdsSeparator(set: string): boolean {
  const rest = set.replace(/A-Z|a-z|0-9/g, '').replace(/\\[wds.\-^$()+*?{}|nrt]/g, '').replace(/^-|-$/g, '');
  return /[\\/-]/.test(rest);
}

/** `"%d of %d"`: nothing but a number fits in. */
export function takesOnlyNumbers(format: string): boolean {
  return !/%(\([^)]*\))?[-#0 +*.\d]*[srac]/.test(format);
}
