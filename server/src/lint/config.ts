import { LineCounter, parseDocument } from 'yaml';
import type { CatalogueFile } from '../analysis/catalogue/format';
import type { Confidence, SeveritySetting } from './finding';
import { matcher, type Matcher } from './globs';
import { noticeIds } from './notices';
import type { Settings } from './settings';
import schema from '../../../schemas/principled.schema.json';
import { readYaml, type ConfigProblem, type Schema } from './yamlReader';

export type { ConfigProblem } from './yamlReader';

/** The name under which configuration is looked for, in the scanned folder and above. */
export const configFileName = 'principled.yaml';

/** Facts a user declares about code of their own, in the catalogue's format. */
export type UserFacts = Pick<
  CatalogueFile, 'inference' | 'clears' | 'loggers' | 'sources' | 'sinks' | 'parsers' | 'tracing' | 'tools'
>;

/** What a `principled.yaml` says, as far as it could be used. */
export interface Config {
  readonly severity: Readonly<Record<string, SeveritySetting>>;
  readonly minimumConfidence?: Confidence;
  /** Globs relative to the folder of the file. */
  readonly exclude: readonly string[];
  readonly overrides: readonly Override[];
  readonly models: UserFacts;
}

export interface Override {
  readonly files: readonly string[];
  readonly severity: Readonly<Record<string, SeveritySetting>>;
}

export const emptyConfig: Config = { severity: {}, exclude: [], overrides: [], models: {} };

/**
 * Reads the text of a `principled.yaml`. Never throws: each entry that cannot be used costs only
 * itself and gives a problem. `ruleIds` are the ids that may be given a severity; absent, those that
 * the published schema names.
 */
export function parseConfig(text: string, ruleIds?: readonly string[]): { config: Config; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  for (const error of document.errors) {
    const [start, end] = error.pos;
    const line = Math.max(lines.linePos(start).line, 1);
    problems.push({ line, span: { start, end }, message: `This is not valid YAML: ${sentence(error.message)}` });
  }
  const read = readYaml(document, lines, schemaFor(ruleIds), problems) as Partial<Config> | undefined;
  problems.sort((a, b) => a.span.start - b.span.start);
  return { config: { ...emptyConfig, ...read }, problems };
}

/** The settings of one file: `base`, then what the configuration says, then its overrides in order. */
export function settingsFor(config: Config, relativePath: string, base: Settings): Settings {
  const severity = { ...base.severity, ...config.severity };
  for (const override of config.overrides) {
    if (matcherOf(override.files)(relativePath)) Object.assign(severity, override.severity);
  }
  return {
    ...base,
    severity,
    minimumConfidence: config.minimumConfidence ?? base.minimumConfidence,
    exclude: config.exclude.length > 0 ? [...base.exclude, ...config.exclude] : base.exclude,
  };
}

const matchers = new WeakMap<readonly string[], Matcher>();

/** Globs are compiled once per list, since settings are asked for with every file. */
function matcherOf(globs: readonly string[]): Matcher {
  let found = matchers.get(globs);
  if (!found) matchers.set(globs, (found = matcher(globs)));
  return found;
}

function schemaFor(ruleIds: readonly string[] | undefined): Schema {
  const published: Schema = schema;
  if (!ruleIds) return published;
  const properties = Object.fromEntries([...ruleIds, ...noticeIds].map((id) => [id, { $ref: '#/$defs/severity' }]));
  const severities: Schema = { ...published.$defs?.['severities'], properties };
  return { ...published, $defs: { ...published.$defs, severities } };
}

function sentence(message: string): string {
  const oneLine = message.replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(oneLine) ? oneLine : `${oneLine}.`;
}
