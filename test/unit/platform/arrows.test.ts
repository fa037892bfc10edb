import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import tseslint from 'typescript-eslint';

const cwd = resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd, overrideConfig: [tseslint.configs.disableTypeChecked] });

/** The rules that a file of that name and text breaks. */
async function broken(filePath: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: resolve(cwd, filePath) });
  return result?.messages.map(({ ruleId }) => ruleId) ?? [];
}

const arrow = '@typescript-eslint/no-restricted-imports';

test.each([
  ['analysis reads no files', 'server/src/analysis/x.ts', "import 'node:fs';", arrow],
  ['analysis does not know the rules', 'server/src/analysis/flow/x.ts', "import '../../rules/define';", arrow],
  ['rules do not know lint', 'server/src/rules/x.ts', "import '../lint';", arrow],
  ['types count too', 'server/src/rules/x.ts', "import type { A } from '../lint/finding'; export type B = A;", arrow],
  ['lint knows no protocol', 'server/src/lint/x.ts', "import 'vscode-languageserver';", arrow],
  ['lsp and cli are strangers', 'server/src/lsp/x.ts', "import '../cli/main';", arrow],
  ['nothing leaves the machine', 'server/src/cli/x.ts', "import 'node:https';", arrow],
  ['the client imports no code of the server', 'client/src/x.ts', "import '../../server/src/lsp/protocol';", arrow],
  ['the client sees the protocol only', 'client/src/x.ts', "import type { A } from '../../server/src/lint/finding'; export type B = A;", arrow],
  ['rules name no syntax nodes', 'server/src/rules/x.ts', "export const x = 'call_expression';", 'house/no-node-types'],
  ['rules know no clock', 'server/src/rules/x.ts', 'export const x = () => Date.now();', 'no-restricted-properties'],
  ['rules know no environment', 'server/src/rules/x.ts', 'export const x = () => process.env;', 'no-restricted-globals'],
])('%s', async (_, file, text, rule) => {
  expect(await broken(file, text)).toEqual([rule]);
});

test.each([
  ['server/src/lint/x.ts', "import '../rules/define'; import '../analysis/analysis'; import 'yaml';"],
  ['server/src/lsp/x.ts', "import 'node:fs'; import '../lint/finding'; import '../assurance/x'; import 'vscode-languageserver';"],
  ['server/src/analysis/languages/x.ts', "export const x = 'call_expression';"],
  ['client/src/x.ts', "import type { A } from '../../server/src/lsp/protocol'; export type B = A;"],
])('%s may go along the arrows', async (file, text) => {
  expect(await broken(file, text)).toEqual([]);
});
