import type { Comment, Span } from '../analysis/program/program';
import type { Finding, Suppression } from './finding';
import { Lines } from './lines';
import { suggestion } from './nearest';
import { notices, type NoticeId } from './notices';

export interface SuppressionResult {
  /** Findings that nothing allows. */
  readonly findings: readonly Finding[];
  /** Findings that a comment allows, each with its reason. */
  readonly suppressed: readonly Finding[];
  /** What is wrong with the comments themselves, shaped like findings, in source order. */
  readonly notices: readonly Finding[];
}

export interface SuppressionOptions {
  /** The file that notices name; needed where there may be no finding to take it from. */
  readonly file?: string;
  /** Rules that ran. A comment for a rule that did not run is not called unused. Absent: all ran. */
  readonly ran?: ReadonlySet<string>;
}

/** One rule id in one comment. */
interface Allowance {
  readonly id: string;
  readonly idSpan: Span;
  readonly reason: string;
  readonly comment: Comment;
  /** Lines the comment speaks for, both included. */
  readonly firstLine: number;
  readonly lastLine: number;
  used: boolean;
}

/**
 * Sets apart the findings that a comment `principled: allow <id>[, <id>…] because <reason>` allows,
 * on the same line or in the comments directly above. Give it all findings of the file before any
 * is left out by severity or confidence, or comments will look unused.
 */
export function applySuppressions(
  text: string,
  comments: readonly Comment[],
  findings: readonly Finding[],
  knownIds: ReadonlySet<string>,
  options: SuppressionOptions = {},
): SuppressionResult {
  const directives = comments.filter((comment) => mentions.test(comment.text));
  if (directives.length === 0) return { findings, suppressed: [], notices: [] };

  const file = options.file ?? findings[0]?.file ?? '';
  const lines = new Lines(text);
  const layout = layOut(lines, comments);
  const notes: Finding[] = [];
  const allowances = directives.flatMap((comment) => readComment(comment, text, lines, layout, knownIds, file, notes));

  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const allowance = findAllowance(allowances, finding, lines);
    if (!allowance) {
      kept.push(finding);
      continue;
    }
    allowance.used = true;
    const suppression: Suppression = { reason: allowance.reason, span: spanOf(allowance.comment) };
    suppressed.push({ ...finding, suppression });
  }
  for (const { id, idSpan, used } of allowances) {
    if (used || (options.ran && !options.ran.has(id))) continue;
    notes.push(notice('unused-suppression', file, idSpan, `\`${id}\` is allowed here, but is not found here.`));
  }
  notes.sort((a, b) => a.span.start - b.span.start);
  return { findings: kept, suppressed, notices: notes };
}

