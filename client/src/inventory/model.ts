import { EventEmitter, workspace, type CancellationToken, type Disposable, type WorkspaceFolder } from 'vscode';
import type { InventoryState } from '../../../server/src/lsp/protocol';
import type { Report } from '../progress';
import type { Server } from '../server';

/** The inventory of one workspace folder. */
export interface FolderInventory {
  readonly folder: WorkspaceFolder;
  readonly state: InventoryState;
}

let taken = 0;

/** The inventories of the workspace folders as the view and the graph show them; taken when they are asked for. */
export class InventoryModel implements Disposable {
  private readonly changes = new EventEmitter<void>();
  readonly onDidChange = this.changes.event;
  private readonly subscription: Disposable;
  private known: readonly FolderInventory[] | undefined;

  constructor(private readonly server: Server) {
    this.subscription = workspace.onDidChangeWorkspaceFolders(() => this.leaveOut());
  }

  /** Undefined until they were taken. */
  get inventories(): readonly FolderInventory[] | undefined {
    return this.known;
  }

  /** Folders that an inventory can be taken of. */
  get folders(): readonly WorkspaceFolder[] {
    return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  }

  /** Takes the inventories anew, one folder after the other. False when there is none. What is cancelled shows what it has. */
  async refresh(token?: CancellationToken, report?: Report): Promise<boolean> {
    const made: FolderInventory[] = [];
    for (const folder of this.folders) {
      if (token?.isCancellationRequested) break;
      const state = await this.ask(folder, token, report);
      if (state) made.push({ folder, state });
    }
    if (made.length === 0) return false;
    this.known = made;
    this.changes.fire();
    return true;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }

  private async ask(folder: WorkspaceFolder, token: CancellationToken | undefined, report: Report | undefined): Promise<InventoryState | null | undefined> {
    const progressToken = `principled-inventory-${++taken}`;
    const stop = this.server.onProgress(progressToken, ({ done, total }) => report?.(done, total));
    try {
      return await this.server.request('principled/inventory', { folder: folder.uri.toString(), progressToken }, token);
    } finally {
      stop();
    }
  }

  /** A folder that is closed takes its inventory along. */
  private leaveOut(): void {
    if (!this.known) return;
    const open = new Set(this.folders.map(({ uri }) => uri.toString()));
    this.known = this.known.filter(({ folder }) => open.has(folder.uri.toString()));
    this.changes.fire();
  }
}
