import { commands, window, workspace, type Uri } from 'vscode';
import { plain } from './plain';

/** Writes a file that the user has chosen, and offers to open it; says why where it cannot. `what` is "the report". */
export async function saveText(target: Uri, text: string, what: string): Promise<void> {
  try {
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    await window.showErrorMessage(`Principled: ${what} could not be saved: ${plain(error instanceof Error ? error.message : String(error))}`);
    return;
  }
  // Nobody has to answer: the command is done when the file is written.
  void offerToOpen(target, what);
}

async function offerToOpen(target: Uri, what: string): Promise<void> {
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const chosen = await window.showInformationMessage(`Principled: ${what} was saved as ${plain(name)}.`, 'Open');
  if (chosen) await commands.executeCommand('vscode.open', target);
}
