import { Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { ChecklistModel } from '../checklist/model';
import { withCancel } from '../progress';
import type { Server } from '../server';

/** Opens a first draft where it belongs, unsaved: whether it is kept is for the user to decide. */
export async function createDocument(server: Server, model: ChecklistModel, given?: unknown): Promise<void> {
  const folder = model.folderUri;
  if (folder === undefined) {
    await window.showInformationMessage('Principled: a document is drafted from a folder. Open one first.');
    return;
  }
  const kind = typeof given === 'string' ? given : await chooseKind(server);
  const draft = kind === undefined ? undefined : await withCancel('drafting the document', undefined, (token) => server.request('principled/document', { folder, kind }, token));
  if (!draft) return;
  const target = Uri.parse(draft.uri).with({ scheme: 'untitled' });
  const document = await workspace.openTextDocument(target);
  if (document.getText() === '') {
    const edit = new WorkspaceEdit();
    edit.insert(target, new Position(0, 0), draft.text);
    await workspace.applyEdit(edit);
  }
  await window.showTextDocument(document);
}

async function chooseKind(server: Server): Promise<string | undefined> {
  const kinds = await server.request('principled/documentKinds', null);
  const items = (kinds?.kinds ?? []).map(({ id, title }) => ({ label: title, id }));
  const options = { title: 'Create a document', placeHolder: 'A first draft of which document? What is not known is marked TODO' };
  return (await window.showQuickPick(items, options))?.id;
}
