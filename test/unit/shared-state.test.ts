import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { createLinter } from '../../server/src/lint/createLinter';
import { defaultSettings } from '../../server/src/lint/settings';
import { bundledParsers, diskHost } from '../support/fixtures';

const ask = `import OpenAI from 'openai';
const client = new OpenAI();
export async function ask(wish) {
  const reply = await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: wish }] });
  return reply.choices[0].message.content;
}
`;

/** What leads to a shell in each state of the files, edited one after the other. */
async function foundAfterEdits(files: Record<string, string>, edits: readonly (readonly [string, string])[], order: readonly string[]): Promise<string[][]> {
  const parsers = await bundledParsers();
  const folder = mkdtempSync(join(tmpdir(), 'principled-shared-'));
  try {
    const linter = createLinter({ ...parsers, dispose: () => undefined }, diskHost);
    linter.setRoots([folder]);
    const set = (name: string, text: string): void => {
      writeFileSync(join(folder, name), text);
      linter.setFile({ path: join(folder, name), language: languageOfPath(name)!, text });
    };
    const look = (): string[] => {
      for (const name of order) linter.prepare(join(folder, name));
      linter.settle();
      return order.flatMap((name) => linter.lint(join(folder, name), { ...defaultSettings, allRules: true }).findings)
        .flatMap(({ file, ruleId }) => (ruleId.endsWith('-to-shell') ? [basename(file)] : [])).sort();
    };
    for (const [name, text] of Object.entries(files)) set(name, text);
    const found = [look()];
    for (const [name, text] of edits) {
      set(name, text);
      found.push(look());
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const state = 'let line = "";\nexport function put(text) { line = text; }\nexport function read() { return line; }\n';
const puts = "import { ask } from './ask.js';\nimport { put, read } from './state.js';\nimport { exec } from 'node:child_process';\nexport async function main(wish) {\n  put(await ask(wish));\n  exec(read());\n}\n";

test('a variable that functions of another file share is followed, until nothing is put into it', async () => {
  const found = await foundAfterEdits({ 'ask.js': ask, 'state.js': state, 'main.js': puts }, [
    ['main.js', puts.replace('put(await ask(wish))', 'put("ls")')],
    ['main.js', puts],
  ], ['main.js', 'ask.js', 'state.js']);
  expect(found).toEqual([['main.js'], [], ['main.js']]);
});

const bus = "import { EventEmitter } from 'node:events';\nexport const bus = new EventEmitter();\n";
const tells = "import { ask } from './ask.js';\nimport { bus } from './bus.js';\nexport async function main(wish) {\n  bus.emit('line', await ask(wish));\n}\n";
const listens = "import { bus } from './bus.js';\nimport { exec } from 'node:child_process';\nbus.on('line', (line) => exec(line));\n";

test.each([['listens.js', 'tells.js'], ['tells.js', 'listens.js']])('an emitter that files share is followed with %s first, until nothing is told', async (...first) => {
  const found = await foundAfterEdits({ 'ask.js': ask, 'bus.js': bus, 'tells.js': tells, 'listens.js': listens }, [
    ['tells.js', tells.replace('await ask(wish)', '"ls"')],
    ['tells.js', tells],
  ], [...first, 'ask.js', 'bus.js']);
  expect(found).toEqual([['listens.js'], [], ['listens.js']]);
});
