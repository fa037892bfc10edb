import { statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeFailure } from '../host/readText';
import { printable } from '../lint/escape';
import { noticeIds } from '../lint/notices';
import { suggestion } from '../lint/nearest';
import { formatHtml } from './formats/html';
import { formatMarkdown } from './formats/markdown';
import { formatSarif } from './formats/sarif';
import { formatText } from './formats/text';
import { help } from './help';
import { parseRules, parseScan, UsageError, type ScanOptions } from './options';
import { isAtLeast, severities, type ScanReport } from './report';
import { listRules } from './rulesCommand';
import { scan } from './scan';
import type { Services } from './services';
import { findingsLine } from './summary';
import { wordBook } from './words';

/** 0: nothing at or above the threshold. 1: findings. 2: the run itself failed. */
export type ExitCode = 0 | 1 | 2;

const commands = ['scan', 'rules'] as const;

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
  if (command === 'rules') return runRules(rest, services);
  const what = command.startsWith('-') ? 'option' : 'command';
  throw new UsageError(`There is no ${what} \`${command}\`${suggestion(command, commands) || '.'}`);
}

async function runScan(args: readonly string[], services: Services): Promise<ExitCode> {
  const options = parseScan(args, [...Object.keys(services.rules), ...noticeIds]);
  if (options.output !== undefined) checkOutput(resolve(services.folder, options.output), options.output);
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
  if (output !== undefined) checkOutput(resolve(services.folder, output), output);
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
    case 'json': return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif': return formatSarif(report, words);
    case 'markdown': return formatMarkdown(report, words);
    case 'html': return formatHtml(report, words);
    case 'text': return formatText(report, words, output === undefined && hasColours(services));
  }
}

function hasColours({ stdout, environment }: Services): boolean {
  return stdout.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}

/** Says early that the output cannot be written, rather than after a long scan. */
function checkOutput(path: string, written: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${written}: cannot be written (it is a folder)`);
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new Error(`${written}: cannot be written (there is no such folder)`);
}

function write(text: string, output: string | undefined, services: Services): void {
  if (output === undefined) {
    services.stdout.write(text);
    return;
  }
  try {
    writeFileSync(resolve(services.folder, output), text);
  } catch (error) {
    throw new Error(`${output}: cannot be written (${describeFailure(error)})`, { cause: error });
  }
}

/** Names files that someone may have expected to be examined; minified ones are only counted. */
function nameSkipped({ skipped }: ScanReport, services: Services): void {
  const worthNaming = skipped.filter(({ reason }) => reason !== 'minified');
  for (const { path, message } of worthNaming.slice(0, 20)) say(services, `${path} ${message}; skipped`);
  if (worthNaming.length > 20) say(services, `and ${worthNaming.length - 20} more files were skipped`);
}

function say(services: Services, message: string): void {
  services.stderr.write(`principled: ${printable(message)}\n`);
}

/** A line on the terminal for scans of more than a second; nothing where there is no terminal. */
function showProgress({ stderr, now }: Services): { readonly show: (files: number) => void; readonly clear: () => void } {
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let due = now() + 1000;
  let isShown = false;
  return {
    show(files) {
      if (now() < due) return;
      due = now() + 200;
      isShown = true;
      stderr.write(`\r${files} files`);
    },
    clear() {
      if (isShown) stderr.write('\r\u001b[K');
    },
  };
}
