import { commands, EventEmitter, Uri, window, workspace, type Diagnostic, type Disposable, type TextDocumentContentProvider } from 'vscode';
import type { FindingReference } from '../../../server/src/lsp/protocol';
import { findingsAt, referenceTo } from '../findings';
import type { Server } from '../server';

const scheme = 'principled-explanation';
const keptPages = 20;

/** Shows what is known of a finding in a page beside the editor. */
export class Explanations implements TextDocumentContentProvider, Disposable {
  private readonly pages = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(private readonly server: Server) {}

  provideTextDocumentContent(uri: Uri): string {
    return this.pages.get(uri.toString()) ?? 'This explanation is no longer kept. Run “Principled: Explain Finding” again.\n';
  }

  /** Without a reference it is the finding at the cursor. */
  async explain(given?: FindingReference): Promise<void> {
    const reference = given ?? await chooseFinding();
    if (!reference) return;
    const explanation = await this.server.request('principled/explain', reference);
    if (explanation === undefined) return;
    if (explanation === null) {
      await window.showInformationMessage('Principled: this finding is gone, since the code has changed.');
      return;
    }
    const uri = Uri.from({ scheme, path: `/${explanation.title}.md` });
    this.keep(uri, explanation.markdown);
    await show(uri);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private keep(uri: Uri, markdown: string): void {
    this.pages.delete(uri.toString());
    this.pages.set(uri.toString(), markdown);
    const [oldest] = this.pages.keys();
    if (this.pages.size > keptPages && oldest !== undefined) this.pages.delete(oldest);
    this.changed.fire(uri);
  }
}

/** As a preview, or as text where the editor's Markdown support is switched off. */
async function show(uri: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreviewToSide', uri);
  } catch {
    await window.showTextDocument(uri, { viewColumn: -2, preview: true });
  }
}

async function chooseFinding(): Promise<FindingReference | undefined> {
  const editor = window.activeTextEditor;
  const findings = editor ? findingsAt(editor.document, editor.selection.active) : [];
  if (!editor || findings.length === 0) {
    const choice = await window.showInformationMessage('Principled: there is no finding at the cursor.', 'Show problems');
    if (choice) await commands.executeCommand('principled.showProblems');
    return undefined;
  }
  const finding = findings.length === 1 ? findings[0] : await pick(findings);
  return finding && referenceTo(editor.document.uri, finding);
}

async function pick(findings: readonly Diagnostic[]): Promise<Diagnostic | undefined> {
  const items = findings.map((finding) => ({ label: finding.message, finding }));
  const chosen = await window.showQuickPick(items, { title: 'Explain which finding?' });
  return chosen?.finding;
}
