import type { LanguageId } from '../analysis/program/program';

const byExtension: Readonly<Record<string, LanguageId>> = {
  py: 'python', pyw: 'python', pyi: 'python',
  js: 'javascript', mjs: 'javascript', cjs: 'javascript', jsx: 'javascriptreact',
  ts: 'typescript', mts: 'typescript', cts: 'typescript', tsx: 'typescriptreact',
};

/** The language of a file by its name, or undefined when it is none we read. */
export function languageOfPath(path: string): LanguageId | undefined {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : byExtension[extension];
}
