import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../cli/support/fake';
import { parseConfig } from '../../server/src/lint/config';
// @ts-expect-error The generators are plain JavaScript.
import { generate } from '../../server/scripts/rules-index.mjs';

const ruleSource = (id: string, exported: string) => `import { defineRule } from './define';
export const ${exported} = defineRule({
  id: '${id}', title: 'Title of ${id}', severity: 'warning', languages: ['python'], provisions: ['2.2'], cwe: [94], llm: ['LLM10'],
  asi: [], hasFix: true, why: 'Why.', remedy: 'Do.', *check() {},
});\n`;

function project(files: Readonly<Record<string, string>> = {}) {
  const root = folderWith({
    'README.md': '# Principled\n<!-- rules:start -->\nold\n<!-- rules:end -->\nmore\n',
    'server/src/rules/one-thing.ts': ruleSource('one-thing', 'rule'),
    'server/src/rules/other-thing.ts': ruleSource('other-thing', 'otherThing'),
    'server/src/rules/flow-rule.ts': 'export const helper = 1;\n',
    ...files,
  });
  for (const path of ['server/src/rules/define.ts', 'server/src/lint/notices.ts', 'schemas/principled.schema.json']) cpSync(path, join(root, path));
  return { root, read: (path: string) => readFileSync(join(root, path), 'utf8') };
}

describe('what is derived from the rules', () => {
  test('is written once, and then is current', async () => {
    const { root, read } = project();
    const all = ['server/src/rules/index.ts', 'schemas/principled.schema.json', 'README.md'];
    expect(await generate({ root, check: true })).toEqual(all);
    expect(read('README.md')).toContain('old');
    expect(await generate({ root })).toEqual(all);
    expect(await generate({ root, check: true })).toEqual([]);
    expect(read('server/src/rules/index.ts')).toContain("import { rule as oneThing } from './one-thing';\nimport { otherThing } from './other-thing';");
    expect(read('README.md')).toMatch(/^# Principled\n<!-- rules:start -->\n\| Rule [^]*\| \[`one-thing`\]\(server\/src\/rules\/one-thing\.md\) \| Title of one-thing \| warning \| yes \| 2\.2 \| 94 \| LLM10:2026 \|\n[^]*<!-- rules:end -->\nmore\n$/);
    expect(Object.keys(JSON.parse(read('schemas/principled.schema.json')).$defs.severities.properties))
      .toEqual(['one-thing', 'other-thing', 'invalid-suppression', 'unused-suppression']);
  });

  test('needs no README', async () => {
    const { root } = project();
    rmSync(join(root, 'README.md'));
    expect(await generate({ root })).toHaveLength(2);
  });

  test.each([
    [{ 'server/src/rules/one-thing.ts': ruleSource('one-thin', 'rule') }, 'one-thing.ts: expected the rule `one-thing`, found `one-thin`'],
    [{ 'server/src/rules/flow-rule.md': '# Page' }, 'flow-rule.ts: expected an exported rule, since flow-rule.md is its page.'],
    [{ 'README.md': '# Principled' }, 'README.md: expected <!-- rules:start -->'],
  ])('%j', async (files, message) => {
    await expect(generate({ root: project(files as Record<string, string>).root })).rejects.toThrow(message);
  });
});

test('the published schema is what configurations are read by', () => {
  const [first] = parseConfig('severity: {unused-suppression: off, no-such-rule: off}').problems;
  expect(first?.message).toContain('there is nothing called `no-such-rule` here');
});
