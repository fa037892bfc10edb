import { escapeHtml as escape, wordsToHtml as inline } from '../../lint/escape';
import { excerptAround } from '../printable';
import type { ReportedFinding, ReportedStep, ScanReport } from '../report';
import { examinedLine, findingsLine } from '../summary';
import { citations, provisionLine, type WordBook } from '../words';
import { byFile } from './markdown';

/** One page on its own: no script, nothing loaded from elsewhere, light and dark. */
export function formatHtml(report: ScanReport, words: WordBook): string {
  const files = [...byFile(report.findings)].map(
    ([path, findings]) => `<section>\n<h2><code>${escape(path)}</code></h2>\n${findings.map((one) => formatFinding(one, words)).join('\n')}\n</section>`,
  );
  const failures = report.failures.map((failure) => `<p class="failure">${escape(failure)}</p>`);
  const problems = report.problems.map((one) => `${code(one.path)}${one.line === undefined ? '' : `:${one.line}`}: ${escape(one.message)}`);
  const skipped = report.skipped.map((one) => `${code(one.path)} ${escape(one.message)}`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Principled: ${escape(findingsLine(report.summary))}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Principled</h1>
<p class="summary"><strong>${escape(findingsLine(report.summary))}</strong><br>${inline(examinedLine(report))}</p>
${failures.join('\n')}
${files.join('\n')}
${list('Not examined in full', problems)}
${list('Skipped files', skipped)}
${list('Allowed by comments', report.suppressed.map(formatSuppressed))}
<footer>principled ${escape(report.tool.version)}, in <code>${escape(report.root)}</code></footer>
</main>
</body>
</html>
`;
}

function formatFinding(finding: ReportedFinding, words: WordBook): string {
  const { severity, message, region, ruleId, confidence, likelyBecause, steps, related } = finding;
  const rule = words.get(ruleId);
  const doubt = likelyBecause === undefined ? confidence : `${confidence}: ${likelyBecause}`;
  const cites = rule ? [provisionLine(rule), ...citations(rule)].filter(Boolean).join(' · ') : '';
  return `<article class="${severity}">
<h3><span class="severity">${severity}</span> ${inline(message)}</h3>
<p class="place">line ${region.startLine}, column ${region.startColumn} · ${code(ruleId)} · ${inline(doubt)}</p>
${formatExcerpt(finding)}
${rule ? `<p>${inline(rule.why)}</p>\n<p><strong>Instead:</strong> ${inline(rule.remedy)}</p>` : ''}
${steps.length > 0 ? `<details><summary>The way of the value</summary><ol>${steps.map(formatStep).join('')}</ol></details>` : ''}
${related.length > 0 ? `<details><summary>Other places</summary><ul>${related.map(formatStep).join('')}</ul></details>` : ''}
${cites ? `<p class="cites">${escape(cites)}</p>` : ''}
</article>`;
}

function formatExcerpt({ excerpt, region }: ReportedFinding): string {
  if (excerpt.trim() === '') return '';
  const start = region.startColumn - 1;
  const end = region.endLine === region.startLine ? region.endColumn - 1 : excerpt.length;
  const { before, marked, after } = excerptAround(excerpt, start, Math.max(start, end), 200);
  return `<pre>${escape(before)}<mark>${escape(marked)}</mark>${escape(after)}</pre>`;
}

function formatStep({ path, region, text }: ReportedStep): string {
  const place = region ? `${path}:${region.startLine}` : path;
  return `<li>${inline(text)} <span class="place">${escape(place)}</span></li>`;
}

function formatSuppressed({ path, region, ruleId, suppression }: ReportedFinding): string {
  return `${code(`${path}:${region.startLine}`)} ${code(ruleId)}: ${escape(suppression?.reason ?? '')}`;
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<section><h2>${title}</h2><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></section>`;
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

const style = `
:root { color-scheme: light dark; --line: #8884; --error: #c4272b; --warning: #9a6700; --information: #0b63b5; --hint: #57606a; }
@media (prefers-color-scheme: dark) { :root { --error: #ff7b72; --warning: #e3b341; --information: #79b8ff; --hint: #9da7b3; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; overflow-wrap: anywhere; } h3 { font-size: 1rem; margin: 0; }
article { border: 1px solid var(--line); border-left: .3rem solid var(--hint); border-radius: .3rem; padding: .8rem 1rem; margin: 1rem 0; }
article.error { border-left-color: var(--error); } article.error .severity, .failure { color: var(--error); }
article.warning { border-left-color: var(--warning); } article.warning .severity { color: var(--warning); }
article.information { border-left-color: var(--information); } article.information .severity { color: var(--information); }
.place, .cites, footer { font-size: .875rem; opacity: .8; } .place { overflow-wrap: anywhere; } article p { margin: .4rem 0; }
pre { overflow-x: auto; padding: .6rem; border: 1px solid var(--line); border-radius: .3rem; } mark { font-weight: 600; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; } footer { margin-top: 2rem; }
`;
