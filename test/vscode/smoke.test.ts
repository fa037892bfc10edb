import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import { extensions } from 'vscode';

suite('The extension in the project folder', () => {
  test('activates', async () => {
    const extension = extensions.getExtension('principled.principled');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
