import manifest from '../../../../grammars/manifest.json';
import type { LanguageId } from '../program/program';
import { languageOfFile, type GrammarManifest } from './grammars';

/** The language of a file by the ending of its name, or undefined when no grammar reads it. */
export function languageOfPath(path: string): LanguageId | undefined {
  return languageOfFile(manifest as unknown as GrammarManifest, path);
}
