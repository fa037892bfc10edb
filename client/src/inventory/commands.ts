import { randomBytes } from 'node:crypto';
import { commands, Uri, ViewColumn, window, type Disposable, type WebviewPanel, type WorkspaceFolder } from 'vscode';
import type { InventoryFormat } from '../../../server/src/lsp/protocol';
import { withCancel } from '../progress';
import { saveText } from '../saving';
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
    if (this.model.folders.length === 0) {
      await window.showInformationMessage('Principled: an inventory is taken of a folder. Open one first.');
      return false;
    }
    return withCancel('taking the AI inventory', 'principled.inventory', (token, report) => this.model.refresh(token, report));
  }

  /** After a scan the files are analysed already; without an inventory on show nothing is to be renewed. */
  async afterScan(): Promise<void> {
    if (this.model.inventories) await this.model.refresh();
  }

  async showGraph(): Promise<void> {
    if (!this.model.inventories && !await this.refresh()) return;
    if (this.panel) this.panel.reveal();
    else {
      const options = { enableScripts: false, enableCommandUris: graphCommands, localResourceRoots: [], enableFindWidget: true };
      this.panel = window.createWebviewPanel('principled.inventoryGraph', 'AI Inventory', ViewColumn.Active, options);
      this.panel.onDidDispose(() => { this.panel = undefined; });
    }
    this.draw();
  }

  async export(): Promise<void> {
    const folder = await this.chooseFolder();
    if (!folder) return;
    const chosen = await window.showQuickPick(formats, { title: 'Export the AI inventory as' });
    if (!chosen) return;
    const target = await window.showSaveDialog({ title: 'Export the AI inventory', defaultUri: Uri.joinPath(folder.uri, `ai-inventory.${chosen.ending}`) });
    if (!target) return;
    const params = { folder: folder.uri.toString(), format: chosen.format };
    const text = await withCancel('writing the AI inventory', undefined, (token) => this.server.request('principled/exportInventory', params, token));
    if (text) await saveText(target, text, 'the inventory');
  }

  dispose(): void {
    this.watching.dispose();
    this.panel?.dispose();
  }

  private async chooseFolder(): Promise<WorkspaceFolder | undefined> {
    const { folders } = this.model;
    if (folders.length > 1) return window.showWorkspaceFolderPick({ placeHolder: 'Whose AI inventory?' });
    if (folders.length === 0) await this.refresh();
    return folders[0];
  }

  private draw(): void {
    const { inventories } = this.model;
    if (this.panel && inventories) this.panel.webview.html = graphHtml(inventories.map(({ folder, state }) => ({ name: folder.name, state })), randomBytes(16).toString('hex'));
  }
}
