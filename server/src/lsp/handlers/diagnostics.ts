import {
  DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError,
  type CancellationToken, type Diagnostic, type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { TrackedDocument } from '../documents';
import { Rest } from '../rest';
import type { Session } from '../session';
import { toDiagnostic } from '../toProtocol';

export interface DiagnosticsHandler {
  refresh(): void;
}

/** Shows findings of open documents: pulled where the client can, else pushed. */
export function handleDiagnostics(session: Session): DiagnosticsHandler {
  const rest = new Rest(session.services.restMilliseconds);
  const pushed = createPusher(session, rest);
  const reports = new Map<string, { id: string; json: string }>();
  const opened = new Set<string>();
  let reportCount = 0;

  session.connection.languages.diagnostics.on(async (params, token) => {
    const uri = params.textDocument.uri;
    await rest.until(uri);
    const diagnostics = await currentDiagnostics(session, uri, token);
    session.closed.clear(uri); // From now on the client shows what it pulled.
    const json = JSON.stringify(diagnostics);
    let report = reports.get(uri);
    if (report?.json !== json) reports.set(uri, (report = { id: String(++reportCount), json }));
    return toReport(diagnostics, report.id, params);
  });

  session.documents.onDidChangeContent(({ document }) => {
    if (opened.has(document.uri)) rest.touch(document.uri);
    opened.add(document.uri);
    if (!session.client().pullDiagnostics) pushed.schedule(document);
  });
  session.documents.onDidClose(({ document }) => {
    opened.delete(document.uri);
    rest.forget(document.uri);
    reports.delete(document.uri);
    if (!session.client().pullDiagnostics) pushed.close(document.uri);
  });

  return {
    refresh() {
      const client = session.client();
      if (!client.pullDiagnostics) pushed.all();
      else if (client.diagnosticRefresh) void session.connection.languages.diagnostics.refresh();
    },
  };
}

/** Diagnostics of the version the document has when they are returned. */
async function currentDiagnostics(session: Session, uri: string, token: CancellationToken): Promise<Diagnostic[]> {
  for (;;) {
    if (token.isCancellationRequested) throw cancelled();
    const document = session.documents.get(uri);
    if (!document) return [];
    const examination = await session.examiner.examine(document);
    if (session.documents.get(uri) !== document || examination.version !== document.version) continue;
    const context = session.context();
    return examination.findings.map((it) => toDiagnostic(it, document.text, examination.settings, context, document.version));
  }
}

function toReport(items: Diagnostic[], resultId: string, params: DocumentDiagnosticParams): DocumentDiagnosticReport {
  if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/**
 * The client gave the request up. Said in just this way it pulls again where it wants a newer answer;
 * "cancelled by the server" would be the last word on the document.
 */
function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}

interface Pusher {
  schedule(document: TrackedDocument): void;
  close(uri: string): void;
  all(): void;
}

/** For clients that cannot pull: sends each document's findings with its version, and only when they differ. */
function createPusher(session: Session, rest: Rest): Pusher {
  const last = new Map<string, string>();

  const push = async (document: TrackedDocument): Promise<void> => {
    const { findings, settings, version } = await session.examiner.examine(document);
    if (session.documents.get(document.uri) !== document || version !== document.version) return;
    const context = session.context();
    const diagnostics = findings.map((it) => toDiagnostic(it, document.text, settings, context, version));
    const json = JSON.stringify([version, diagnostics]);
    if (last.get(document.uri) === json) return;
    last.set(document.uri, json);
    await session.connection.sendDiagnostics({ uri: document.uri, version, diagnostics });
  };
  const pushAll = async (first?: TrackedDocument): Promise<void> => {
    if (first) await push(first);
    // What one document exports can change the findings of another.
    for (const document of session.documents.all()) {
      if (document !== first) await push(document);
    }
  };
  const report = (error: unknown): void => session.messages.log(`Diagnostics were not sent: ${String(error)}`);

  return {
    schedule(document) {
      const { version } = document;
      void rest.until(document.uri)
        .then(() => (document.version === version ? pushAll(document) : undefined)) // A newer change has its own turn.
        .catch(report);
    },
    close(uri) {
      last.delete(uri);
      if (!session.closed.has(uri)) void session.connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    all: () => void pushAll().catch(report),
  };
}
