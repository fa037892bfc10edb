import { strict as assert } from 'node:assert';
import { suite, teardown, test } from 'mocha';
import { commands, ConfigurationTarget, languages, window, workspace } from 'vscode';
import { closeAll, eventually, expectFindings, fileUri, open, remove } from './support/editor';

const expected = ['30 model-output-to-code'];

suite('Settings', () => {
  teardown(async () => {
    await closeAll();
    await set('severity', undefined);
    await set('exclude', undefined);
    await remove('principled.yaml');
    await remove('.vscode');
  });

  test('turn a rule off for the workspace, and on again', async () => {
    const { document } = await open('analyst.py');
    await expectFindings(document.uri, expected);
    void commands.executeCommand('principled.turnOffRule', 'model-output-to-code'); // Ends when its message is answered.
    await expectFindings(document.uri, []);
    assert.deepEqual(workspace.getConfiguration('principled').inspect('severity')?.workspaceValue, { 'model-output-to-code': 'off' });
    await set('severity', undefined);
    await expectFindings(document.uri, expected);
  });

  test('leave files out by a glob', async () => {
    const { document } = await open('analyst.py');
    await expectFindings(document.uri, expected);
    await set('exclude', ['ana*.py']);
    await expectFindings(document.uri, []);
  });

  test('of the team are read from principled.yaml as soon as it is saved', async () => {
    const { document } = await open('analyst.py');
    await expectFindings(document.uri, expected);
    await write('principled.yaml', 'severity:\n  model-output-to-code: off\n');
    await expectFindings(document.uri, []);
    await write('principled.yaml', 'severity:\n  model-output-to-cod: off\n');
    await expectFindings(document.uri, expected);
    await eventually(() => {
      const [problem] = languages.getDiagnostics(fileUri('principled.yaml'));
      assert.match(problem?.message ?? 'nothing is said', /model-output-to-cod/);
    });
  });
});

suite('The walkthrough', () => {
  teardown(closeAll);

  test('opens a sample that has findings', async () => {
    await commands.executeCommand('principled.openSample');
    const editor = window.activeTextEditor;
    assert.ok(editor, 'nothing is open');
    await eventually(() => assert.ok(languages.getDiagnostics(editor.document.uri).length >= 2));
  });
});

function set(name: string, value: unknown): Thenable<void> {
  return workspace.getConfiguration('principled').update(name, value, ConfigurationTarget.Workspace);
}

function write(path: string, text: string): Thenable<void> {
  return workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
}
