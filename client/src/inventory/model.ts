import { EventEmitter, workspace, type Disposable } from 'vscode';
import type { InventoryState } from '../../../server/src/lsp/protocol';
import type { Server } from '../server';

/** The inventory as the view and the graph show it; taken when it is asked for. */
export class InventoryModel implements Disposable {
  private readonly changes = new EventEmitter<void>();
  readonly onDidChange = this.changes.event;
  private taken: InventoryState | undefined;

  constructor(private readonly server: Server) {}

  get state(): InventoryState | undefined {
    return this.taken;
  }

  /** The folder whose inventory is shown: the first one. */
  get folderUri(): string | undefined {
    return workspace.workspaceFolders?.[0]?.uri.toString();
  }

  /** Takes the inventory anew. False when it could not be taken. */
  async refresh(): Promise<boolean> {
    const folder = this.folderUri;
    const state = folder === undefined ? undefined : await this.server.request('principled/inventory', { folder });
    if (!state) return false;
    this.taken = state;
    this.changes.fire();
    return true;
  }

  dispose(): void {
    this.changes.dispose();
  }
}
