import { Uri, window, workspace, type ExtensionContext } from 'vscode';

/** Opens the sample of the walkthrough as a file that is not saved anywhere. */
export async function openSample(context: ExtensionContext): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'client', 'walkthrough', 'sample.py'));
  const content = new TextDecoder().decode(bytes);
  const document = await workspace.openTextDocument({ language: 'python', content });
  await window.showTextDocument(document);
}
