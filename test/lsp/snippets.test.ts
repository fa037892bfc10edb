import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { loadBundledParsers } from '../../server/src/host/grammars';
import { createLinter } from '../../server/src/lint/createLinter';
import type { Linter } from '../../server/src/lint/linter';
import { defaultSettings } from '../../server/src/lint/settings';

const root = join(import.meta.dirname, '../..');
let linter: Linter;
beforeAll(async () => { linter = createLinter(await loadBundledParsers(join(root, 'out'))); });
afterAll(() => linter.dispose());

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

/** What the editor inserts when every place is left as it is suggested. */
function expand({ body }: Snippet): string {
  const names = new Map<string, string>();
  return body.join('\n')
    .replace(/(?<!\\)\$\{(\d+):([^}]*)\}/g, (_, number: string, text: string) => {
      names.set(number, names.get(number) ?? text);
      return names.get(number) ?? '';
    })
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([$}\\])/g, '$1');
}

const problemsIn = (text: string, language: LanguageId, name: string): string[] => {
  linter.setFile({ path: name, language, text });
  const { findings, problems } = linter.lint(name, { ...defaultSettings, allRules: true });
  return [...findings.map((it) => `${it.ruleId}: ${it.message}`), ...problems.map((it) => it.message)];
};

describe.each([['python', 'snippet.py'], ['typescript', 'snippet.ts']] as const)('snippets for %s', (language, file) => {
  const snippets = JSON.parse(readFileSync(join(root, `snippets/${language}.json`), 'utf8')) as Record<string, Snippet>;

  test('there are four, each under two prefixes', () => {
    expect(Object.keys(snippets)).toEqual([
      'Logged inference call', 'Validated structured output', 'Untrusted input in the user role', 'Tool with approval',
    ]);
    for (const snippet of Object.values(snippets)) expect(snippet.prefix).toHaveLength(2);
  });

  test.each(Object.entries(snippets))('%s is clean', (name, snippet) => {
    const text = expand(snippet);
    expect(text).not.toMatch(/\$\{?\d/);
    expect(problemsIn(text, language, `${name}/${file}`)).toEqual([]);
  });

  test('a snippet made unsafe is not, so that the test can fail', () => {
    const text = expand(snippets['Logged inference call'] as Snippet).replace(/^.*(return response\.output_text)/m, '    return eval(response.output_text)');
    expect(problemsIn(text, language, file).join()).toContain('model-output-to-code');
  });
});
