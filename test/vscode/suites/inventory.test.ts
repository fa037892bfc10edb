import { strict as assert } from 'node:assert';
import { suite, teardown, test } from 'mocha';
import { commands, window, type TabInputWebview } from 'vscode';
import { closeAll, eventually } from './support/editor';

suite('The AI inventory', () => {
  teardown(closeAll);

  test('is taken of the workspace, and its graph opens in the editor', async () => {
    await commands.executeCommand('principled.showInventory');
    await commands.executeCommand('principled.showInventoryGraph');
    await eventually(() => {
      const tabs = window.tabGroups.all.flatMap(({ tabs: all }) => all);
      assert.ok(tabs.some(({ input }) => (input as TabInputWebview | undefined)?.viewType?.endsWith('principled.inventoryGraph')), 'no graph is open');
    });
  });

  test('has commands for renewing and exporting', async () => {
    const all = await commands.getCommands(true);
    for (const name of ['showInventory', 'refreshInventory', 'showInventoryGraph', 'exportInventory']) assert.ok(all.includes(`principled.${name}`), name);
  });
});
