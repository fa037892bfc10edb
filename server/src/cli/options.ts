import { parseArgs } from 'node:util';
import type { Confidence, Severity, SeveritySetting } from '../lint/finding';
import { suggestion } from '../lint/nearest';
import { oneOf } from '../lint/yamlReader';
import { severities } from './report';

/** A command line that cannot be carried out; the message is for its writer. */
export class UsageError extends Error {}

export const scanFormats = ['text', 'json', 'sarif', 'markdown', 'html'] as const;
export const rulesFormats = ['text', 'json', 'markdown'] as const;
export const inventoryFormats = ['json', 'cyclonedx', 'markdown'] as const;
export type InventoryFormat = (typeof inventoryFormats)[number];
export type ScanFormat = (typeof scanFormats)[number];
export type RulesFormat = (typeof rulesFormats)[number];

export interface ScanOptions {
  readonly paths: readonly string[];
  readonly format: ScanFormat;
  readonly output?: string;
  readonly failOn: Severity | 'never';
  readonly minimumConfidence?: Confidence;
  readonly allRules: boolean;
  readonly severity: Readonly<Record<string, SeveritySetting>>;
  readonly config?: string;
  /** Threads that share the work, at least one; without it as many as there are cores, up to four. */
  readonly threads?: number;
}

export const checklistFormats = ['markdown', 'json'] as const;
export const reportFormats = ['html', 'markdown', 'json'] as const;

export interface ChecklistOptions {
  readonly path: string;
  readonly format: (typeof checklistFormats)[number];
  readonly output?: string;
  readonly failOnRegression: boolean;
}

export interface ReportOptions {
  readonly path: string;
  readonly format: (typeof reportFormats)[number];
  readonly output?: string;
  /** Whether the state is kept for later reports to compare with. */
  readonly record: boolean;
}

export interface RulesOptions {
  readonly format: RulesFormat;
  readonly output?: string;
}

/** Reads what follows `scan`. Throws a UsageError. */
export function parseScan(args: readonly string[], ruleIds: readonly string[]): ScanOptions {
  const { values, flags, positionals } = split(args, {
    format: 'one', output: 'one', 'fail-on': 'one', 'min-confidence': 'one', 'all-rules': 'flag', rule: 'many', config: 'one', threads: 'one',
  });
  if (positionals.includes('')) throw new UsageError('One of the paths is empty.');
  const output = values.get('output')?.at(-1);
  const config = values.get('config')?.at(-1);
  const confidence = values.get('min-confidence')?.at(-1);
  const threads = values.get('threads')?.at(-1);
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    format: choice('--format', values.get('format')?.at(-1) ?? 'text', scanFormats),
    failOn: choice('--fail-on', values.get('fail-on')?.at(-1) ?? 'error', [...severities, 'never']),
    allRules: flags.has('all-rules'),
    severity: Object.fromEntries((values.get('rule') ?? []).map((value) => ruleSetting(value, ruleIds))),
    ...(output === undefined ? {} : { output }),
    ...(config === undefined ? {} : { config }),
    ...(threads === undefined ? {} : { threads: threadCount(threads) }),
    ...(confidence === undefined ? {} : { minimumConfidence: choice('--min-confidence', confidence, ['proven', 'likely']) }),
  };
}

export interface InventoryOptions {
  readonly scan: ScanOptions;
  readonly format: InventoryFormat;
  readonly output?: string;
}

/** Reads what follows `inventory`. Throws a UsageError. */
export function parseInventory(args: readonly string[]): InventoryOptions {
  const { values, positionals } = split(args, { format: 'one', output: 'one', config: 'one' });
  if (positionals.includes('')) throw new UsageError('One of the paths is empty.');
  const output = values.get('output')?.at(-1);
  const config = values.get('config')?.at(-1);
  return {
    format: choice('--format', values.get('format')?.at(-1) ?? 'markdown', inventoryFormats),
    scan: {
      paths: positionals.length > 0 ? positionals : ['.'], format: 'json', failOn: 'never', allRules: false, severity: {},
      ...(config === undefined ? {} : { config }),
    },
    ...(output === undefined ? {} : { output }),
  };
}

/** Reads what follows `rules`. Throws a UsageError. */
export function parseRules(args: readonly string[]): RulesOptions {
  const { values, positionals } = split(args, { format: 'one', output: 'one' });
  if (positionals.length > 0) throw new UsageError(`\`rules\` takes no path, but was given \`${positionals[0]}\`.`);
  const output = values.get('output')?.at(-1);
  return {
    format: choice('--format', values.get('format')?.at(-1) ?? 'text', rulesFormats),
    ...(output === undefined ? {} : { output }),
  };
}

