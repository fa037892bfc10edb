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

/** A server with the real engine. */
async function start(files: Record<string, string>, options: ConversationOptions = {}): Promise<void> {
  talk = await converse({
    ...options, files, createLinter: async (facts) => createLinter(await loadBundledParsers(out), hostWithLayout(), facts),
    settings: { severity: { 'unlogged-inference': 'off' } },
  });
}

const { found, becomes, changed } = asking(() => talk);

test('a finding in a helper comes and goes with what its caller passes, and moves with its own text', async () => {
  await start({ 'helper.py': helper, 'caller.py': caller });
  const one = talk.open('helper.py', helper);
  expect(await found(one)).toEqual([]);
  const other = talk.open('caller.py', caller);
  await found(other);
  await until(() => talk.refreshes > 0, 'a refresh');
  await becomes(one, [[5, 'model-output-to-shell']]);
  talk.edit(one, 'import os\n', 'import os\n\n# The shell.\n');
  expect(await found(one)).toEqual([[7, 'model-output-to-shell']]);
  talk.edit(other, 'run(reply)', 'run("ls")');
  await found(other);
  await becomes(one, []);
  talk.edit(other, 'run("ls")', 'run(reply)');
  await found(other);
  await becomes(one, [[7, 'model-output-to-shell']]);
});

test('a caller learns what a helper has come to do, without being edited', async () => {
  const quiet = 'def ask(task):\n    return "fixed"\n';
  const using = 'import os\nfrom helper import ask\n\nos.system(ask("x"))\n';
  await start({ 'helper.py': quiet, 'caller.py': using });
  const one = talk.open('helper.py', quiet);
  const other = talk.open('caller.py', using);
  expect(await found(other)).toEqual([]);
  await found(one);
  const before = talk.refreshes;
  talk.edit(one, 'def ask', 'from openai import OpenAI\n\n\ndef ask');
  talk.edit(one, '"fixed"', 'OpenAI().responses.create(model="m", input=task).output_text');
  await found(one);
  await until(() => talk.refreshes > before, 'a refresh');
  expect(await found(other)).toEqual([[4, 'model-output-to-shell']]);
  const seen = talk.refreshes;
  talk.edit(one, 'def ask', '# Asks.\ndef ask');
  await found(one);
  await until(() => talk.refreshes >= seen, 'rest');
  expect(await found(other)).toEqual([[4, 'model-output-to-shell']]);
});

test('the same for a client that is pushed to', async () => {
  await start({ 'helper.py': helper, 'caller.py': caller }, { capabilities: plainClient });
  const one = talk.open('helper.py', helper);
  const other = talk.open('caller.py', caller);
  const codes = (): unknown[] | undefined => talk.lastPublished(one)?.diagnostics.map((it) => it.code).filter((code) => code !== 'unlogged-inference');
  await until(() => codes()?.length === 1, 'the finding in the helper');
  talk.edit(other, 'run(reply)', 'run("ls")');
  await until(() => codes()?.length === 0, 'no finding');
});

test('an abstract class is followed to implementations in other files', async () => {
  const base = 'from abc import ABC, abstractmethod\n\n\nclass Model(ABC):\n    @abstractmethod\n    def ask(self, task): ...\n\n    def act(self, task):\n        exec(self.ask(task))\n';
  const own = 'from openai import OpenAI\nfrom base import Model\n\n\nclass Chat(Model):\n    def ask(self, task):\n        return OpenAI().responses.create(model="m", input=task).output_text\n';
  await start({ 'base.py': base, 'chat.py': own });
  const one = talk.open('base.py', base);
  const other = talk.open('chat.py', own);
  await found(one);
  await found(other);
  await becomes(one, [[9, 'model-output-to-code']]);
  talk.edit(other, 'OpenAI().responses.create(model="m", input=task).output_text', '"1"');
  await found(other);
  await becomes(one, []);
});

test('files that come, change and go on disk are followed', async () => {
  await start({ 'caller.py': caller });
  const other = talk.open('caller.py', caller.replace('run(reply)', 'exec(run(reply))'));
  // What an unknown function gives back may be what it was given.
  expect(await found(other)).toEqual([[7, 'model-output-to-code']]);
  writeFileSync(join(talk.folder, 'helper.py'), 'def run(text):\n    return len(text)\n');
  changed('helper.py', 1);
  await becomes(other, []);
  writeFileSync(join(talk.folder, 'helper.py'), 'def run(text):\n    return text.strip()\n');
  changed('helper.py', 2);
  await becomes(other, [[7, 'model-output-to-code']]);
  writeFileSync(join(talk.folder, 'helper.py'), 'def run(text):\n    return "fixed"\n');
  changed('helper.py', 2);
  await becomes(other, []);
  rmSync(join(talk.folder, 'helper.py'));
  changed('helper.py', 3);
  await becomes(other, [[7, 'model-output-to-code']]);
});

test('a configuration that leads imports elsewhere is followed', async () => {
  const using = "import { execSync } from 'node:child_process';\nimport { ask } from '#ask';\n\nexecSync(ask('x'));\n";
  await start({
    'package.json': '{ "imports": { "#ask": "./one.ts" } }', 'main.ts': using, 'one.ts': "export const ask = (q: string) => 'ls';\n",
    'two.ts': "import OpenAI from 'openai';\nexport const ask = async (q: string) => (await new OpenAI().responses.create({ model: 'm', input: q })).output_text;\n",
  });
  const main = talk.open('main.ts', using, 'typescript');
  expect(await found(main)).toEqual([]);
  writeFileSync(join(talk.folder, 'package.json'), '{ "imports": { "#ask": "./two.ts" } }');
  changed('package.json', 2);
  await becomes(main, [[4, 'model-output-to-shell']]);
});
