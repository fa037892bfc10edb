import { randomBytes } from 'node:crypto';
import { commands, ProgressLocation, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import type { InventoryFormat } from '../../../server/src/lsp/protocol';
import type { Server } from '../server';
import { graphCommands, graphHtml } from './graphPage';
import type { InventoryModel } from './model';

const formats: readonly { readonly label: string; readonly description: string; readonly format: InventoryFormat; readonly ending: string }[] = [
  { label: 'CycloneDX', description: '1.6, with machine-learning components', format: 'cyclonedx', ending: 'cdx.json' },
  { label: 'Markdown', description: 'for people, with a diagram', format: 'markdown', ending: 'md' },
  { label: 'JSON', description: 'for other programs', format: 'json', ending: 'json' },
];

/** What the commands of the inventory do. */
export class InventoryCommands implements Disposable {
  private panel: WebviewPanel | undefined;
  private readonly watching: Disposable;

  constructor(private readonly server: Server, private readonly model: InventoryModel) {
    this.watching = model.onDidChange(() => this.draw());
  }

  /** Opens the view and fills it. */
  async show(): Promise<void> {
    await commands.executeCommand('principled.inventory.focus');
    await this.refresh();
  }

  async refresh(): Promise<boolean> {
    if (this.model.folderUri === undefined) {
      await window.showInformationMessage('Principled: an inventory is taken of a folder. Open one first.');
      return false;
    }
    return window.withProgress({ location: { viewId: 'principled.inventory' } }, () => this.model.refresh());
  }

  /** After a scan the files are analysed already; without an inventory on show nothing is to be renewed. */
  async afterScan(): Promise<void> {
    if (this.model.state) await this.model.refresh();
  }

  async showGraph(): Promise<void> {
    if (!this.model.state && !await this.refresh()) return;
    if (this.panel) this.panel.reveal();
    else {
      const options = { enableScripts: false, enableCommandUris: graphCommands, localResourceRoots: [], enableFindWidget: true };
      this.panel = window.createWebviewPanel('principled.inventoryGraph', 'AI Inventory', ViewColumn.Active, options);
      this.panel.onDidDispose(() => { this.panel = undefined; });
    }
    this.draw();
  }

  async export(): Promise<void> {
    const folder = this.model.folderUri;
    if (folder === undefined) return void await this.refresh();
    const chosen = await window.showQuickPick(formats, { title: 'Export the AI inventory as' });
    if (!chosen) return;
    const target = await window.showSaveDialog({ title: 'Export the AI inventory', defaultUri: Uri.joinPath(Uri.parse(folder), `ai-inventory.${chosen.ending}`) });
    if (!target) return;
    const options = { location: ProgressLocation.Window, title: 'Principled: writing the AI inventory' };
    const text = await window.withProgress(options, () => this.server.request('principled/exportInventory', { folder, format: chosen.format }));
    if (!text) return;
    try {
      await workspace.fs.writeFile(target, new TextEncoder().encode(text));
    } catch (error) {
      await window.showErrorMessage(`Principled: the inventory could not be saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  dispose(): void {
    this.watching.dispose();
    this.panel?.dispose();
  }

  private draw(): void {
    if (this.panel && this.model.state) this.panel.webview.html = graphHtml(this.model.state, randomBytes(16).toString('hex'));
  }
}
