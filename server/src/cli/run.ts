import { jsonText } from '../lint/escape';
import { noticeIds } from '../lint/notices';
import { suggestion } from '../lint/nearest';
import { formatHtml } from './formats/html';
import { formatMarkdown } from './formats/markdown';
import { formatSarif } from './formats/sarif';
import { formatText } from './formats/text';
import { runChecklist, runDocument, runReport } from './assuranceCommands';
import { help } from './help';
import { runInventory } from './inventoryCommand';
import { parseRules, parseScan, UsageError, type ScanOptions } from './options';
import { checkOutput, say, showProgress, write } from './output';
import { isAtLeast, severities, type ScanReport } from './report';
import { listRules } from './rulesCommand';
import { scan } from './scan';
import type { ExitCode, Services } from './services';
import { findingsLine } from './summary';
import { wordBook } from './words';

const commands = ['scan', 'inventory', 'rules', 'checklist', 'report', 'document'] as const;

/** Carries out a command line, without the names of the program. Never throws. */
export async function run(args: readonly string[], services: Services): Promise<ExitCode> {
  try {
    return await dispatch(args, services);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    say(services, isUsage ? `${message} See \`principled --help\`.` : message);
    return 2;
  }
}

async function dispatch([command, ...rest]: readonly string[], services: Services): Promise<ExitCode> {
  const isAsked = (...names: string[]) => names.includes(command ?? '') || rest.some((one) => names.includes(one));
  if (command === undefined || command === 'help' || isAsked('--help', '-h')) {
    (command === undefined ? services.stderr : services.stdout).write(help);
    return command === undefined ? 2 : 0;
  }
  if (command === '--version' || command === '-V') {
    services.stdout.write(`${services.version}\n`);
    return 0;
  }
  if (command === 'scan') return runScan(rest, services);
  if (command === 'inventory') return runInventory(rest, services);
  if (command === 'rules') return runRules(rest, services);
  if (command === 'checklist') return runChecklist(rest, services);
  if (command === 'report') return runReport(rest, services);
  if (command === 'document') return runDocument(rest, services);
  const what = command.startsWith('-') ? 'option' : 'command';
  throw new UsageError(`There is no ${what} \`${command}\`${suggestion(command, commands) || '.'}`);
}

async function runScan(args: readonly string[], services: Services): Promise<ExitCode> {
  const options = parseScan(args, [...Object.keys(services.rules), ...noticeIds]);
  checkOutput(options.output, services);
  const progress = showProgress(services);
  const report = await scan(options, services, progress.show).finally(progress.clear);
  for (const failure of report.failures) say(services, failure);
  nameSkipped(report, services);
  write(formatReport(report, options, services), options.output, services);
  if (options.output !== undefined) say(services, `${findingsLine(report.summary)}, written to ${options.output}`);
  return exitCode(report, options);
}

function runRules(args: readonly string[], services: Services): ExitCode {
  const { format, output } = parseRules(args);
  checkOutput(output, services);
  write(listRules(services.rules, format, services.version), output, services);
  return 0;
}

function exitCode({ failures, summary }: ScanReport, { failOn }: ScanOptions): ExitCode {
  if (failures.length > 0) return 2;
  const counting = failOn === 'never' ? [] : severities.filter((one) => isAtLeast(one, failOn));
  return counting.some((one) => summary.findings[one] > 0) ? 1 : 0;
}

function formatReport(report: ScanReport, { format, output }: ScanOptions, services: Services): string {
  const words = wordBook(services.rules);
  switch (format) {
    case 'json': return jsonText(report);
    case 'sarif': return formatSarif(report, words);
    case 'markdown': return formatMarkdown(report, words);
    case 'html': return formatHtml(report, words);
    case 'text': return formatText(report, words, output === undefined && hasColours(services));
  }
}

function hasColours({ stdout, environment }: Services): boolean {
  return stdout.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}

/** Names files that someone may have expected to be examined; minified ones are only counted. */
function nameSkipped({ skipped }: ScanReport, services: Services): void {
  const worthNaming = skipped.filter(({ reason }) => reason !== 'minified');
  for (const { path, message } of worthNaming.slice(0, 20)) say(services, `${path} ${message}; skipped`);
  if (worthNaming.length > 20) say(services, `and ${worthNaming.length - 20} more files were skipped`);
}
