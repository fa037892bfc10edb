/** How old a document is. A date it states itself counts above the file's, which a checkout may have set. */
export interface Age {
  /** ISO day. */
  readonly date: string;
  readonly basis: 'stated' | 'file';
  /** More than a year before today. */
  readonly isOld: boolean;
}

const statement = /\b(?:last[ -])?(?:reviewed|updated|revised|changed|tested|approved|modified|review|date)(?: on| at)?["'*_]*\s*[:|=]?\s*["'*_]*\s*(\d{4}-\d{2}-\d{2})\b/gi;
const oldAfterDays = 365;
/** Documents say their date at the top or in a change log; the rest need not be read. */
const readCharacters = 20_000;

/** `changedOn` and `today` are ISO days. Undefined where nothing says how old it is. */
export function findAge(text: string, changedOn: string | undefined, today: string): Age | undefined {
  const stated = [...text.slice(0, readCharacters).matchAll(statement)]
    .map((match) => match[1] ?? '')
    .filter((date) => !Number.isNaN(Date.parse(date)) && date <= today)
    .sort()
    .at(-1);
  const date = stated ?? changedOn;
  if (date === undefined) return undefined;
  return { date, basis: stated === undefined ? 'file' : 'stated', isOld: daysBetween(date, today) > oldAfterDays };
}

/** Whole days from one ISO day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
