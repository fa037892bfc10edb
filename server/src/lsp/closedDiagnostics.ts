import type { Connection, Diagnostic } from 'vscode-languageserver';

/** One finding in a file that is not open, for lists of places of the same kind. */
export interface ClosedEntry {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that comments allow. */
  readonly suppressed: number;
}

/** Diagnostics of files that are not open in the editor; these are always pushed. */
export interface ClosedDiagnostics {
  publish(uri: string, diagnostics: readonly Diagnostic[], suppressed: number): void;
  /** Takes back what was shown for one file. */
  clear(uri: string): void;
  has(uri: string): boolean;
  all(): Iterable<ClosedEntry>;
}

export function createClosedDiagnostics(connection: Connection): ClosedDiagnostics {
  const shown = new Map<string, ClosedEntry>();
  return {
    publish(uri, diagnostics, suppressed) {
      if (diagnostics.length + suppressed === 0 && !shown.has(uri)) return;
      if (diagnostics.length + suppressed === 0) shown.delete(uri);
      else shown.set(uri, { uri, diagnostics, suppressed });
      void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
    },
    clear(uri) {
      if (shown.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    has: (uri) => (shown.get(uri)?.diagnostics.length ?? 0) > 0,
    all: () => shown.values(),
  };
}
