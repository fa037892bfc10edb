import { count, severities, type ScanReport, type Skipped, type Summary } from './report';

const skipWords: Readonly<Record<Skipped, readonly [one: string, many: string]>> = {
  unreadable: ['that could not be read', 'that could not be read'],
  'not-text': ['that is not UTF-8 text', 'that are not UTF-8 text'],
  'too-large': ['too large', 'too large'],
  minified: ['minified', 'minified'],
  'not-source': ['in another language', 'in other languages'],
  excluded: ['excluded by `principled.yaml`', 'excluded by `principled.yaml`'],
  link: ['symbolic link', 'symbolic links'],
  'ignored-by-git': ['ignored by Git', 'ignored by Git'],
  dependency: ['folder of dependencies or build results', 'folders of dependencies or build results'],
};

/** "2 errors and 1 hint", or "Nothing found". */
export function findingsLine({ findings, suppressed }: Summary): string {
  const plural = { error: 'errors', warning: 'warnings', information: 'information', hint: 'hints' };
  const parts = severities.filter((one) => findings[one] > 0).map((one) => count(findings[one], one, plural[one]));
  const found = parts.length > 0 ? listed(parts) : 'Nothing found';
  return suppressed > 0 ? `${found} (${suppressed} more allowed by comments)` : found;
}

/** What was looked at, what was not and why, and how long it took. */
export function examinedLine({ summary }: ScanReport): string {
  const { examined, unrelated, skipped, seconds } = summary;
  const of = unrelated > 0 ? ` (${unrelated} more name no AI SDK)` : '';
  const reasons = skippedWords(skipped);
  const left = reasons.length > 0 ? ` Skipped: ${reasons.join(', ')}.` : '';
  return `${count(examined, 'file')} examined${of} in ${seconds.toFixed(1)} s.${left}`;
}

/** What a report on the whole folder says was left out, each a sentence. */
export function leftOutWords({ summary, problems }: ScanReport): readonly string[] {
  const reasons = skippedWords(summary.skipped);
  return [
    ...(reasons.length > 0 ? [`Left out: ${reasons.join(', ')}.`] : []),
    ...problems.map(({ path, message }) => `\`${path}\` was not examined in full: ${message}.`),
  ];
}

function skippedWords(skipped: Summary['skipped']): string[] {
  return (Object.keys(skipWords) as Skipped[]).flatMap((reason) => {
    const number = skipped[reason] ?? 0;
    return number === 0 ? [] : [`${number} ${skipWords[reason][number === 1 ? 0 : 1]}`];
  });
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
