import type { ReportedFinding, ReportedStep, ScanReport } from '../report';
import { printable } from '../../lint/escape';
import { excerptAround, widthOf } from '../printable';
import { examinedLine, findingsLine } from '../summary';
import { provisionLine, type WordBook } from '../words';

/** Wraps text so that a terminal shows it in a style; the identity where there are no colours. */
type Paint = (style: Style, text: string) => string;
type Style = keyof typeof codes;

const codes = { bold: 1, dim: 2, underline: 4, error: 31, warning: 33, information: 34, hint: 36 } as const;
const paintNothing: Paint = (_style, text) => text;
const paintAnsi: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

/** For people at a terminal: by file, with the code, the way the value took and what to do instead. */
export function formatText(report: ScanReport, words: WordBook, colour: boolean): string {
  const paint = colour ? paintAnsi : paintNothing;
  const explained = new Set<string>();
  const blocks: string[] = [];
  let path: string | undefined;
  for (const finding of report.findings) {
    if (finding.path !== path) blocks.push(paint('underline', printable(finding.path)));
    path = finding.path;
    blocks.push(formatFinding(finding, paint, explained, words));
  }
  for (const problem of report.problems) {
    const line = problem.line === undefined ? '' : `:${problem.line}`;
    blocks.push(`${printable(problem.path)}${line}: ${printable(problem.message)}`);
  }
  blocks.push(`${paint('bold', findingsLine(report.summary))}\n${examinedLine(report)}`);
  return `${blocks.join('\n\n')}\n`;
}

function formatFinding(finding: ReportedFinding, paint: Paint, explained: Set<string>, words: WordBook): string {
  const { region, severity, message, ruleId, confidence, likelyBecause } = finding;
  const doubt = likelyBecause === undefined ? confidence : `${confidence}: ${printable(likelyBecause)}`;
  const lines = [
    `  ${paint('bold', `${region.startLine}:${region.startColumn}`)}  ${paint(severity, severity)}  ${printable(message)}`,
    ...formatExcerpt(finding, paint),
    ...finding.steps.map((step, index) => `      ${index + 1}. ${formatStep(step, finding.path, paint)}`),
    ...finding.related.map((step) => `      also ${formatStep(step, finding.path, paint)}`),
  ];
  const rule = words.get(ruleId);
  if (rule && !explained.has(ruleId)) {
    explained.add(ruleId);
    lines.push(`      Instead: ${rule.remedy}`);
    const provision = provisionLine(rule);
    if (provision) lines.push(`      ${paint('dim', provision)}`);
  }
  lines.push(`      ${paint('dim', `${ruleId} (${doubt})`)}`);
  return lines.join('\n');
}

function formatExcerpt({ region, excerpt, severity }: ReportedFinding, paint: Paint): string[] {
  if (excerpt.trim() === '') return [];
  const start = region.startColumn - 1;
  const end = region.endLine === region.startLine ? region.endColumn - 1 : excerpt.trimEnd().length;
  const { before, marked, after } = excerptAround(excerpt, start, Math.max(end, start));
  const gutter = String(region.startLine).padStart(5);
  const carets = '^'.repeat(Math.max(widthOf(marked), 1));
  return [
    `${paint('dim', `${gutter} |`)} ${before}${marked}${after}`,
    `${paint('dim', `${' '.repeat(5)} |`)} ${' '.repeat(widthOf(before))}${paint(severity, carets)}`,
  ];
}

function formatStep({ path, region, text }: ReportedStep, own: string, paint: Paint): string {
  const place = region ? `${region.startLine}:${region.startColumn}` : '';
  const file = path === own ? '' : `${printable(path)}${place ? ':' : ''}`;
  return `${paint('dim', `${file}${place}`)} ${printable(text)}`;
}
