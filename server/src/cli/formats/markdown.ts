import { count, type ReportedFinding, type ReportedStep, type ScanReport } from '../report';
import { markdownCode as code, wordsToMarkdown as escape } from '../../lint/escape';
import { excerptAround } from '../printable';
import { examinedLine, findingsLine } from '../summary';
import { citations, provisionLine, type WordBook } from '../words';

/** For a comment that CI writes: findings by file, the way of each value folded away. */
export function formatMarkdown(report: ScanReport, words: WordBook): string {
  const blocks = ['## Principled', `**${findingsLine(report.summary)}.** ${examinedLine(report)}`];
  for (const failure of report.failures) blocks.push(`> **Failed:** ${escape(failure)}`);
  for (const [path, findings] of byFile(report.findings)) {
    blocks.push(`### ${code(path)}`, ...findings.map((finding) => formatFinding(finding, words)));
  }
  const problems = report.problems.map((one) => `- ${code(one.path)}${one.line === undefined ? '' : `:${one.line}`}: ${escape(one.message)}`);
  if (problems.length > 0) blocks.push('### Not examined in full', problems.join('\n'));
  const skipped = report.skipped.map((one) => `- ${code(one.path)} ${escape(one.message)}`);
  if (skipped.length > 0) blocks.push(details(count(skipped.length, 'file that was skipped', 'files that were skipped'), skipped.join('\n')));
  return `${blocks.join('\n\n')}\n`;
}

function formatFinding(finding: ReportedFinding, words: WordBook): string {
  const { region, severity, message, ruleId, confidence, likelyBecause, steps, related } = finding;
  const rule = words.get(ruleId);
  const doubt = likelyBecause === undefined ? confidence : `${confidence}: ${escape(likelyBecause)}`;
  const blocks = [`**${severity}** at ${region.startLine}:${region.startColumn} – ${escape(message)} (${code(ruleId)}, ${doubt})`];
  if (finding.excerpt.trim() !== '') blocks.push(fenced(finding));
  if (rule) blocks.push(`Instead: ${rule.remedy}`);
  const cites = rule ? [provisionLine(rule), ...citations(rule)].filter(Boolean).join(' · ') : '';
  if (cites) blocks.push(cites);
  const way = [...steps.map((step, index) => `${index + 1}. ${formatStep(step)}`), ...related.map((step) => `- also ${formatStep(step)}`)];
  if (way.length > 0) blocks.push(details(steps.length > 0 ? 'The way of the value' : 'Other places', way.join('\n')));
  return blocks.join('\n\n');
}

function formatStep({ path, region, text }: ReportedStep): string {
  return `${code(region ? `${path}:${region.startLine}` : path)} ${escape(text)}`;
}

/** Groups by file, in the order of the report. */
export function byFile(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group) group.push(finding);
    else groups.set(finding.path, [finding]);
  }
  return groups;
}

function details(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

function fenced({ excerpt, region }: ReportedFinding): string {
  const start = region.startColumn - 1;
  const { before, marked, after } = excerptAround(excerpt, start, Math.max(start, region.endColumn - 1), 160);
  const plain = before + marked + after;
  const longest = Math.max(2, ...[...plain.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${plain}\n${fence}`;
}
