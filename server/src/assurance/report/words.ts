/** Words that the report's pages share. */
import { escapeHtml } from '../../lint/escape';
import { placeInWords } from '../checklistFile';
import type { Bearing } from '../evidence';
import type { WorkspacePlace } from '../workspace';
import type { AssuranceReport } from './report';

export const bearingWords: Readonly<Record<Bearing, string>> = {
  for: 'Found', against: 'Against', absent: 'Not found', note: 'Note',
};

/** More entries of a checklist file that do not count are not worth reading. */
const mostNotes = 20;

/** The entries of the checklist file that do not count, each in words with its place. */
export function noteWords({ checklistNotes }: AssuranceReport): readonly string[] {
  const more = checklistNotes.length - mostNotes;
  return [...checklistNotes.slice(0, mostNotes).map(placeInWords), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** `app/main.py:12`. */
export function placeWords({ path, line }: WorkspacePlace): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** The same as code that a narrow page may break behind a slash. */
export function placeHtml(place: WorkspacePlace): string {
  return `<code>${escapeHtml(placeWords(place)).replaceAll('/', '/<wbr>')}</code>`;
}

export function principleTitles({ principles }: AssuranceReport): ReadonlyMap<number, string> {
  return new Map(principles.map(({ number, title }) => [number, title]));
}

/** The address of a link that leads into the web; undefined for anything else, such as a script. */
export function linkTarget(link: string): string | undefined {
  return /^https?:\/\/[^\s]+$/i.test(link) ? link : undefined;
}

/** What was and was not looked at, each a sentence. */
export function examinedWords({ examined, inventory }: AssuranceReport): readonly string[] {
  const { scope, files, unrelated, suppressed, leftOut } = examined;
  const rest = unrelated === undefined ? '' : ` ${unrelated} more name no AI SDK and were not analysed.`;
  const where = scope === 'folder' ? `All source files of the folder: ${count(files, 'file')} analysed.${rest}`
    : `Only files that are open in the editor: ${count(files, 'file')} analysed. Scan the workspace for the whole picture.`;
  return [
    where,
    'Python, JavaScript and TypeScript were read as text; nothing was run and nothing left this machine.',
    ...(suppressed > 0 ? [`${count(suppressed, 'finding')} allowed by comments with a reason, and not counted.`] : []),
    ...leftOut,
    ...(inventory ? [] : ['The AI inventory was not made.']),
    'Documents and settings were recognised by name and content; whether they are good and followed, only people can say.',
    'Answers are those of the team. Where the code or the files speak against one, the report says so.',
    'Not examined: running systems, cloud settings, model weights, training data and contracts.',
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}
