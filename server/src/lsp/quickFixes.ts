import type { Finding, TextEdit } from '../lint/finding';

/** The safe fixes of several findings together: as many as fit without touching the same text. */
export function combineSafeFixes(findings: readonly Finding[]): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find((it) => it.isSafe);
    if (!fix) continue;
    const added = fix.edits.filter((edit) => !chosen.some((other) => isSame(edit, other)));
    if (added.some((edit) => chosen.some((other) => overlaps(edit, other)))) continue;
    chosen.push(...added);
  }
  return chosen.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

const severityOrder = ['error', 'warning', 'information', 'hint'];

/** Most severe first; what is equally severe stays in source order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity));
}

/** Two findings that need the same import ask for the same insertion. */
function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
