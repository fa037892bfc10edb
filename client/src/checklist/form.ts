import { randomBytes } from 'node:crypto';
import { Uri, ViewColumn, window, type Disposable, type ExtensionContext, type WebviewPanel } from 'vscode';
import type { ProvisionChange } from '../../../server/src/lsp/protocol';
import { formCommands, formHtml, formUpdate } from './formPage';
import type { ChecklistModel } from './model';
import { statuses, upperFirst } from './words';

/** The page of a provision beside the editor; used again for the next one. */
export class ProvisionForm implements Disposable {
  private panel: WebviewPanel | undefined;
  private shown: string | undefined;
  private readonly subscription: Disposable;

  constructor(private readonly context: ExtensionContext, private readonly model: ChecklistModel) {
    this.subscription = model.onDidChange(() => this.update());
  }

  /** False when there is no such provision or no checklist. */
  async open(id: string): Promise<boolean> {
    if (!this.model.state) await this.model.refresh();
    const { state } = this.model;
    const provision = this.model.find(id);
    if (!state || !provision) return false;
    const panel = this.openPanel();
    this.shown = id;
    panel.title = `${id} ${upperFirst(provision.brief)}`;
    const script = panel.webview.asWebviewUri(Uri.joinPath(this.context.extensionUri, 'client/media/provisionForm.js')).toString();
    panel.webview.html = formHtml({ state, provision, nonce: randomBytes(16).toString('hex'), script });
    return true;
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel?.dispose();
  }

  private openPanel(): WebviewPanel {
    if (this.panel) {
      this.panel.reveal(undefined, true);
      return this.panel;
    }
    const media = Uri.joinPath(this.context.extensionUri, 'client/media');
    const panel = window.createWebviewPanel('principled.provision', 'Checklist', { viewColumn: ViewColumn.Beside, preserveFocus: true }, {
      enableScripts: true, enableCommandUris: formCommands, localResourceRoots: [media], retainContextWhenHidden: true,
    });
    panel.webview.onDidReceiveMessage((message: unknown) => void this.hear(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.shown = undefined;
    });
    this.panel = panel;
    return panel;
  }

  private update(saved?: string): void {
    const { state } = this.model;
    const provision = this.shown === undefined ? undefined : this.model.find(this.shown);
    if (!state || !provision) return;
    void this.panel?.webview.postMessage({ ...formUpdate(state, provision), ...(saved === undefined ? {} : { saved }) });
  }

  private async hear(message: unknown): Promise<void> {
    if (typeof message !== 'object' || message === null) return;
    const { type, id, field, value } = message as Readonly<Record<string, unknown>>;
    if (type === 'undo') {
      const undone = await this.model.undo();
      if (undone !== undefined && undone !== this.shown) await this.open(undone);
      this.update(undone === undefined ? 'There is nothing to take back.' : 'Taken back.');
      return;
    }
    const change = type === 'answer' ? changeOf(field, value) : undefined;
    if (!change || typeof id !== 'string') return;
    await this.model.answer(id, change);
    this.update(this.model.state?.failure === undefined ? 'Saved.' : 'Not saved.');
  }
}

/** Takes only what a field of an answer can hold; an empty one is taken back. */
function changeOf(field: unknown, value: unknown): ProvisionChange | undefined {
  if (field === 'status') {
    const status = statuses.find((it) => it === value);
    return { status: status === undefined || status === 'unanswered' ? null : status };
  }
  if (field === 'links' && Array.isArray(value)) {
    const links = value.filter((it) => typeof it === 'string');
    return { links: links.length === 0 ? null : links };
  }
  if ((field === 'reason' || field === 'owner' || field === 'date' || field === 'notes') && typeof value === 'string') {
    return { [field]: value === '' ? null : value };
  }
  return undefined;
}
