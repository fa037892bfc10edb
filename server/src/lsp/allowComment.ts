/** The comment that allows a finding, and where it has to stand. */
import type { LanguageId } from '../analysis/program/program';
import { Lines } from '../lint/lines';

/** One way to write it; `at` is the start of a line, where `before + reason + after` is inserted. */
export interface AllowComment {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** Stands where the reason belongs. The linter takes words in angle brackets for no reason at all. */
export const reasonPlaceholder = '<why this is safe here>';

/**
 * Ways to allow a rule at an offset, the likeliest first: a line comment, or the braces that JSX needs
 * between elements. Which one is a comment at that place only the parser knows.
 */
export function allowComments(text: string, language: LanguageId, offset: number, ruleId: string): readonly AllowComment[] {
  const lines = new Lines(text);
  const line = lines.lineAt(offset);
  const at = lines.startOf(line);
  const code = lines.textOf(line);
  const indent = /^[ \t]*/.exec(code)?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const words = `principled: allow ${ruleId} because `;

  const plain = { at, before: `${indent}${language === 'python' ? '#' : '//'} ${words}`, after: lineEnd };
  if (language === 'python' || language === 'typescript') return [plain];
  const jsx = { at, before: `${indent}{/* ${words}`, after: ` */}${lineEnd}` };
  return looksLikeMarkup(code) ? [jsx, plain] : [plain, jsx];
}

/** The text of an {@link AllowComment} in snippet syntax, with the reason to be typed over. */
export function toSnippet({ before, after }: AllowComment): string {
  return `${escapeSnippet(before)}\${0:${escapeSnippet(reasonPlaceholder)}}${escapeSnippet(after)}`;
}

/** The text with a given reason, for clients without snippets and for trying it out. */
export function withReason({ before, after }: AllowComment, reason: string): string {
  return before + reason + after;
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function looksLikeMarkup(code: string): boolean {
  return /^\s*(<[A-Za-z>/]|\{(?!\s*$))/.test(code);
}
