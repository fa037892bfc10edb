import { strict as assert } from 'node:assert';
import { setup, suite, teardown, test } from 'mocha';
import { commands, workspace } from 'vscode';
import { closeAll, eventually, fileUri, pause } from './support/editor';

const file = '.principled/checklist.json';

suite('The checklist', () => {
  setup(() => remove('.principled'));
  teardown(async () => {
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await closeAll();
  });

  test('saves the tick of the provision it was opened at, and takes it back', async () => {
    const done = commands.executeCommand('principled.openChecklist', '2.2');
    await eventually(async () => {
      await commands.executeCommand('workbench.action.quickPickManyToggle');
      await pause(150);
      assert.equal(await statusOf('2.2'), 'met');
    });
    await commands.executeCommand('workbench.action.quickPickManyToggle');
    await eventually(async () => assert.equal(await statusOf('2.2'), undefined));
    await commands.executeCommand('workbench.action.quickPickManyToggle');
    await eventually(async () => assert.equal(await statusOf('2.2'), 'met'));
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
  });
});

async function statusOf(id: string): Promise<string | undefined> {
  return undefined;
}
