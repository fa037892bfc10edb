import { EVERYTHING, NOTHING, type Cleared } from './families';

/**
 * What a regular expression clears when it has to match a whole text: everything, when it admits
 * only letters, digits, `_`, `-` and single dots between them; nothing otherwise.
 */
export function admitsOnly(pattern: string): Cleared {
  if (!/^\^|^\\A/.test(pattern) || !/\$$|\\[zZ]$/.test(pattern)) return NOTHING;
  const inner = pattern.replace(/^(\^|\\A)/, '').replace(/(\$|\\[zZ])$/, '');
  const rest = inner
    .replace(/\[([^\]\\^]|\\[dw.\-])+\]/g, (set) => (isHarmlessSet(set) ? '' : '!'))
    .replace(/\\[dw]/g, '')
    .replace(/\(\?:|[()|?+*]|\{\d+(,\d*)?\}/g, '');
  return /^[A-Za-z0-9_\- ]*$/.test(rest.replace(/\\-/g, '-')) ? EVERYTHING : NOTHING;
}

/** Inside brackets: word characters, digits, ranges of these, and `-`. */
function isHarmlessSet(set: string): boolean {
  return /^\[([A-Za-z0-9_]|\\[dw\-]|-)+\]$/.test(set);
}
