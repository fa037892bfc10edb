import type { Connection, Diagnostic } from 'vscode-languageserver';

/** One finding in a file that is not open, for lists of places of the same kind. */
export interface ClosedEntry {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Diagnostics of files that are not open in the editor; these are always pushed. */
export interface ClosedDiagnostics {
  publish(uri: string, diagnostics: readonly Diagnostic[]): void;
  /** Takes back what was shown for one file. */
  clear(uri: string): void;
  has(uri: string): boolean;
  all(): Iterable<ClosedEntry>;
}

export function createClosedDiagnostics(connection: Connection): ClosedDiagnostics {
  const shown = new Map<string, ClosedEntry>();
  return {
    publish(uri, diagnostics) {
      if (diagnostics.length === 0 && !shown.has(uri)) return;
      if (diagnostics.length === 0) shown.delete(uri);
      else shown.set(uri, { uri, diagnostics });
      void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
    },
    clear(uri) {
      if (shown.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    has: (uri) => shown.has(uri),
    all: () => shown.values(),
  };
}
