import { afterEach, expect, test } from 'vitest';
import { CancellationTokenSource, ProgressType } from 'vscode-languageserver-protocol/node';
import { createLinter } from '../../server/src/lint/createLinter';
import { nodeHost } from '../../server/src/host/nodeHost';
import type { ChecklistState, InventoryState, ScanProgress } from '../../server/src/lsp/protocol';
import { loadTestParsers } from '../support/parsers';
import { converse, until, vscodeOptions, type Conversation } from './conversation';

let talk: Conversation;
afterEach(() => talk.close());

const files = {
  'src/a b#.py': 'from openai import OpenAI\nclient = OpenAI()\ndef ask(t):\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": t}])\n',
  '.vscode/mcp.json': '{ "servers": { "<img src=x onerror=alert(1)>": { "command": "npx", "args": ["-y", "files-server"] } } }',
};

async function begin(): Promise<string> {
  talk = await converse({ files, createLinter: async (facts) => createLinter(await loadTestParsers(), nodeHost, facts) });
  return talk.uri('').replace(/\/$/, '');
}

test('the inventory of a folder has assets with places that open', async () => {
  const folder = await begin();
  const state = await talk.client.sendRequest<InventoryState>('principled/inventory', { folder });
  expect(state.assets.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['model gpt-4o', 'provider OpenAI', 'mcp-server <img src=x onerror=alert(1)>']);
  expect(state.assets[0]).toMatchObject({
    detail: 'chat, id written in code', places: [{ uri: `${folder}/src/a%20b%23.py`, range: { start: { line: 3, character: 11 } }, label: 'src/a b#.py, line 4' }],
  });
  expect(state.connections).toEqual([{ from: 'model:OpenAI/gpt-4o', to: 'provider:OpenAI', relation: 'hosted-by' }]);
});

test('an open file counts as it is in the editor', async () => {
  const folder = await begin();
  const uri = talk.open('src/a%20b%23.py', files['src/a b#.py']);
  talk.edit(uri, 'gpt-4o', 'gpt-4o-mini');
  const state = await talk.client.sendRequest<InventoryState>('principled/inventory', { folder });
  expect(state.assets[0]?.name).toBe('gpt-4o-mini');
});

test('it is exported as a document, and a folder from elsewhere gives none', async () => {
  const folder = await begin();
  const text = await talk.client.sendRequest<string>('principled/exportInventory', { folder, format: 'cyclonedx' });
  expect(JSON.parse(text)).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  expect(await talk.client.sendRequest('principled/inventory', { folder: 'file:///elsewhere' })).toBeNull();
});

test('what the inventory shows is evidence in the checklist, without being asked for', async () => {
  talk = await converse({ files, createLinter: async (facts) => createLinter(await loadTestParsers(), nodeHost, facts), initializationOptions: vscodeOptions });
  const folder = talk.uri('').replace(/\/$/, '');
  const evidence = async (): Promise<readonly string[]> => {
    const state = await talk.client.sendRequest<ChecklistState>('principled/checklist', { folder });
    return state.principles.flatMap((it) => it.provisions).filter(({ id }) => id === '5.1').flatMap((it) => it.evidence).filter(({ kind }) => kind === 'inventory').map(({ text }) => text);
  };
  await evidence();
  await until(() => talk.checklistChanges > 0, 'word of the inventory');
  expect(await evidence()).toEqual(['The AI inventory lists 3 assets and 1 connection']);
});

test('one that is cancelled lists what was analysed until then, and is told from a whole one', async () => {
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`m${index}.py`, files['src/a b#.py']]));
  // A read as slow as this lets a message through after every file, however fast the machine is.
  let isSlow = true;
  talk = await converse({
    files: many, createLinter: async (facts) => createLinter(await loadTestParsers(), nodeHost, facts),
    beforeRead: () => { if (isSlow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15); },
  });
  const folder = talk.uri('').replace(/\/$/, '');
  const source = new CancellationTokenSource();
  talk.client.onProgress(new ProgressType<ScanProgress>(), 'p', ({ done }) => { if (done > 5) source.cancel(); });
  const state = await talk.client.sendRequest<InventoryState>('principled/inventory', { folder, progressToken: 'p' }, source.token);
  expect(state.isWhole).toBe(false);
  expect(state.files).toBeGreaterThan(0);
  expect(state.files).toBeLessThan(150);
  isSlow = false;
  expect((await talk.client.sendRequest<InventoryState>('principled/inventory', { folder })).files).toBe(150);
});
