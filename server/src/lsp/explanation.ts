import { basename } from 'node:path';
import { codeTitle, codeUrl, findPrinciple, findProvision } from '../assurance/codeOfPractice';
import { citeAsi, citeCwe, citeLlm } from '../assurance/taxonomies';
import type { Finding, Step } from '../lint/finding';
import { confidenceWords } from './hoverCard';
import type { RuleWords } from './ruleBook';
import type { TextLookup } from './texts';

/** A place where the same was found; the line counts from 0. */
export interface Occurrence {
  readonly uri: string;
  readonly line: number;
  readonly message: string;
}

export interface ExplanationParts {
  readonly finding: Finding;
  readonly words: RuleWords;
  /** The rule's page as it is in the repository. */
  readonly page: string | undefined;
  readonly texts: TextLookup;
  readonly uriOf: (path: string) => string;
  readonly others: readonly Occurrence[];
}

const shownOthers = 20;

/** The page beside the editor: the way of the value, what to do, the rule, the Code, places alike. */
export function explanationPage(parts: ExplanationParts): string {
  const { finding, words, page, others } = parts;
  const sections = [
    `# ${words.title}`,
    `${finding.message}\n\n${words.why}`,
    `**Instead** — ${words.remedy}`,
    flowSection(parts),
    codeSection(words),
    othersSection(others),
    page === undefined ? '' : `---\n\n${demoted(page)}`,
  ];
  return `${sections.filter((it) => it !== '').join('\n\n')}\n`;
}

function flowSection(parts: ExplanationParts): string {
  const { finding } = parts;
  const here: Step = { file: finding.file, span: finding.span, text: 'this is where it stands' };
  const steps = finding.steps.length > 0 ? finding.steps : [here];
  const heading = steps.length > 1 ? '## The way of the value' : '## The place';
  const related = finding.related.map((step) => `- ${upperFirst(step.text)} — ${placeLink(step, parts)}`);
  return [
    heading,
    `*${upperFirst(confidenceWords(finding))}*`,
    steps.map((step, at) => stepText(step, at + 1, parts)).join('\n\n'),
    related.length === 0 ? '' : `Also here:\n\n${related.join('\n')}`,
  ].filter(Boolean).join('\n\n');
}

function stepText(step: Step, number: number, parts: ExplanationParts): string {
  const head = `**${number}.** ${upperFirst(step.text)} — ${placeLink(step, parts)}`;
  const excerpt = excerptOf(step, parts.texts);
  return excerpt === '' ? head : `${head}\n\n${excerpt}`;
}

function placeLink({ file, span }: Step, { texts, uriOf }: ExplanationParts): string {
  const line = (texts(file)?.positionAt(span.start).line ?? 0) + 1;
  return `[${basename(file)}, line ${line}](${uriOf(file)}#L${line})`;
}

/** The line of the step with one line of surroundings on each side, its indentation taken off. */
function excerptOf({ file, span }: Step, texts: TextLookup): string {
  const document = texts(file);
  if (!document) return '';
  const { line } = document.positionAt(span.start);
  const from = Math.max(0, line - 1);
  const to = Math.min(document.lineCount - 1, line + 1);
  const text = document.getText({ start: { line: from, character: 0 }, end: { line: to + 1, character: 0 } });
  const lines = text.trimEnd().split(/\r\n|\r|\n/).slice(0, to - from + 1);
  const indents = lines.filter((it) => it.trim() !== '').map((it) => /^[ \t]*/.exec(it)?.[0].length ?? 0);
  const indent = Math.min(...indents, 80);
  const marked = lines.map((it, at) => `${from + at === line ? '▶' : ' '} ${it.slice(indent).trimEnd().slice(0, 160)}`);
  const fence = lines.some((it) => it.includes('```')) ? '````' : '```';
  return `${fence}${/\.pyw?$/.test(file) ? 'python' : 'typescript'}\n${marked.join('\n')}\n${fence}`;
}

function codeSection({ provisions, cwe, llm, asi }: RuleWords): string {
  if (provisions.length === 0) return '';
  const items = provisions.map((id) => {
    const provision = findProvision(id);
    const principle = provision && findPrinciple(provision.principle);
    if (!provision || !principle) return `- **${id}**`;
    return `- **${id}** (${provision.level}), principle ${principle.number} ${principle.title}: ${provision.summary}`;
  });
  const cites = [...cwe.map(citeCwe), ...llm.map(citeLlm), ...asi.map(citeAsi)]
    .map(({ cite, name, url }) => `- [${cite}](${url})${name === '' ? '' : ` ${name}`}`);
  return [
    `## ${codeTitle}`, items.join('\n'), `[Read the Code ↗](${codeUrl})`, '## Known weaknesses', cites.join('\n'),
  ].join('\n\n');
}

function othersSection(others: readonly Occurrence[]): string {
  if (others.length === 0) return '';
  const items = others.slice(0, shownOthers).map(({ uri, line, message }) => {
    const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    return `- [${name}, line ${line + 1}](${uri}#L${line + 1}) ${message}`;
  });
  const rest = others.length - shownOthers;
  if (rest > 0) items.push(`- and ${rest} more in the Problems panel`);
  return `## Other places of the same kind\n\n${items.join('\n')}`;
}

/** The page's headings one level down, outside code blocks. */
function demoted(page: string): string {
  let inCode = false;
  return page.trim().split('\n').map((line) => {
    if (/^\s*(```|~~~)/.test(line)) inCode = !inCode;
    return !inCode && /^#{1,5} /.test(line) ? `#${line}` : line;
  }).join('\n');
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
