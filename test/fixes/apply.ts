import type { Fix } from '../../server/src/lint/finding';

type Edits = Fix['edits'];

/** The text after the edits, as an editor applies them: insertions at one place keep their order. */
export function applyEdits(text: string, edits: Edits): string {
  const ordered = edits.map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.index - b.index);
  let made = '';
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < at) throw new Error(`two edits touch the same text at ${edit.span.start}`);
    made += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return made + text.slice(at);
}

/** Where an offset of the text before stands in the text after. */
export function shifted(offset: number, edits: Edits): number {
  return edits.filter(({ span }) => span.end <= offset)
    .reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), offset);
}
