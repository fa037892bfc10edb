import { documentKinds, draftDocument } from '../assurance/documents/documents';
import { regressionsSince } from '../assurance/history';
import { reportHtml } from '../assurance/report/html';
import { checklistMarkdown, reportMarkdown } from '../assurance/report/markdown';
import { settledWords, type AssuranceReport } from '../assurance/report/report';
import { jsonText } from '../lint/escape';
import { assureFolder, recordReport, type Assurance } from './assurance';
import { parseChecklistOptions, parseDocument, parseReport, type ChecklistOptions, type ReportOptions } from './options';
import { checkOutput, say, showProgress, write } from './output';
import type { ExitCode, Services } from './services';

/** Prints how the provisions stand and what was gathered; with `--fail-on-regression`, 1 when something is worse. */
export async function runChecklist(args: readonly string[], services: Services): Promise<ExitCode> {
  const options = parseChecklistOptions(args);
  const assurance = await gather(options, services);
  const regressions = options.failOnRegression ? regressionsOf(assurance) : [];
  write(formatChecklist(assurance.report, options, regressions), options.output, services);
  for (const regression of regressions) say(services, `worse than at the report of ${assurance.history.at(-1)?.date ?? ''}: ${regression}`);
  if (assurance.failures.length > 0) return 2;
  return regressions.length > 0 ? 1 : 0;
}

/** Makes the report, and keeps the state for the next one to compare with. */
export async function runReport(args: readonly string[], services: Services): Promise<ExitCode> {
  const options = parseReport(args);
  const assurance = await gather(options, services);
  write(formatReport(assurance.report, options), options.output, services);
  if (options.output !== undefined) say(services, `${settledWords(assurance.report.coverage.all)}, written to ${options.output}`);
  if (assurance.failures.length > 0) return 2; // A state that was not read in full is no base for a comparison.
  if (options.record) await recordReport(options.path, assurance, services);
  return 0;
}

/** Prints a first draft of a document. */
export async function runDocument(args: readonly string[], services: Services): Promise<ExitCode> {
  const options = parseDocument(args, documentKinds.map(({ id }) => id));
  const { states, knowledge, failures } = await gather(options, services);
  write(draftDocument(options.kind, states, knowledge)?.text ?? '', options.output, services);
  return failures.length > 0 ? 2 : 0;
}

async function gather({ path, output }: { readonly path: string; readonly output?: string }, services: Services): Promise<Assurance> {
  checkOutput(output, services);
  const progress = showProgress(services);
  const assurance = await assureFolder(path, services, progress.show).finally(progress.clear);
  for (const failure of assurance.failures) say(services, failure);
  return assurance;
}

function regressionsOf({ history, snapshot }: Assurance): readonly string[] {
  const last = history.at(-1);
  if (!last) throw new Error('There is no earlier report to compare with: run `principled report` once, and commit .principled/history.json.');
  return regressionsSince(last, snapshot);
}

function formatChecklist(report: AssuranceReport, { format, failOnRegression }: ChecklistOptions, regressions: readonly string[]): string {
  if (format === 'markdown') return checklistMarkdown(report);
  const { version, tool, date, project, code, checklistProblem, checklistNotes, coverage, principles } = report;
  const shape = {
    version, tool, date, project, code,
    ...(checklistProblem ? { checklistProblem } : {}),
    checklistNotes, coverage, principles,
    ...(failOnRegression ? { regressions } : {}),
  };
  return jsonText(shape);
}

function formatReport(report: AssuranceReport, { format }: ReportOptions): string {
  switch (format) {
    case 'html': return reportHtml(report);
    case 'markdown': return reportMarkdown(report);
    case 'json': return jsonText(report);
  }
}
