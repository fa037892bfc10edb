import { ProgressLocation, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import type { ReportResult } from '../../../server/src/lsp/protocol';
import type { ChecklistModel } from '../checklist/model';
import { plain } from '../plain';
import { saveText } from '../saving';
import type { Server } from '../server';

/** Makes the assurance report and shows it in the editor; it can be saved as a page or as Markdown. */
export class Reports implements Disposable {
  private panel: WebviewPanel | undefined;
  private shown: ReportResult | undefined;

  constructor(private readonly server: Server, private readonly model: ChecklistModel) {}

  /** Scans first, so that the report rests on the whole folder. A report that is cancelled is not made. */
  async create(): Promise<void> {
    const folder = this.model.folderUri;
    if (folder === undefined) {
      await window.showInformationMessage('Principled: a report is made of a folder. Open one first.');
      return;
    }
    const options = { location: ProgressLocation.Notification, title: 'Principled: making the report', cancellable: true };
    const made = await window.withProgress(options, async (_, token) => {
      const scanned = await this.server.request('principled/scan', { folders: [folder] }, token);
      if (!scanned || scanned.cancelled) return undefined;
      return this.server.request('principled/report', { folder, record: true }, token);
    });
    if (!made) return;
    this.show(made);
    if (made.failure !== undefined) await window.showWarningMessage(`Principled: the state was not kept for later reports: ${plain(made.failure)}`);
  }

  /** Asks where to, and writes the report that is shown. */
  async save(): Promise<void> {
    const shown = this.shown;
    if (!shown) return;
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const target = await window.showSaveDialog({
      title: 'Save the report', filters: { 'Web page': ['html'], Markdown: ['md'] },
      ...(folder ? { defaultUri: Uri.joinPath(folder, `${shown.name}.html`) } : {}),
    });
    if (!target) return;
    const text = target.path.toLowerCase().endsWith('.md') ? shown.markdown : shown.html;
    await saveText(target, text, 'the report');
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private show(made: ReportResult): void {
    this.shown = made;
    if (!this.panel) {
      // No scripts, no links that run anything: the page is as it would be in a browser.
      const options = { enableScripts: false, localResourceRoots: [], enableFindWidget: true };
      this.panel = window.createWebviewPanel('principled.report', 'Assurance Report', ViewColumn.Active, options);
      this.panel.onDidDispose(() => {
        this.panel = undefined;
        this.shown = undefined;
      });
    } else this.panel.reveal();
    this.panel.webview.html = made.html;
  }
}
