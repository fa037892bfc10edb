import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensions, languages, Uri, window, workspace } from 'vscode';

/** The entry that VS Code calls: times the extension from its start to its first diagnostics. */
export async function run(): Promise<void> {
  writeFileSync(join(__dirname, 'report.json'), JSON.stringify(await measure()));
}

async function measure(): Promise<{ activationMs: number; firstDiagnosticsMs: number }> {
  const extension = extensions.getExtension('principled.principled');
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (!extension || !folder) throw new Error('There is no extension, or no folder is open.');
  if (extension.isActive) throw new Error('The extension was active before anything of it was asked for.');
  const started = performance.now();
  await extension.activate();
  const activationMs = performance.now() - started;
  const document = await workspace.openTextDocument(Uri.joinPath(folder, 'assistant.py'));
  await window.showTextDocument(document);
  const deadline = started + 30_000;
  while (languages.getDiagnostics(document.uri).length === 0) {
    if (performance.now() > deadline) throw new Error('No diagnostics within 30 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { activationMs, firstDiagnosticsMs: performance.now() - started };
}
