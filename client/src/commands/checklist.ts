import { commands, window } from 'vscode';
import type { ProvisionStatus } from '../../../server/src/lsp/protocol';
import type { ProvisionForm } from '../checklist/form';
import type { ChecklistModel } from '../checklist/model';
import type { ChecklistTree, ProvisionNode } from '../checklist/tree';

export interface Checklist {
  readonly model: ChecklistModel;
  readonly tree: ChecklistTree;
  readonly form: ProvisionForm;
}

/** Opens the page of a provision; without one, the view. A finding of the tree may stand for its provision. */
export async function openChecklist({ model, tree, form }: Checklist, given?: string | { readonly provision?: unknown }): Promise<void> {
  const id = typeof given === 'string' ? given : typeof given?.provision === 'string' ? given.provision : undefined;
  if (model.folderUri === undefined) {
    await window.showInformationMessage('Principled: the checklist is kept in a folder. Open one first.');
    return;
  }
  if (id === undefined) {
    await commands.executeCommand('principled.checklist.focus');
    return;
  }
  if (await form.open(id)) await tree.reveal(id);
}

/** Answers for the selected provision; undefined takes the status back. */
export async function mark({ model, tree }: Checklist, status: ProvisionStatus | undefined, node?: ProvisionNode): Promise<void> {
  const [id] = tree.selected(node);
  if (id === undefined) return;
  if (status !== 'not-applicable') {
    await model.answer(id, { status: status ?? null, ...(model.find(id)?.answer.reason === undefined ? {} : { reason: null }) });
    return;
  }
  const reason = await window.showInputBox({
    title: `Why does ${id} not apply?`, prompt: 'A reason that an assessor can judge', value: model.find(id)?.answer.reason ?? '',
    validateInput: (text) => (text.trim() === '' ? 'A reason is needed' : undefined),
  });
  if (reason !== undefined) await model.answer(id, { status, reason: reason.trim() });
}

/** Takes the last answer back and shows which it was. */
export async function undoAnswer({ model, tree }: Checklist): Promise<void> {
  const id = await model.undo();
  if (id !== undefined) await tree.reveal(id);
}
