import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { javascriptAdapter } from '../../../server/src/analysis/languages/javascript/index';
import { startRuntime } from '../../../server/src/analysis/languages/runtime';
import { copyTree } from '../../../server/src/analysis/languages/syntax';
import type { LanguageId, Program } from '../../../server/src/analysis/program/program';

const require = createRequire(import.meta.url);
const javascript = 'tree-sitter-javascript/tree-sitter-javascript.wasm';
const GRAMMARS: Readonly<Partial<Record<LanguageId, string>>> = {
  javascript,
  javascriptreact: javascript,
  typescript: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  typescriptreact: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
};

await startRuntime();
const parsers = new Map<LanguageId, Parser>();
for (const [language, file] of Object.entries(GRAMMARS)) {
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve(file)));
  parsers.set(language as LanguageId, parser);
}

/** Parses and lowers a source of the JavaScript family. */
export function lowerJavascript(language: LanguageId, source: string): Program {
  const tree = parsers.get(language)?.parse(source);
  if (!tree) throw new Error(`no parser for ${language}`);
  const syntax = copyTree(tree, source);
  tree.delete();
  return javascriptAdapter.lower(syntax, language);
}