const mentions = /principled:\s*allow\b/i;
/** The directive at the start of a comment's line, or behind another directive in the same comment. */
const directive = /(?:^[ \t*]*|(?:#|\/\/)[ \t]*)principled:[ \t]*allow\b([^\r\n]*)/gim;
const idPattern = /[a-z][a-z0-9]*(?:-[a-z0-9]+)*/gi;

function findAllowance(all: readonly Allowance[], finding: Finding, lines: Lines): Allowance | undefined {
  const first = lines.lineAt(finding.span.start);
  const last = lines.lineAt(Math.max(finding.span.start, finding.span.end - 1));
  return all.find(
    (allowance) => allowance.id === finding.ruleId && allowance.firstLine <= last && first <= allowance.lastLine,
  );
}

/** Everything one comment allows; what it gets wrong is added to `notes`. */
function readComment(
  comment: Comment,
  text: string,
  lines: Lines,
  layout: Layout,
  knownIds: ReadonlySet<string>,
  file: string,
  notes: Finding[],
): Allowance[] {
  const found: Allowance[] = [];
  const source = text.slice(comment.start, comment.end);
  const lead = /^(?:\/\/+|\/\*+|#+)/.exec(source)?.[0].length ?? 0;
  const covered = coveredLines(comment, lines, layout);
  for (const match of source.slice(lead).matchAll(directive)) {
    const rest = match[1] ?? '';
    const restStart = comment.start + lead + match.index + match[0].length - rest.length;
    const span = { start: restStart - 'allow'.length, end: restStart + rest.trimEnd().length };
    const parsed = parseDirective(rest);
    if ('problem' in parsed) {
      notes.push(notice('invalid-suppression', file, span, parsed.problem));
      continue;
    }
    for (const { id, offset } of parsed.ids) {
      const idSpan = { start: restStart + offset, end: restStart + offset + id.length };
      if (knownIds.has(id)) {
        found.push({ id, idSpan, reason: parsed.reason, comment, ...covered, used: false });
      } else {
        notes.push(notice('invalid-suppression', file, idSpan, unknownId(id, knownIds)));
      }
    }
  }
  return found;
}

function unknownId(id: string, knownIds: ReadonlySet<string>): string {
  return `There is no rule \`${id}\`${suggestion(id, knownIds) || '.'}`;
}

type Parsed = { readonly problem: string } | {
  readonly ids: readonly { readonly id: string; readonly offset: number }[];
  readonly reason: string;
};

/** Parses what follows `allow`. */
function parseDirective(rest: string): Parsed {
  const because = /(?:^|\s)because\b/i.exec(rest);
  const list = because ? rest.slice(0, because.index) : rest.replace(/\*\/\s*$/, '');
  const ids = [...list.matchAll(idPattern)].map((match) => ({ id: match[0], offset: match.index }));
  if (ids.length === 0) return { problem: 'This allows nothing: name the rule after `allow`.' };
  if (because && !isList(list)) return { problem: 'Separate the rule ids after `allow` by commas.' };
  const reason = because ? reasonIn(rest.slice(because.index + because[0].length)) : '';
  if (reason === '') {
    const first = ids[0]?.id ?? '';
    return { problem: `Nothing is allowed without a reason: write \`allow ${first} because …\`.` };
  }
  return { ids, reason };
}

function isList(list: string): boolean {
  return /^\s*[a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*\s*,?\s*$/i.test(list);
}

/** The reason without the end of a block comment; empty when nothing, or a placeholder, was written. */
function reasonIn(written: string): string {
  const reason = written.replace(/\*\/\s*$/, '').replace(/^[\s:]+/, '').trim();
  const isPlaceholder = /^[<[{(].*[>\]})]$/.test(reason) || !/[\p{L}\p{N}]{2}/u.test(reason);
  return isPlaceholder ? '' : reason;
}

interface Layout {
  /** Lines on which nothing but comments stands. */
  readonly commentOnly: ReadonlySet<number>;
}

/** Finds the lines that hold only comments; the braces around a JSX comment count as part of it. */
function layOut(lines: Lines, comments: readonly Comment[]): Layout {
  const commentOnly = new Set<number>();
  for (const comment of comments) {
    const first = lines.lineAt(comment.start);
    const last = lines.lineAt(Math.max(comment.start, comment.end - 1));
    const before = lines.text.slice(lines.startOf(first), comment.start);
    const after = lines.text.slice(comment.end, lines.startOf(last + 1));
    if (!/^\s*(?:\{\s*)?$/.test(before) || !/^\s*(?:\}\s*)?$/.test(after)) continue;
    for (let line = first; line <= last; line++) commentOnly.add(line);
  }
  return { commentOnly };
}

/** A comment beside code speaks for its own lines; one that stands alone for the line of code below. */
function coveredLines(comment: Comment, lines: Lines, layout: Layout): { firstLine: number; lastLine: number } {
  const first = lines.lineAt(comment.start);
  const last = lines.lineAt(Math.max(comment.start, comment.end - 1));
  if (!layout.commentOnly.has(first)) return { firstLine: first, lastLine: last };
  let below = last + 1;
  while (layout.commentOnly.has(below)) below++;
  return { firstLine: first, lastLine: below };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function notice(id: NoticeId, file: string, span: Span, message: string): Finding {
  return {
    ruleId: id,
    file,
    span,
    message,
    severity: notices[id].severity,
    confidence: 'proven',
    steps: [],
    related: [],
    fixes: [],
    tags: id === 'unused-suppression' ? ['unnecessary'] : [],
  };
}
