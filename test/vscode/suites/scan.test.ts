import { strict as assert } from 'node:assert';
import { suite, suiteTeardown, test } from 'mocha';
import { commands, window, workspace } from 'vscode';
import { closeAll, eventually, expectFindings, fileUri, found, open } from './support/editor';

const nightly = 'reports/nightly.py';

suite('A scan of the workspace', () => {
  suiteTeardown(closeAll);

  test('fills the problems of files that nobody has open', async () => {
    assert.deepEqual(found(fileUri(nightly)), []);
    const scan = commands.executeCommand('principled.scanWorkspace');
    await expectFindings(fileUri(nightly), ['25 model-output-to-shell']);
    await expectFindings(fileUri('mending/hardcoded-api-key.ts'), ['3 hardcoded-api-key']);
    assert.ok(workspace.textDocuments.every(({ uri }) => uri.path !== fileUri(nightly).path), 'the file was opened');
    await dismissed(scan);
  });

  test('is kept up to date when such a file changes on disk', async () => {
    const uri = fileUri(nightly);
    const before = await workspace.fs.readFile(uri);
    const text = new TextDecoder().decode(before);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text.replace('command, shell=True', '["tar", "-c", command]')));
    await expectFindings(uri, []);
    await workspace.fs.writeFile(uri, before);
    await expectFindings(uri, ['25 model-output-to-shell']);
  });

  test('shows a finding once when the file is opened, and keeps it when it is closed', async () => {
    const { document } = await open(nightly);
    await expectFindings(document.uri, ['25 model-output-to-shell']);
    await closeAll();
    await eventually(() => assert.equal(window.activeTextEditor, undefined));
    await expectFindings(fileUri(nightly), ['25 model-output-to-shell']);
  });
});

/** The command waits for its message to be answered, so the message is closed as a person would. */
async function dismissed(command: Thenable<unknown>): Promise<void> {
  let isOver = false;
  void command.then(() => { isOver = true; });
  await eventually(async () => {
    await commands.executeCommand('notifications.clearAll');
    assert.ok(isOver, 'the scan does not end');
  });
}
