import { window, workspace, type Uri } from 'vscode';
import { plain } from './plain';

/** Writes a file that the user has chosen; says why where it cannot. `what` is "the report". */
export async function saveText(target: Uri, text: string, what: string): Promise<void> {
  try {
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    await window.showErrorMessage(`Principled: ${what} could not be saved: ${plain(error instanceof Error ? error.message : String(error))}`);
  }
}
