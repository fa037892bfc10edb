import type { Program } from './program';
import type { Ways, Writer } from './writer';

/** One thing that the catalogue names, and the program that shows it. */
export interface Entry {
  /** `python sinks subprocess.run shell`. */
  readonly id: string;
  readonly section: Section;
  readonly write: (writer: Writer) => Program;
}

export type Section = 'inference' | 'sinks' | 'sources' | 'clears' | 'loggers' | 'tracing' | 'tools' | 'prompts' | 'parsers';

export function entry(ways: Ways, section: Section, path: string, detail: string, write: Entry['write']): Entry {
  return { id: `${ways.language} ${section} ${path}${detail}`, section, write };
}
