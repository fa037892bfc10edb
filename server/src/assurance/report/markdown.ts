/** The report, and the checklist alone, as Markdown. */
import { escapeMarkdown as text, markdownCode as code, wordsToMarkdown as words } from '../../lint/escape';
import { settledIn, tallyOf, totalIn, type Tally } from '../assess';
import { placeInWords } from '../checklistFile';
import type { Evidence } from '../evidence';
import { kindName } from '../inventory/describe';
import { markdownTable } from '../documents/markdown';
import { tallyWords } from './charts';
import { answerWords, settledWords, type AssuranceReport, type ReportedProvision } from './report';
import { bearingWords, examinedWords, linkTarget, noteWords, placeWords, principleTitles } from './words';

export function reportMarkdown(report: AssuranceReport): string {
  const { date, project, code: of, coverage } = report;
  return join([
    `# AI security assurance: ${text(project)}`,
    `${text(date)}, against the UK [${text(of.title)}](${of.url}). Numbers in brackets are those of ${text(of.etsi)}.`,
    problems(report),
    `**${settledIn(coverage.requirements)} of ${totalIn(coverage.requirements)} requirements settled**, ${settledWords(coverage.all)} in all: ${tallyWords(coverage.all)}.`,
    '## Coverage',
    coverageTable(report),
    '## Trend',
    trend(report),
    '## Open actions',
    actions(report),
    '## Findings by principle',
    findings(report),
    inventory(report),
    '## Provisions',
    provisions(report),
    '## What was examined, and what was not',
    examinedWords(report).map((it) => `- ${words(it)}`).join('\n'),
  ]);
}

/** State and evidence of every provision. */
export function checklistMarkdown(report: AssuranceReport): string {
  return join([
    `# Checklist: ${text(report.project)}`,
    `${text(report.code.title)}, ${text(report.date)}. ${settledWords(report.coverage.all)}: ${tallyWords(report.coverage.all)}.`,
    problems(report),
    provisions(report),
  ]);
}

function problems(report: AssuranceReport): string {
  const { checklistProblem } = report;
  const broken = checklistProblem ? [`> **The checklist could not be read.** ${words(placeInWords(checklistProblem))}`] : [];
  return [...broken, ...noteWords(report).map((it) => `> ${words(it)}`)].join('\n');
}

function coverageTable(report: AssuranceReport): string {
  const titles = principleTitles(report);
  const row = (label: string, tally: Tally): string[] =>
    [label, `${settledIn(tally)} of ${totalIn(tally)}`, tallyWords(tally)];
  const principles = report.coverage.principles.map(({ number, tally }) => row(`${number}. ${text(titles.get(number) ?? '')}`, tally));
  const phases = report.coverage.phases.map(({ name, tally }) => row(text(name), tally));
  const roles = report.coverage.roles.map(({ name, tally }) => row(text(name), tally));
  return [markdownTable(['Principle', 'Settled', 'How they stand'], principles), markdownTable(['Phase', 'Settled', 'How they stand'], phases), markdownTable(['Role', 'Settled', 'How they stand'], roles)].join('\n\n');
}

function trend({ trend: { since, better, worse } }: AssuranceReport): string {
  if (since === undefined) return 'This is the first report of this folder.';
  const lines = [...worse.map((it) => `- Worse: ${words(it)}`), ...better.map((it) => `- Better: ${words(it)}`)];
  return `Since the report of ${text(since)}:\n\n${lines.length > 0 ? lines.join('\n') : '- Nothing has changed.'}`;
}

function actions({ actions: open }: AssuranceReport): string {
  if (open.length === 0) return 'None.';
  return markdownTable(['Provision', 'Action', 'Owner'], open.map(({ provision, level, text: what, owner, notes }) => [
    `${provision} (${level})`, `${words(what)}${notes === undefined ? '' : `; ${text(notes)}`}`, owner === undefined ? 'nobody yet' : text(owner),
  ]));
}

function findings(report: AssuranceReport): string {
  const titles = principleTitles(report);
  if (report.findings.length === 0) return 'No open findings. That is no proof that the code is secure.';
  return report.findings.map(({ principle, findings: found }) => `### ${principle}. ${text(titles.get(principle) ?? '')}\n\n${
    markdownTable(['Severity', 'Finding', 'Provisions', 'Place'], found.map(({ severity, confidence, message, provisions: cited, ...place }) =>
      [`${severity}, ${confidence}`, words(message), cited.map(text).join(', '), tableCode(placeWords(place))]))}`).join('\n\n');
}

function inventory({ inventory: listed }: AssuranceReport): string {
  if (!listed) return '';
  const rows = listed.assets.map(({ kind, name, detail, places: [first] }) =>
    [text(kindName(kind)), text(name), text(detail), first ? tableCode(placeWords(first)) : '']);
  return `## AI inventory\n\n${rows.length === 0 ? 'No AI assets were found in the code.' : markdownTable(['Kind', 'Name', 'Detail', 'Place'], rows)}`;
}

function provisions({ principles }: AssuranceReport): string {
  return principles.map(({ number, title, provisions: all }) =>
    `### ${number}. ${text(title)} – ${settledWords(tallyOf(all))}\n\n${all.map(provisionItem).join('\n')}`).join('\n\n');
}

function provisionItem({ id, etsi, level, brief, answer, contradictions, evidence }: ReportedProvision): string {
  const { owner, date, reason, notes, links = [] } = answer;
  const about = [owner === undefined ? '' : `owner ${text(owner)}`, date === undefined ? '' : text(date)].filter(Boolean).join(', ');
  const lines = [
    `- **${id}** (${text(etsi)}, ${level}) ${text(brief)}: **${answerWords(answer)}**${about === '' ? '' : ` (${about})`}`,
    ...contradictions.map((it) => `  - **${words(it)}**`),
    ...[reason, notes].flatMap((it) => (it === undefined ? [] : [`  - ${text(it)}`])),
    ...links.map((it) => `  - ${linkTarget(it) === undefined ? code(it) : `<${encodeURI(decode(it)).replace(/[<>]/g, '')}>`}`),
    ...evidence.map((it) => `  - ${evidenceWords(it)}`),
  ];
  return lines.join('\n');
}

function evidenceWords({ bearing, text: what, places, count, kind }: Evidence): string {
  const shown = kind === 'document' ? places.slice(1) : places;
  const more = count > places.length ? [`and ${count - places.length} more`] : [];
  const where = [...shown.map((it) => code(placeWords(it))), ...more].join(', ');
  return `${bearingWords[bearing]}: ${words(what)}${where === '' ? '' : ` (${where})`}`;
}

function decode(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address; // A per cent sign that escapes nothing is part of the address.
  }
}

/** A bar ends a cell even inside a code span, so there the text goes without the span. */
function tableCode(content: string): string {
  return content.includes('|') ? text(content) : code(content);
}

function join(blocks: readonly string[]): string {
  return `${blocks.filter((it) => it !== '').join('\n\n')}\n`;
}
