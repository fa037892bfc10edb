import { randomBytes } from 'node:crypto';
import {
  commands, Range, Uri, ViewColumn, window, type Diagnostic, type Disposable, type WebviewPanel,
} from 'vscode';
import type { ExplanationPlace, FindingReference } from '../../../server/src/lsp/protocol';
import { explanationHtml, pageCommands } from '../explanationPage';
import { findingsAt, referenceTo } from '../findings';
import type { Server } from '../server';

/** Shows what is known of a finding in a page beside the editor; the page is used again for the next one. */
export class Explanations implements Disposable {
  private panel: WebviewPanel | undefined;

  constructor(private readonly server: Server) {}

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
    const rulePage = explanation.page === undefined ? '' : await renderMarkdown(withoutTitle(explanation.page));
    const panel = this.openPanel();
    panel.title = explanation.title;
    panel.webview.html = explanationHtml(explanation, rulePage, randomBytes(16).toString('hex'));
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private openPanel(): WebviewPanel {
    if (this.panel) {
      this.panel.reveal(undefined, true);
      return this.panel;
    }
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: false, enableCommandUris: pageCommands, localResourceRoots: [] };
    const panel = window.createWebviewPanel('principled.explanation', 'Explanation', place, options);
    panel.onDidDispose(() => { this.panel = undefined; });
    this.panel = panel;
    return panel;
  }
}

/** Opens a place of the page in the editor that the user came from. */
export async function revealPlace({ uri, range: { start, end } }: ExplanationPlace): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(uri), { viewColumn: ViewColumn.One, selection });
}

/** The page has the rule's title as its own already. */
function withoutTitle(markdown: string): string {
  return markdown.replace(/^# .*\n/, '');
}

/** The editor renders Markdown itself; where that is switched off, the page goes without the rule's text. */
async function renderMarkdown(markdown: string): Promise<string> {
  try {
    return await commands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return '';
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
