import { strict as assert } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import { commands, languages, window, workspace } from 'vscode';
import { closeAll, eventually, fileUri, pause, remove } from './support/editor';

const file = '.principled/checklist.json';

/** A row of the view, as its commands get it. */
const row = (id: string): object => ({ kind: 'provision', id });
const mark = (command: string, id: string): Thenable<unknown> => commands.executeCommand(`principled.${command}`, row(id));

suite('The checklist', () => {
  setup(async () => {
    await remove('.principled');
    await commands.executeCommand('principled.openChecklist');
    await pause(300); // The view asks for what it shows.
  });
  teardown(async () => {
    await closeAll();
    await remove('.principled');
  });

  test('opens the page of a provision beside the editor, and uses it again', async () => {
    await commands.executeCommand('principled.openChecklist', '2.2');
    await eventually(() => assert.deepEqual(webviews(), ['2.2 Withstand attacks on the AI, unexpected inputs and its own failure']));
    await commands.executeCommand('principled.openChecklist', '6.4');
    await eventually(() => assert.match(webviews().join('; '), /^6\.4 [^;]*$/));
  });

  test('saves an answer at once, and takes it back', async () => {
    await mark('markMet', '2.2');
    assert.match((await saved()).items['2.2']?.date ?? '', /^\d{4}-\d\d-\d\d$/);
    await mark('markPartly', '2.2');
    assert.equal((await saved()).items['2.2']?.status, 'partly');
    await commands.executeCommand('principled.undoAnswer');
    assert.equal((await saved()).items['2.2']?.status, 'met');
    await commands.executeCommand('principled.undoAnswer');
    assert.deepEqual(await saved(), { version: 1, items: {} });
  });

  test('keeps what others wrote into the file, before and while it is shown', async () => {
    const theirs = { version: 1, team: 'payments', items: { '2.1': { status: 'partly', owner: 'Ada', notes: 'In review.' } } };
    await write(file, JSON.stringify(theirs));
    await mark('markNotMet', '2.2');
    const { items, ...rest } = await saved();
    assert.deepEqual(rest, { version: 1, team: 'payments' });
    assert.deepEqual(items['2.1'], theirs.items['2.1']);
  });

  test('follows what others write into the file, as Git and editors do', async () => {
    for (const [text, expected] of [['{ "items": ', 1], ['{ "items": {} }', 0], ['{ "items": { "99.9": {} } }', 1]] as const) {
      mkdirSync(dirname(fileUri(file).fsPath), { recursive: true });
      writeFileSync(fileUri(file).fsPath, text);
      await eventually(() => assert.equal(problems().length, expected));
    }
  });

  test('never replaces a file it cannot read', async () => {
    const broken = '{ "items": ';
    await write(file, broken);
    void mark('markMet', '2.2'); // It waits for the answer to its message.
    await pause(1_000);
    assert.equal(await textOf(file), broken);
    await eventually(() => assert.deepEqual(problems(), ['1:12 The checklist cannot be read: a value was expected.']));
    await commands.executeCommand('notifications.clearAll');
    await remove('.principled');
    await eventually(() => assert.deepEqual(problems(), []));
  });
});

/** What the Problems panel says of the file. */
function problems(): string[] {
  return languages.getDiagnostics(fileUri(file)).filter(({ source }) => source === 'principled')
    .map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
}

function webviews(): string[] {
  return window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
}

interface Saved {
  readonly version: number;
  readonly items: Readonly<Record<string, { readonly status?: string; readonly date?: string }>>;
}

async function saved(): Promise<Saved> {
  return JSON.parse(await textOf(file)) as Saved;
}

async function textOf(path: string): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(fileUri(path)));
}

async function write(path: string, text: string): Promise<void> {
  await workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
}
