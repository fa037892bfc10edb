import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GrammarError, languageOfFile } from '../../../server/src/analysis/languages/grammars';
import { grammarManifest, readGrammars } from '../../../server/src/host/grammars';
import { grammarFolder, loadTestParsers } from '../../support/parsers';

describe('grammars on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'principled-grammars-'));
    for (const name of readdirSync(grammarFolder)) copyFileSync(join(grammarFolder, name), join(folder, name));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a changed grammar is refused by name, with both hashes', () => {
    writeFileSync(join(folder, 'tree-sitter-tsx.wasm'), 'something else');
    const pinned = grammarManifest.grammars.find(({ name }) => name === 'tsx');
    expect(() => readGrammars(folder)).toThrow(GrammarError);
    expect(() => readGrammars(folder)).toThrow(/The grammar "tsx" is not the one this version was built with/);
    expect(() => readGrammars(folder)).toThrow(pinned?.sha256 ?? 'no tsx in the manifest');
  });

  test('a missing grammar is named', () => {
    rmSync(join(folder, 'tree-sitter-python.wasm'));
    expect(() => readGrammars(folder)).toThrow('The grammar "python" is missing: tree-sitter-python.wasm was not found.');
  });

  test('a changed parser runtime is refused', () => {
    writeFileSync(join(folder, 'web-tree-sitter.wasm'), '');
    expect(() => readGrammars(folder)).toThrow('The parser runtime is not the one');
  });
});

test('every language of the manifest parses', async () => {
  const parsers = await loadTestParsers();
  const sources = {
    python: 'x = await f(1)\n',
    javascript: 'const x = await f(1);',
    javascriptreact: 'const x = <b>{y}</b>;',
    typescript: 'const x = <T>(y: T): T => y;',
    typescriptreact: 'const x: JSX.Element = <b>{y}</b>;',
  } as const;
  for (const language of ['python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact'] as const) {
    const tree = parsers.parser(language).parse(sources[language]);
    expect(tree?.rootNode.hasError, language).toBe(false);
    tree?.delete();
  }
  parsers.dispose();
});

test.each([
  ['app.py', 'python'],
  ['stubs/app.PYI', 'python'],
  ['a.b/component.jsx', 'javascriptreact'],
  ['server.mjs', 'javascript'],
  ['types.d.ts', 'typescript'],
  ['C:\\src\\page.tsx', 'typescriptreact'],
  ['Makefile', undefined],
  ['folder.py/README', undefined],
  ['a.constructor', undefined],
])('%s is %s', (path, language) => {
  expect(languageOfFile(grammarManifest, path)).toBe(language);
});
