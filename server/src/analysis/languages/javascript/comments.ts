import type { ProgramBuilder } from '../builder';
import { commentLines } from '../commentRuns';
import type { Syntax } from '../syntax';

/** Adds all comments of the file. They may stand anywhere, so every node is looked at. */
export function addComments(syntax: Syntax, builder: ProgramBuilder): void {
  const { text } = syntax;
  for (let node = 1, end = syntax.next(0); node < end; node++) {
    // The first character is a far cheaper question than the type, and nearly always settles it.
    if (!STARTS.has(text.charCodeAt(syntax.start(node))) || !COMMENT_TYPES.has(syntax.type(node))) continue;
    const comment = { start: syntax.start(node), end: syntax.end(node) };
    const comments = text.startsWith('//', comment.start) ? commentLines(text, comment, false) : [comment];
    for (const { start, end } of comments) builder.addComment(start, end, withoutMarkers(syntax.slice(start, end)));
  }
}

/** What may stand anywhere and means nothing to the program. */
export const COMMENT_TYPES: ReadonlySet<string> = new Set(['comment', 'html_comment', 'hash_bang_line']);

/** What `//`, `/*`, `<!--`, `-->` and `#!` begin with. */
const STARTS: ReadonlySet<number> = new Set([...'/<-#'].map((character) => character.charCodeAt(0)));

function withoutMarkers(source: string): string {
  if (source.startsWith('//')) return source.replace(/^\/+/, '');
  if (source.startsWith('#!')) return source.slice(2);
  if (!source.startsWith('/*')) return source.replace(/^<!--|^-->|-->$/g, '');
  const inner = source.replace(/^\/\*+/, '').replace(/\*+\/$/, '');
  return inner.replace(/^[ \t]*\*[ \t]?/gm, '');
}
