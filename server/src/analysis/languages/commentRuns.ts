import type { Span } from '../program/program';

/**
 * Grammars look ahead over comments: whether a Python block goes on, or a JavaScript statement ends, is
 * told by what follows them. They do so anew at every comment, so a run of them takes time with the square
 * of its length. To the parser such a run is therefore one long comment, made by blanking the ends of
 * lines. Nothing moves, and {@link commentLines} takes it apart again.
 */
export function withJoinedComments(text: string, isPython: boolean): string {
  let blanked: number[] = [];
  let run = newRun();
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = lineAt(text, start, end, isPython);
    if (line.isComment) take(run, line, isPython);
    else if (!line.isBlank) {
      if (run.comments >= SHORTEST) blanked = blanked.concat(run.ends);
      run = newRun();
    }
    if (run.comments > 0) run.pending.push(end);
    start = end + 1;
  }
  if (run.comments >= SHORTEST) blanked = blanked.concat(run.ends);
  return blanked.length === 0 ? text : blank(text, blanked);
}

/** The comments in what the parser was given as one; most are just that. */
export function commentLines(text: string, comment: Span, isPython: boolean): Span[] {
  const { start, end } = comment;
  const firstEnd = text.indexOf('\n', start);
  if (firstEnd < 0 || firstEnd >= end) return [comment];
  const lines: Span[] = [];
  for (let from = start; from < end;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline > end ? end : newline;
    const first = indented(text, from, to).at;
    const last = !isPython && text[to - 1] === '\r' ? to - 1 : to;
    if (first < last) lines.push({ start: first, end: last });
    from = to + 1;
  }
  return lines;
}

/** Fewer are left as they are. */
const SHORTEST = 16;

interface Run {
  comments: number;
  /** Columns before the comment that the present stretch began with. */
  width: number;
  /** Ends of lines inside a stretch. */
  readonly ends: number[];
  /** Ends of lines behind the last comment, with its own. */
  pending: number[];
}

function newRun(): Run {
  return { comments: 0, width: 0, ends: [], pending: [] };
}

/** A comment to the left of those before ends the Python block that they stand in, so it stays by itself. */
function take(run: Run, { width }: Line, isPython: boolean): void {
  if (run.comments > 0 && (!isPython || width >= run.width)) for (const end of run.pending) run.ends.push(end);
  else run.width = width;
  run.pending = [];
  run.comments++;
}

interface Line {
  readonly isComment: boolean;
  readonly isBlank: boolean;
  readonly width: number;
}

function lineAt(text: string, start: number, end: number, isPython: boolean): Line {
  const { at, width } = indented(text, start, end);
  const last = text.charCodeAt(end - 1) === RETURN ? end - 2 : end - 1;
  // What looks like comments may be lines of a string, where a backslash at the end takes the line end away.
  const isComment = (isPython ? at < end && text.charCodeAt(at) === HASH : text.startsWith('//', at)) && text.charCodeAt(last) !== BACKSLASH;
  return { isComment, isBlank: at === end, width };
}

/** Where a line begins behind its white space, and how many columns that takes, as Python counts them. */
function indented(text: string, start: number, end: number): { at: number; width: number } {
  let width = 0;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE) width++;
    else if (code === TAB) width += 8;
    else if (code === RETURN || code === FORM_FEED) width = 0;
    else break;
  }
  return { at, width };
}

const [TAB, FORM_FEED, RETURN, SPACE, HASH, BACKSLASH] = [9, 12, 13, 32, 35, 92];

/** Line ends become spaces, of one unit or of two. */
function blank(text: string, ends: readonly number[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const end of ends) {
    const start = text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
    parts.push(text.slice(from, start), ' '.repeat(end + 1 - start));
    from = end + 1;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
