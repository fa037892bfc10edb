import { strict as assert } from 'node:assert';
import { setup, suite, teardown, test } from 'mocha';
import { commands, workspace } from 'vscode';
import { closeAll, eventually, fileUri, pause, remove } from './support/editor';

const file = '.principled/checklist.json';
/** Ticks the active entry of an open list, and does nothing where none is open. */
const toggle = 'workbench.action.quickPickManyToggle';
const accept = 'workbench.action.acceptSelectedQuickOpenItem';

suite('The checklist', () => {
  setup(() => remove('.principled'));
  teardown(async () => {
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await closeAll();
    await remove('.principled');
  });

  test('saves the tick of the provision it is opened at, and takes it back', async () => {
    const done = commands.executeCommand('principled.openChecklist', '2.2');
    await firstTick('2.2');
    const { items } = await saved();
    assert.deepEqual(Object.keys(items), ['2.2']);
    assert.match(items['2.2']?.date ?? '', /^\d{4}-\d\d-\d\d$/);
    await commands.executeCommand(toggle);
    await eventually(async () => assert.deepEqual(await saved(), { version: 1, items: {} }));
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
  });

  test('lets a principle be chosen first', async () => {
    await eventually(async () => {
      await commands.executeCommand('workbench.action.closeQuickOpen');
      const done = commands.executeCommand('principled.openChecklist');
      await pause(500); // Neither list says to anybody that it is there.
      await commands.executeCommand(accept);
      await pause(500);
      await commands.executeCommand(toggle);
      await pause(300);
      await commands.executeCommand('workbench.action.closeQuickOpen');
      await done;
      assert.deepEqual(Object.keys((await saved()).items).map((id) => id.split('.')[0]), ['1']);
    });
  });

  test('keeps what others wrote into the file', async () => {
    const theirs = { version: 1, team: 'payments', items: { '2.1': { status: 'partly', owner: 'Ada', notes: 'In review.' } } };
    await workspace.fs.writeFile(fileUri(file), new TextEncoder().encode(JSON.stringify(theirs)));
    const done = commands.executeCommand('principled.openChecklist', '2.2');
    await firstTick('2.2');
    const { items, ...rest } = await saved();
    assert.deepEqual(rest, { version: 1, team: 'payments' });
    assert.deepEqual(items['2.1'], theirs.items['2.1']);
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
  });

  test('never replaces a file it cannot read', async () => {
    const broken = '{ "items": ';
    await workspace.fs.writeFile(fileUri(file), new TextEncoder().encode(broken));
    const done = commands.executeCommand('principled.openChecklist', '2.2');
    await pause(500);
    await commands.executeCommand(toggle);
    await pause(500);
    assert.equal(new TextDecoder().decode(await workspace.fs.readFile(fileUri(file))), broken);
    await commands.executeCommand('notifications.clearAll');
    await done;
  });
});

/** Ticks the active entry as soon as the list is there; the list says to nobody that it is. */
async function firstTick(id: string): Promise<void> {
  await eventually(async () => {
    await commands.executeCommand(toggle);
    await pause(400);
    assert.equal((await saved()).items[id]?.status, 'met');
  });
}

interface Saved {
  readonly items: Readonly<Record<string, { readonly status?: string; readonly date?: string }>>;
}

async function saved(): Promise<Saved> {
  return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(fileUri(file)))) as Saved;
}