/** Reads what follows `checklist`. Throws a UsageError. */
export function parseChecklistOptions(args: readonly string[]): ChecklistOptions {
  const { values, flags, positionals } = split(args, { format: 'one', output: 'one', 'fail-on-regression': 'flag' });
  return {
    path: onePath('checklist', positionals),
    format: choice('--format', values.get('format')?.at(-1) ?? 'markdown', checklistFormats),
    failOnRegression: flags.has('fail-on-regression'),
    ...outputOf(values),
  };
}

/** Reads what follows `report`. Throws a UsageError. */
export function parseReport(args: readonly string[]): ReportOptions {
  const { values, flags, positionals } = split(args, { format: 'one', output: 'one', 'no-record': 'flag' });
  return {
    path: onePath('report', positionals),
    format: choice('--format', values.get('format')?.at(-1) ?? 'html', reportFormats),
    record: !flags.has('no-record'),
    ...outputOf(values),
  };
}

export interface DocumentOptions {
  readonly kind: string;
  readonly path: string;
  readonly output?: string;
}

/** Reads what follows `document`. Throws a UsageError. */
export function parseDocument(args: readonly string[], kinds: readonly string[]): DocumentOptions {
  const { values, positionals: [kind, ...rest] } = split(args, { output: 'one' });
  if (kind === undefined) throw new UsageError(`\`document\` expects ${oneOf(kinds)}.`);
  return { kind: choice('document', kind, kinds), path: onePath('document', rest), ...outputOf(values) };
}

function onePath(command: string, [path = '.', ...others]: readonly string[]): string {
  if (others.length > 0) throw new UsageError(`\`${command}\` takes one folder, but was given \`${others[0]}\` as well.`);
  if (path === '') throw new UsageError('The path is empty.');
  return path;
}

function outputOf(values: ReadonlyMap<string, readonly string[]>): { readonly output?: string } {
  const output = values.get('output')?.at(-1);
  return output === undefined ? {} : { output };
}

type Kind = 'one' | 'many' | 'flag';
interface Split {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
  readonly positionals: readonly string[];
}

/** Tells options from paths. Node's parser knows the syntax; the wording of mistakes is ours. */
function split(args: readonly string[], kinds: Readonly<Record<string, Kind>>): Split {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, { type: kind === 'flag' ? 'boolean' : 'string', multiple: true } as const]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const kind = Object.hasOwn(kinds, token.name) ? kinds[token.name] : undefined;
    const known = Object.keys(kinds).map((name) => `--${name}`);
    if (!kind) throw new UsageError(`There is no option \`${token.rawName}\`${suggestion(token.rawName, known) || '.'}`);
    if (kind === 'flag') {
      if (token.value !== undefined) throw new UsageError(`\`${token.rawName}\` takes no value.`);
      flags.add(token.name);
      continue;
    }
    if (token.value === undefined || token.value === '' || isOption(token, known)) {
      throw new UsageError(`\`${token.rawName}\` needs a value.`);
    }
    values.set(token.name, [...(values.get(token.name) ?? []), token.value]);
  }
  return { values, flags, positionals };
}

/** `--output --format`: the value is the next option, because the value was forgotten. */
function isOption(token: { readonly value: string | undefined; readonly inlineValue: boolean | undefined }, known: readonly string[]): boolean {
  return token.inlineValue !== true && known.some((name) => token.value === name || token.value?.startsWith(`${name}=`));
}

/** More threads than this only take memory. */
const MOST_THREADS = 64;

function threadCount(value: string): number {
  if (/^[1-9]\d?$/.test(value) && Number(value) <= MOST_THREADS) return Number(value);
  throw new UsageError(`\`--threads\` expects a number from 1 to ${MOST_THREADS}, not \`${value}\`.`);
}

function choice<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UsageError(`\`${option}\` expects ${oneOf(choices)}, not \`${value}\`.`);
}

function ruleSetting(value: string, ruleIds: readonly string[]): [string, SeveritySetting] {
  const at = value.indexOf('=');
  const id = at < 0 ? value : value.slice(0, at);
  if (!ruleIds.includes(id)) throw new UsageError(`There is no rule \`${id}\`${suggestion(id, ruleIds) || '.'}`);
  if (at < 0) throw new UsageError(`\`--rule\` expects a rule and a severity, such as \`--rule ${id}=warning\`.`);
  return [id, choice(`--rule ${id}=`, value.slice(at + 1), [...severities, 'off'])];
}
