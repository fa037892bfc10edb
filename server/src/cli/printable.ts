import { printable } from '../lint/escape';

const wide = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** How many columns of a terminal the text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/** A window of a line of code: what stands before the marked part, the part, and what stands behind. */
export interface Excerpt {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/**
 * Cuts a line of code to about `columns` characters around the part from `start` to `end` (0-based,
 * UTF-16), drops its indentation and makes it printable.
 */
export function excerptAround(line: string, start: number, end: number, columns = 120): Excerpt {
  const indent = Math.min(/^\s*/.exec(line)?.[0].length ?? 0, start);
  const room = Math.max(columns - (end - start), 20);
  const from = start - indent > room / 2 ? Math.floor(start - room / 2) : indent;
  const to = Math.min(line.length, Math.max(end, from + columns));
  const cutEnd = Math.min(end, start + columns);
  const behind = cutEnd < end ? '…' : line.slice(cutEnd, to) + (to < line.length ? '…' : '');
  return {
    before: tidy((from > indent ? '…' : '') + line.slice(from, start)),
    marked: tidy(line.slice(start, cutEnd)),
    after: tidy(behind),
  };
}

function tidy(text: string): string {
  return printable(text.replace(/\t/g, '    '));
}
