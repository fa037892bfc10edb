import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as CDX from '@cyclonedx/cyclonedx-library';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import schema from '../../schemas/inventory.schema.json';
import type { Services } from '../../server/src/cli/services';
import { nodeHost } from '../../server/src/host/nodeHost';
import { createLinter } from '../../server/src/lint/createLinter';
import { loadTestParsers } from '../support/parsers';
import { folderWith, runIn, type Ran } from './support/fake';

/** Only a real linter sees what a program has to do with models. */
const real: Pick<Services, 'createLinter'> = { createLinter: async (facts) => createLinter(await loadTestParsers(), nodeHost, facts) };

function inventory(folder: string, ...args: string[]): Promise<Ran> {
  return runIn(folder, ['inventory', ...args], real);
}

const key = `sk-proj-${'aB3dE5fG7hJ9'.repeat(4)}`;
const files = {
  'app/main.py': `from openai import OpenAI
client = OpenAI()
RULES = "You help in the garden. Use ${key}."
def ask(question):
    return client.responses.create(model="gpt-5-2025-08-07", instructions=RULES, input=question)
`,
  'other/bot.ts': `import Anthropic from '@anthropic-ai/sdk';
export const ask = (content: string) => new Anthropic().messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9, messages: [{ role: 'user', content }] });
`,
  'prompts/system.md': `Say hello. Use ${key}.\n`,
  '.vscode/mcp.json': `{"servers": {"orders": {"command": "npx", "args": ["@shop/orders@1.2.3"], "env": {"ORDERS_KEY": "${key}"}}}}`,
  'broken.py': 'def (:\n',
};

describe('the formats of an inventory', () => {
  const folder = folderWith(files);

  test('Markdown is the one without asking', async () => {
    const { code, out, errors } = await inventory(folder);
    expect([code, errors]).toEqual([0, '']);
    expect(out).toMatch(/^# AI inventory\n/);
    for (const name of ['gpt-5-2025-08-07', 'claude-sonnet-4-5', 'OpenAI', 'Anthropic', 'RULES', 'system.md', 'orders']) expect(out).toContain(name);
    expect((await inventory(folder, '--format', 'markdown')).out).toBe(out);
  });

  test('JSON is as its schema says, with paths from the folder', async () => {
    const { code, out } = await inventory(folder, '--format', 'json');
    expect(code).toBe(0);
    const json = JSON.parse(out) as { assets: { id: string; places: { path: string; line: number }[] }[] };
    const ajv = new Ajv();
    expect(ajv.validate(schema, json), ajv.errorsText()).toBe(true);
    expect(json.assets.map(({ id, places: [place] }) => `${id} ${place?.path}:${place?.line}`)).toEqual([
      'model:Anthropic/claude-sonnet-4-5 other/bot.ts:2',
      'model:OpenAI/gpt-5-2025-08-07 app/main.py:5',
      'provider:Anthropic other/bot.ts:2',
      'provider:OpenAI app/main.py:2',
      'prompt:app/main.py:RULES app/main.py:3',
      'prompt:prompts/system.md prompts/system.md:1',
      'mcp-server:.vscode/mcp.json:orders .vscode/mcp.json:1',
    ]);
  });

  test('CycloneDX is valid against the published schema', async () => {
    const { code, out } = await inventory(folder, '--format', 'cyclonedx');
    expect(code).toBe(0);
    expect(await new CDX.Validation.JsonStrictValidator(CDX.Spec.Version.v1dot6).validate(out)).toBeNull();
  });

  test.each(['markdown', 'json', 'cyclonedx'])('%s holds no key of the workspace', async (format) => {
    const { out } = await inventory(folder, '--format', format);
    expect(out).not.toContain(key.slice(0, 16));
    if (format === 'json') expect(out).toContain('You help in the garden. Use [key].');
  });

  test('the report and the drafted documents hold none either', async () => {
    for (const args of [['report', '--no-record'], ['report', '--no-record', '--format', 'json'], ['document', 'asset-inventory'], ['document', 'system-card']]) {
      const { out } = await runIn(folder, args, real);
      expect(out).toContain('gpt-5-2025-08-07');
      expect(out).not.toContain(key.slice(0, 16));
    }
  });
});

describe('where an inventory is taken, and where it goes', () => {
  test('only of the paths that are given', async () => {
    const { code, out } = await inventory(folderWith(files), 'other', '--format', 'json');
    expect(code).toBe(0);
    expect(out).toContain('claude-sonnet-4-5');
    expect(out).not.toContain('gpt-5');
  });

  test('into a file, with a word on the terminal', async () => {
    const folder = folderWith(files);
    const { code, out, errors } = await inventory(folder, '--format', 'json', '--output', 'bom.json');
    expect({ code, out, errors }).toEqual({ code: 0, out: '', errors: 'principled: 7 assets, written to bom.json\n' });
    expect((JSON.parse(readFileSync(join(folder, 'bom.json'), 'utf8')) as { assets: unknown[] }).assets).toHaveLength(7);
  });

  test.each(['markdown', 'json', 'cyclonedx'])('of an empty folder, as %s', async (format) => {
    const { code, out, errors } = await inventory(folderWith({ '.keep': '' }), '--format', format);
    expect([code, errors]).toEqual([0, '']);
    if (format === 'markdown') expect(out).toBe('# AI inventory\n\nNo AI assets were found in 0 source files.\n');
    else expect(JSON.parse(out)).toMatchObject(format === 'json' ? { files: 0, assets: [], connections: [] } : { bomFormat: 'CycloneDX', specVersion: '1.6' });
  });

  test('findings do not change the exit code, a path that cannot be read does', async () => {
    const folder = folderWith({ 'a.py': 'from openai import OpenAI\neval(OpenAI().responses.create(model="gpt-5", input="x").output_text)\n' });
    expect((await inventory(folder)).code).toBe(0);
    const { code, out, errors } = await inventory(folder, 'a.py', 'nowhere');
    expect(code).toBe(2);
    expect(out).toContain('gpt-5');
    expect(errors).toBe('principled: nowhere: cannot be read (there is no such file or folder)\n');
  });

  test.each([
    [['--format', 'xml'], '`--format` expects `json`, `cyclonedx` or `markdown`, not `xml`.'],
    [['--fail-on', 'error'], 'There is no option `--fail-on`'],
    [[''], 'One of the paths is empty.'],
    [['--output', 'none/x.json'], 'none/x.json: cannot be written (there is no such folder)'],
  ])('a mistake on the command line writes nothing: %j', async (args, message) => {
    const folder = folderWith(files);
    const { code, out, errors } = await inventory(folder, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toContain(message);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

test('a folder that is named is looked at, whatever it and those around it are called', async () => {
  const folder = folderWith({ 'tests/shop/app.py': files['app/main.py'], 'tests/shop/tests/test_app.py': files['app/main.py'].replace('gpt-5', 'gpt-4') });
  for (const [home, path] of [[folder, 'tests/shop'], [folder, join(folder, 'tests/shop')], [join(folder, 'tests/shop'), '.']] as const) {
    const { out } = await inventory(home, path, '--format', 'json');
    expect(out, path).toContain('gpt-5-2025-08-07');
    expect(out, path).not.toContain('gpt-4-2025-08-07');
  }
  expect((await inventory(folder, '--format', 'json')).out).not.toContain('gpt-5-2025-08-07');
});
