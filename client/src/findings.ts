import { DiagnosticSeverity, languages, type Diagnostic, type Position, type TextDocument, type Uri } from 'vscode';
import type { FindingReference } from '../../server/src/lsp/protocol';

/** Whether it is about code; what is wrong with a `principled.yaml` is no finding. */
export function isFinding({ source, code }: Diagnostic): boolean {
  return source === 'principled' && code !== 'configuration';
}

/** How many findings the editor knows of, by severity. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  readonly hints: number;
}

export function countFindings(): Counts {
  const bySeverity = [0, 0, 0, 0];
  for (const [, diagnostics] of languages.getDiagnostics()) {
    for (const { severity } of diagnostics.filter(isFinding)) bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
  }
  const count = (severity: DiagnosticSeverity): number => bySeverity[severity] ?? 0;
  return {
    errors: count(DiagnosticSeverity.Error),
    warnings: count(DiagnosticSeverity.Warning),
    informations: count(DiagnosticSeverity.Information),
    hints: count(DiagnosticSeverity.Hint),
  };
}

/** Findings at a position, else those on its line, most severe first. */
export function findingsAt(document: TextDocument, position: Position): Diagnostic[] {
  const all = languages.getDiagnostics(document.uri).filter(isFinding).sort((a, b) => a.severity - b.severity);
  const there = all.filter(({ range }) => range.contains(position));
  return there.length > 0 ? there : all.filter(({ range }) => range.start.line <= position.line && position.line <= range.end.line);
}

export function referenceTo(uri: Uri, { code, range }: Diagnostic): FindingReference {
  const ruleId = typeof code === 'object' ? code.value : code;
  const { start, end } = range;
  return {
    uri: uri.toString(),
    ruleId: String(ruleId),
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}
