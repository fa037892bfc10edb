import { EventEmitter, languages, Uri, window, workspace, type Disposable, type WorkspaceFolder } from 'vscode';
import type { ChecklistProvision, ChecklistState, ProvisionAnswer, ProvisionChange } from '../../../server/src/lsp/protocol';
import type { Server } from '../server';
import { revealPlace } from '../commands/explain';
import { plain } from '../plain';

const settleMilliseconds = 400;
const maximumUndo = 100;

interface Undo {
  readonly folder: string;
  readonly id: string;
  readonly change: ProvisionChange;
}

/** The checklist of one workspace folder as tree and form see it; every change goes through here. */
export class ChecklistModel implements Disposable {
  state: ChecklistState | undefined;
  private folder: WorkspaceFolder | undefined;
  private readonly changed = new EventEmitter<void>();
  private readonly undoable: Undo[] = [];
  private readonly subscriptions: Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastFailure: string | undefined;

  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {
    this.subscriptions = [
      this.changed,
      workspace.onDidChangeWorkspaceFolders(() => this.refreshSoon()),
      // Findings are evidence. Only what was shown once has to be kept up to date.
      languages.onDidChangeDiagnostics(() => this.state && this.refreshSoon()),
    ];
  }

  get canUndo(): boolean {
    return this.undoable.length > 0;
  }

  get folderName(): string | undefined {
    return (workspace.workspaceFolders?.length ?? 0) > 1 ? this.folder?.name : undefined;
  }

  /** URI of the folder whose checklist is shown; undefined where none is open. */
  get folderUri(): string | undefined {
    return this.chosen()?.uri.toString();
  }

  /** Lets the user choose where there are several folders. */
  async chooseFolder(): Promise<void> {
    const chosen = await window.showWorkspaceFolderPick({ placeHolder: 'Whose checklist?' });
    if (!chosen) return;
    this.folder = chosen;
    await this.refresh();
  }

  refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), settleMilliseconds);
  }

  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    const folder = this.folderUri;
    this.take(folder === undefined ? undefined : await this.server.request('principled/checklist', { folder }));
  }

  find(id: string): ChecklistProvision | undefined {
    return this.state?.principles.flatMap((it) => it.provisions).find((it) => it.id === id);
  }

  /** Saves at once; says why where it cannot. */
  async answer(id: string, change: ProvisionChange): Promise<void> {
    const before = this.find(id);
    const folder = this.folderUri;
    if (!before || folder === undefined) return;
    if (await this.send(folder, id, change)) {
      this.undoable.push({ folder, id, change: reverse(change, before.answer) });
      if (this.undoable.length > maximumUndo) this.undoable.shift();
      this.changed.fire();
    }
  }

  /** Takes the last change back, whichever provision it was of; gives that provision. */
  async undo(): Promise<string | undefined> {
    const last = this.undoable.pop();
    if (!last) {
      void window.setStatusBarMessage('Principled: there is no answer to take back.', 4000);
      return undefined;
    }
    await this.send(last.folder, last.id, last.change);
    return last.id;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const it of this.subscriptions) it.dispose();
  }

  private chosen(): WorkspaceFolder | undefined {
    // A folder that is not on disk has no file to keep a checklist in.
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const isOpen = folders.some((it) => it.uri.toString() === this.folder?.uri.toString());
    if (!isOpen) {
      const active = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
      this.folder = folders.find((it) => it === active) ?? folders[0];
    }
    return this.folder;
  }

  private async send(folder: string, id: string, change: ProvisionChange): Promise<boolean> {
    const saved = await this.server.request('principled/answer', { folder, changes: { [id]: change } });
    if (!saved) return false;
    this.take(saved);
    if (saved.failure !== undefined) await this.tell(saved.failure, saved);
    return saved.failure === undefined;
  }

  private take(state: ChecklistState | undefined): void {
    this.state = state;
    this.changed.fire();
  }

  /** Once for each cause, since a form that saves at once would say it with every key. */
  private async tell(failure: string, { problem, file }: ChecklistState): Promise<void> {
    if (this.lastFailure === failure) return;
    this.lastFailure = failure;
    const choice = await window.showErrorMessage(`Principled: ${plain(failure)}`, 'Open file');
    this.lastFailure = undefined;
    if (choice && problem) await revealPlace(problem.place);
    else if (choice) await window.showTextDocument(Uri.parse(file));
  }
}

/** What brings the fields of an answer back to what they were. A status brings its day along. */
function reverse(change: ProvisionChange, before: ProvisionAnswer): ProvisionChange {
  const fields = Object.keys(change) as (keyof ProvisionAnswer)[];
  const all = fields.includes('status') ? [...fields, 'date' as const] : fields;
  return Object.fromEntries(all.map((field) => [field, before[field] ?? null])) as ProvisionChange;
}
