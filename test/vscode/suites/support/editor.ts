import { strict as assert } from 'node:assert';
import {
  commands, extensions, FileSystemError, languages, Range, Uri, window, workspace, WorkspaceEdit,
  type CodeAction, type Diagnostic, type Position, type TextDocument, type TextEditor,
} from 'vscode';

/** How long a check may fail before it counts, in milliseconds. */
const patience = 10_000;

/** Repeats a check until it holds; when that takes too long its last failure is the test's. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  for (const deadline = Date.now() + patience; ; await pause(50)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The extension under test, from wherever VS Code has it. */
export function extensionFolder(): Uri {
  const extension = extensions.getExtension('principled.principled');
  assert.ok(extension, 'VS Code does not know the extension');
  return extension.extensionUri;
}

/** A file of the workspace, which is a copy that the run throws away. */
export function fileUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'no workspace folder is open');
  return Uri.joinPath(folder, path);
}

/** Opens a file as a click in the Explorer does. A document that code opened would outlive its tab for minutes. */
export async function open(path: string): Promise<TextEditor> {
  const uri = fileUri(path);
  await commands.executeCommand('vscode.open', uri);
  return eventually(() => {
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    return editor as TextEditor;
  });
}

/** Shows a text in an editor of its own that is saved nowhere. */
export async function openText(language: string, content: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument({ language, content }));
}

/** Leaves the editor as a new window has it: nothing open, nothing unsaved. */
export async function closeAll(): Promise<void> {
  while (window.activeTextEditor) {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
  await commands.executeCommand('notifications.clearAll');
}

/** Deletes a file or folder of the workspace, if it is there. */
export async function remove(path: string): Promise<void> {
  try {
    await workspace.fs.delete(fileUri(path), { recursive: true, useTrash: false });
  } catch (error) {
    if (!(error instanceof FileSystemError) || error.code !== 'FileNotFound') throw error;
  }
}

export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function findingsOf(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'principled');
}

/** `line rule` for each finding, the line counted from one, in order of place. */
export function found(uri: Uri): string[] {
  return [...findingsOf(uri)]
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map((it) => `${it.range.start.line + 1} ${ruleOf(it)}`);
}

/** Waits until the findings are exactly these. */
export function expectFindings(uri: Uri, expected: readonly string[]): Promise<void> {
  return eventually(() => assert.deepEqual(found(uri), expected));
}

/** Waits for the first finding of a rule. */
export function findingOf(uri: Uri, ruleId: string): Promise<Diagnostic> {
  return eventually(() => {
    const finding = findingsOf(uri).find((it) => ruleOf(it) === ruleId);
    assert.ok(finding, `no ${ruleId} among: ${found(uri).join(', ') || 'nothing'}`);
    return finding;
  });
}

export async function replace(document: TextDocument, before: string, after: string): Promise<void> {
  const at = document.getText().indexOf(before);
  assert.ok(at >= 0, `"${before}" is not in ${document.uri.path}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(at), document.positionAt(at + before.length)), after);
  assert.ok(await workspace.applyEdit(edit), 'VS Code refused an edit');
}

/** The place right after the first occurrence of a text. */
export function after(document: TextDocument, text: string): Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `"${text}" is not in ${document.uri.path}`);
  return document.positionAt(at + text.length);
}

/** What the light bulb offers at a finding, ours first. */
export async function actionsFor(uri: Uri, { range }: Diagnostic): Promise<readonly CodeAction[]> {
  const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range, 'quickfix', 30);
  assert.ok(actions.some(({ title }) => title.startsWith('Explain this finding')), 'the light bulb holds nothing of ours');
  return actions;
}

/** The entry of the light bulb whose title starts so. */
export function actionNamed(uri: Uri, finding: Diagnostic, start: string): Promise<CodeAction> {
  return eventually(async () => {
    const actions = await actionsFor(uri, finding);
    const action = actions.find(({ title }) => title.startsWith(start));
    assert.ok(action, `"${start}" is not among: ${actions.map(({ title }) => title).join(', ')}`);
    return action;
  });
}

/** Does what a click on an entry of the light bulb does. */
export async function apply({ title, edit, command }: CodeAction): Promise<void> {
  assert.ok(edit ?? command, `"${title}" does nothing`);
  if (edit) assert.ok(await workspace.applyEdit(edit), `VS Code refused the edit of "${title}"`);
  if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}
