import { strict as assert } from 'node:assert';
import { sep } from 'node:path';
import { suite, test } from 'mocha';
import { extensions, languages, Uri, workspace, window } from 'vscode';

suite('The extension installed from its package', () => {
  test('activates from where VS Code installed it', async () => {
    const extension = extensions.getExtension('principled.principled');
    assert.ok(extension, 'VS Code does not know the extension');
    assert.match(extension.extensionPath, new RegExp(`extensions\\${sep}principled\\.principled-`));
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test('underlines model output that runs as code', async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder, 'no workspace folder is open');
    const document = await workspace.openTextDocument(Uri.joinPath(folder, 'assistant.py'));
    await window.showTextDocument(document);
    await eventually(() => {
      const codes = languages.getDiagnostics(document.uri).map(({ code }) => (typeof code === 'object' ? code.value : code));
      assert.ok(codes.includes('model-output-to-code'), `diagnostics are: ${codes.join(', ') || 'none'}`);
    });
  });
});

/** Repeats a check until it holds; after ten seconds its last failure is the test's. */
async function eventually(check: () => void): Promise<void> {
  for (const deadline = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
