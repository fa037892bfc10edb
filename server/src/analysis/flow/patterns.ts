import { bitOf, EVERYTHING, NOTHING, type Cleared } from './families';

/**
 * What a regular expression clears when it has to match a whole text: everything, when it admits
 * only letters, digits, `_`, `-` and single dots between them; nothing otherwise.
 */
export function admitsOnly(pattern: string): Cleared {
  if (!/^\^|^\\A/.test(pattern) || !/\$$|\\[zZ]$/.test(pattern)) return NOTHING;
  const inner = pattern.replace(/^(\^|\\A)/, '').replace(/(\$|\\[zZ])$/, '');
  let hasDots = false;
  const rest = inner
    .replace(/\[([^\]\\^]|\\[dw.\-])+\]/g, (set) => {
      hasDots ||= /[. ]/.test(set);
      return isHarmlessSet(set) ? '' : '!';
    })
    .replace(/\\\./g, () => {
      hasDots = true;
      return '';
    })
    .replace(/\\[dw]/g, '')
    .replace(/\(\?:|[()|?+*]|\{\d+(,\d*)?\}/g, '');
  if (!/^[A-Za-z0-9_\- ]*$/.test(rest.replace(/\\-/g, '-'))) return charactersClear(charactersOf(inner) ?? '') | (isOfWords(inner) ? WORDS : NOTHING);
  // Dots can climb folders and name hosts; no other sink knows them.
  return hasDots ? EVERYTHING & ~(bitOf('file-path') | bitOf('url')) : EVERYTHING;
}

/** What is left to a text of these characters alone: with no letter, quote or bracket to name a thing, there is no code to write. */
export function charactersClear(characters: string): Cleared {
  if (/^[A-Za-z0-9_-]+$/.test(characters)) return EVERYTHING;
  return /^[0-9 \t\r\n+\-*/%^().,<>=!&|~:]+$/.test(characters) ? bitOf('code') : NOTHING;
}

/** What a text cannot do that has neither spaces nor quotes nor anything else that ends a word: `owner/name`, `a.b:c`. */
const WORDS = bitOf('shell') | bitOf('sql') | bitOf('html');

function isOfWords(pattern: string): boolean {
  const rest = pattern
    .replace(/\[((?:[A-Za-z0-9_./:@=+,%-]|\\[dw./:@=+,%_-])+)\]/g, '')
    .replace(/\\[dw./:@=+,%_-]/g, '')
    .replace(/\(\?:|[()|?+*]|\{\d+(,\d*)?\}/g, '');
  return /^[A-Za-z0-9_/:@=,%-]*$/.test(rest);
}

/** The characters of `[0-9.+ ]+`, where a pattern is one such set. */
function charactersOf(pattern: string): string | undefined {
  const bare = pattern.replace(/^\(\?:(.*)\)$/, '$1');
  const set = /^\[((?:[^\]\\^]|\\[\W_dstrn])(?:[^\]\\]|\\[\W_dstrn])*)\][+*]$/.exec(bare)?.[1];
  if (set === undefined) return undefined;
  const spelled = set.replace(/\\d|0-9/g, '\x01').replace(/\\[strn]/g, ' ').replace(/\\(.)/g, (_, one: string) => (one === '-' ? '\x02' : one));
  // A dash between two others is a range, which may hold anything.
  return /[^\x01]-./.test(spelled) ? undefined : spelled.replace(/\x01/g, '0').replace(/\x02/g, '-');
}

/** Inside brackets: word characters, digits, ranges of these, `-`, dots and spaces. */
function isHarmlessSet(set: string): boolean {
  return /^\[([A-Za-z0-9_. ]|\\[dw.\-]|-)+\]$/.test(set);
}

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
