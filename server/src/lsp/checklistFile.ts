import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver';
import { checklistPath } from '../assurance/checklist';
import { parseChecklist, type ChecklistReading, type FileNote } from '../assurance/checklistFile';
import type { Services } from './services';
import { source } from './toProtocol';
import { pathOfUri } from './uris';

/** URI of a folder's checklist, whether it is there yet or not. */
export function checklistUri(folder: string): string {
  return `${folder}/${checklistPath}`;
}

/** Reads the checklists of folders as they are on disk, and shows in the files themselves what is wrong with them. */
export interface ChecklistFiles {
  read(folder: string): ChecklistReading;
}

/** More problems of one file than this are not worth listing. */
const mostShown = 50;

export function createChecklistFiles(connection: Connection, { files }: Services): ChecklistFiles {
  const shown = new Map<string, string>();
  return {
    read(folder) {
      const uri = checklistUri(folder);
      const own = files.readOwn(pathOfUri(uri));
      const reading: ChecklistReading = 'cause' in own ? { problem: { line: 1, column: 1, message: own.cause } } : parseChecklist(own.text);
      const diagnostics = diagnosticsOf(reading);
      const key = JSON.stringify(diagnostics);
      if (key !== (shown.get(uri) ?? '[]')) void connection.sendDiagnostics({ uri, diagnostics });
      shown.set(uri, key);
      return reading;
    },
  };
}

function diagnosticsOf(reading: ChecklistReading): Diagnostic[] {
  if ('problem' in reading) return [diagnostic(reading.problem, DiagnosticSeverity.Error, 'The checklist cannot be read: ')];
  return reading.notes.slice(0, mostShown).map((note) => diagnostic(note, DiagnosticSeverity.Warning, 'This does not count: '));
}

function diagnostic({ line, column, message }: FileNote, severity: DiagnosticSeverity, start: string): Diagnostic {
  const at = { line: line - 1, character: column - 1 };
  return { range: { start: at, end: at }, severity, source, message: `${start}${message}.` };
}
