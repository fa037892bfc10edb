import { Position, SnippetString, Uri, window, workspace } from 'vscode';
import type { FindingReference } from '../../../server/src/lsp/protocol';
import type { Server } from '../server';

/** Writes the comment that allows a finding and puts the cursor where the reason belongs. */
export async function allowFinding(server: Server, reference: FindingReference): Promise<void> {
  const edit = await server.request('principled/allow', reference);
  if (edit === undefined) return;
  const document = edit && await workspace.openTextDocument(Uri.parse(edit.uri));
  if (!document || document.version !== edit.version) {
    await window.showInformationMessage('Principled: this finding is gone, since the code has changed.');
    return;
  }
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(edit.snippet), new Position(edit.at.line, edit.at.character));
}
