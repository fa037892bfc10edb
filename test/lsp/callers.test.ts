import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadBundledParsers } from '../../server/src/host/grammars';
import { hostWithLayout } from '../../server/src/host/nodeHost';
import { createLinter } from '../../server/src/lint/createLinter';
import { converse, plainClient, until, type Conversation, type ConversationOptions } from './conversation';
import { asking, caller, helper } from './asking';

const out = join(import.meta.dirname, '../../out');
let talk: Conversation;
afterEach(() => talk.close());

/** A server with the real engine and an index of the workspace. */
async function start(files: Record<string, string>, options: ConversationOptions = {}): Promise<void> {
  talk = await converse({
    ...options, files, hasIndex: true, createLinter: async (facts) => createLinter(await loadBundledParsers(out), hostWithLayout(), facts),
    settings: { severity: { 'unlogged-inference': 'off' } },
  });
}

const finding = [[5, 'model-output-to-shell']];
const { found, becomes, changed } = asking(() => talk);

test('what a closed caller passes is found where it ends, and the client is told to ask again', async () => {
  await start({ 'helper.py': helper, 'caller.py': caller });
  const uri = talk.open('helper.py', helper);
  const first = await found(uri);
  await until(() => first.length > 0 || talk.refreshes > 0, 'a refresh');
  expect(await found(uri)).toEqual(finding);
  expect(await talk.pull(uri)).toMatchObject([{ relatedInformation: expect.arrayContaining([expect.objectContaining({ location: expect.objectContaining({ uri: talk.uri('caller.py') }) })]) }]);
});

test('it follows the caller as that comes, changes and goes on disk', async () => {
  await start({ 'helper.py': helper });
  const uri = talk.open('helper.py', helper);
  expect(await found(uri)).toEqual([]);
  writeFileSync(join(talk.folder, 'caller.py'), caller);
  changed('caller.py', 1);
  await becomes(uri, finding);
  writeFileSync(join(talk.folder, 'caller.py'), caller.replace('run(reply)', 'run("ls")'));
  changed('caller.py', 2);
  await becomes(uri, []);
  writeFileSync(join(talk.folder, 'caller.py'), caller);
  changed('caller.py', 2);
  await becomes(uri, finding);
  rmSync(join(talk.folder, 'caller.py'));
  changed('caller.py', 3);
  await becomes(uri, []);
});

test('through a file between them that names no model, in TypeScript', async () => {
  const run = "import { execSync } from 'node:child_process';\nexport function run(command: string) {\n  execSync(command);\n}\n";
  await start({
    'run.ts': run,
    'index.ts': "export * from './run';\n",
    'main.ts': "import OpenAI from 'openai';\nimport { run } from './index';\nexport async function main(task: string) {\n  const reply = await new OpenAI().responses.create({ model: 'm', input: task });\n  run(reply.output_text);\n}\n",
  });
  await becomes(talk.open('run.ts', run, 'typescript'), [[3, 'model-output-to-shell']]);
});

test('a caller that the settings leave out is left out', async () => {
  const second = (text: string): string => text.replaceAll('helper', 'second');
  await start({ 'helper.py': helper, 'other.py': caller, 'second.py': helper, 'main.py': second(caller), 'principled.yaml': 'exclude: ["other.py"]\n' });
  const uri = talk.open('helper.py', helper);
  // One document after the other: when the second has its finding, the first has all that it will have.
  await becomes(talk.open('second.py', helper), finding);
  expect(await found(uri)).toEqual([]);
});

test('a client that cannot ask is told', async () => {
  await start({ 'helper.py': helper, 'caller.py': caller }, { capabilities: plainClient });
  const uri = talk.open('helper.py', helper);
  await until(() => talk.lastPublished(uri)?.diagnostics.length === 1, 'the finding');
});
