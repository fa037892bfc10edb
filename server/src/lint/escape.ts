/**
 * Text from a workspace in pages, Markdown and terminals: it is shown, and has no power over what
 * shows it.
 */

/**
 * Characters that a scanned file could use to steer a terminal, hide text or reorder it: controls,
 * bidirectional marks, zero-width characters and tags.
 */
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** One line of text that shows hidden characters by their number instead of carrying them out. */
export function printable(text: string): string {
  return text.replace(/\r\n|[\r\n]/g, ' ').replace(hidden, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** Indented JSON for a file or a terminal, with a line end. JSON lets hidden characters stand in texts; as escapes they mean the same and do nothing. */
export function jsonText(value: unknown): string {
  const escaped = JSON.stringify(value, null, 2).replace(hidden, (character) =>
    [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
  return `${escaped}\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as the content of an element or of a quoted attribute. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

/** Plain words in which back-ticks set off code, as HTML. */
export function wordsToHtml(text: string): string {
  const parts = text.split('`');
  const isBalanced = parts.length % 2 === 1;
  if (!isBalanced) return escapeHtml(text);
  return parts.map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part))).join('');
}

/** Text that means nothing to Markdown, not even inside a table. An underscore inside a word means nothing anyway. */
export function escapeMarkdown(text: string): string {
  return printable(text).replace(/[\\`*[\]()<>#|~!@&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Plain words in which back-ticks set off code, as Markdown. */
export function wordsToMarkdown(text: string): string {
  const parts = printable(text).split('`');
  const isBalanced = parts.length % 2 === 1;
  return parts.map((part, index) => (isBalanced && index % 2 === 1 ? markdownCode(part) : escapeMarkdown(part))).join('');
}

/** A code span that nothing in the text can end. */
export function markdownCode(text: string): string {
  const plain = printable(text);
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${plain} ${fence}` : `${fence}${plain}${fence}`;
}
