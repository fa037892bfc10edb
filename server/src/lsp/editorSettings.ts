import type { Confidence, SeveritySetting } from '../lint/finding';

/** What the editor's settings say for one resource; a part that was not or badly set is absent. */
export interface EditorSettings {
  readonly severity: Readonly<Record<string, SeveritySetting>>;
  readonly minimumConfidence: Confidence | undefined;
  readonly exclude: readonly string[];
}

export interface EditorSettingsReading {
  readonly settings: EditorSettings;
  /** One clause for each bad value, for a single warning. */
  readonly mistakes: readonly string[];
}

const severities: readonly SeveritySetting[] = ['error', 'warning', 'information', 'hint', 'off'];
const confidences: readonly Confidence[] = ['proven', 'likely'];

/** Reads the `principled` section as the client sent it. Never throws: a bad value counts as not set. */
export function readEditorSettings(raw: unknown, knownIds: ReadonlySet<string>): EditorSettingsReading {
  const mistakes: string[] = [];
  const section = isRecord(raw) ? raw : {};
  const settings: EditorSettings = {
    severity: readSeverity(section['severity'], knownIds, mistakes),
    minimumConfidence: readConfidence(section['minimumConfidence'], mistakes),
    exclude: readExclude(section['exclude'], mistakes),
  };
  return { settings, mistakes };
}

function readSeverity(raw: unknown, knownIds: ReadonlySet<string>, mistakes: string[]): Record<string, SeveritySetting> {
  const result: Record<string, SeveritySetting> = {};
  if (isAbsent(raw)) return result;
  if (!isRecord(raw)) {
    mistakes.push('`principled.severity` has to be an object of rule and severity');
    return result;
  }
  for (const [id, value] of Object.entries(raw)) {
    if (isAbsent(value)) continue;
    const severity = severities.find((it) => it === value);
    if (!knownIds.has(id)) mistakes.push(`\`principled.severity\` names \`${id}\`, which is no rule`);
    else if (!severity) mistakes.push(`\`principled.severity\` of \`${id}\` has to be one of ${severities.join(', ')}`);
    else result[id] = severity;
  }
  return result;
}

function readConfidence(raw: unknown, mistakes: string[]): Confidence | undefined {
  if (isAbsent(raw)) return undefined;
  const confidence = confidences.find((it) => it === raw);
  if (!confidence) mistakes.push('`principled.minimumConfidence` has to be `likely` or `proven`');
  return confidence;
}

function readExclude(raw: unknown, mistakes: string[]): readonly string[] {
  if (isAbsent(raw)) return [];
  if (!Array.isArray(raw)) {
    mistakes.push('`principled.exclude` has to be a list of globs');
    return [];
  }
  const globs = raw.filter((it) => typeof it === 'string');
  if (globs.length < raw.length) mistakes.push('`principled.exclude` holds something that is no glob');
  return globs;
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
