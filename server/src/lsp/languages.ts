import type { LanguageId } from '../analysis/program/program';
import { languageOfPath } from '../host/languages';

/** For watching: every file the linter can read. */
export const sourceGlob = '**/*.{py,pyw,pyi,js,mjs,cjs,jsx,ts,mts,cts,tsx}';

const ids: readonly LanguageId[] = ['python', 'javascript', 'typescript', 'javascriptreact', 'typescriptreact'];

/** The language of an open document: as the client says, else by the file's name where it says nothing. */
export function languageOf(languageId: string, path: string): LanguageId | undefined {
  const known = ids.find((id) => id === languageId);
  if (known) return known;
  return languageId === '' || languageId === 'plaintext' ? languageOfPath(path) : undefined;
}
