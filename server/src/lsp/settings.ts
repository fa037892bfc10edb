import type { Connection } from 'vscode-languageserver';
import { configFileName, emptyConfig, parseConfig, settingsFor, type Config, type ConfigProblem, type UserFacts } from '../lint/config';
import { matcher, type Matcher } from '../lint/globs';
import { defaultSettings, type Settings } from '../lint/settings';
import type { ClientFeatures } from './clientFeatures';
import { readEditorSettings, type EditorSettings } from './editorSettings';
import type { Folders } from './folders';
import type { Messages } from './messages';
import type { ServerFiles } from './services';
import { isInside, pathOfUri } from './uris';

/** What counts for one document, all sources merged. */
export interface ResourceSettings {
  readonly settings: Settings;
  readonly isExcluded: boolean;
}

/** The state of one folder's `principled.yaml`; `text` is undefined when there is none. */
export interface ConfigState {
  readonly uri: string;
  readonly text: string | undefined;
  readonly problems: readonly ConfigProblem[];
}

export interface SettingsStore {
  forResource(uri: string): Promise<ResourceSettings>;
  /** What users declared about code of their own, in all folders together. */
  facts(): Promise<UserFacts>;
  /** Grows whenever an answer of {@link forResource} may have changed. */
  readonly epoch: number;
  /** Forgets everything; `pushed` are the settings a client without `workspace/configuration` sent. */
  invalidate(pushed?: unknown): void;
}

interface FolderSettings {
  readonly config: Config;
  readonly editor: EditorSettings;
  readonly excludes: Matcher;
}

interface Dependencies {
  readonly connection: Connection;
  readonly client: () => ClientFeatures;
  readonly folders: Folders;
  readonly files: ServerFiles;
  readonly messages: Messages;
  /** Ids that settings may name. */
  readonly knownIds: ReadonlySet<string>;
  readonly ruleIds: readonly string[];
  /** Called whenever a folder's configuration file was read. */
  readonly onConfig: (state: ConfigState) => void;
}

/** Settings by folder, asked for once and kept until something changes. */
export function createSettingsStore(deps: Dependencies): SettingsStore {
  const byScope = new Map<string, Promise<FolderSettings>>();
  let epoch = 0;
  let pushed: unknown;

  const load = async (folder: string | undefined, uri: string): Promise<FolderSettings> => {
    const raw = deps.client().configuration ? await requestSection(deps, folder ?? uri) : pushed;
    const { settings: editor, mistakes } = readEditorSettings(raw, deps.knownIds);
    if (mistakes.length > 0) deps.messages.warning(`${mistakes.join('; ')}. The default is used instead.`);
    const config = folder === undefined ? emptyConfig : readConfig(deps, folder);
    return { config, editor, excludes: matcher([...config.exclude, ...editor.exclude]) };
  };

  const ofScope = (folder: string | undefined, uri: string): Promise<FolderSettings> => {
    // Settings of loose files differ by language at most, which none of ours do: one entry serves all.
    const scope = folder ?? '';
    let loading = byScope.get(scope);
    if (!loading) byScope.set(scope, (loading = load(folder, uri)));
    return loading;
  };

  return {
    get epoch() {
      return epoch;
    },
    async facts() {
      const all = await Promise.all(deps.folders.all().map((folder) => ofScope(folder, folder)));
      return mergeFacts(all.map(({ config }) => config.models));
    },
    invalidate(newlyPushed) {
      epoch++;
      byScope.clear();
      if (newlyPushed !== undefined) pushed = newlyPushed;
    },
    async forResource(uri) {
      const folder = deps.folders.of(uri);
      const { config, editor, excludes } = await ofScope(folder, uri);
      const relativePath = relativeTo(folder, uri);
      return { settings: merge(config, editor, relativePath), isExcluded: excludes(relativePath) };
    },
  };
}

/** The editor's severities come last, since a person set them here; of two confidences the stricter counts. */
function merge(config: Config, editor: EditorSettings, relativePath: string): Settings {
  const base = settingsFor(config, relativePath, defaultSettings);
  return {
    ...base,
    severity: { ...base.severity, ...editor.severity },
    minimumConfidence: editor.minimumConfidence === 'proven' ? 'proven' : base.minimumConfidence,
    exclude: [...base.exclude, ...editor.exclude],
  };
}

/** Every part of the facts is a list, so several sets of them go one behind the other. */
function mergeFacts(all: readonly UserFacts[]): UserFacts {
  const merged: Record<string, unknown[]> = {};
  for (const facts of all) {
    for (const [part, entries] of Object.entries(facts)) merged[part] = [...(merged[part] ?? []), ...entries];
  }
  return merged;
}

async function requestSection(deps: Dependencies, scopeUri: string): Promise<unknown> {
  try {
    return await deps.connection.workspace.getConfiguration({ scopeUri, section: 'principled' });
  } catch (error) {
    deps.messages.log(`The client did not answer workspace/configuration: ${String(error)}`);
    return undefined;
  }
}

function readConfig(deps: Dependencies, folder: string): Config {
  const uri = `${folder}/${configFileName}`;
  const text = deps.files.readText(pathOfUri(uri));
  const { config, problems } = text === undefined ? { config: emptyConfig, problems: [] } : parseConfig(text, deps.ruleIds);
  deps.onConfig({ uri, text, problems });
  return config;
}

function relativeTo(folder: string | undefined, uri: string): string {
  if (folder === undefined || !isInside(folder, uri)) return uri.slice(uri.lastIndexOf('/') + 1);
  return safeDecode(uri.slice(folder.length + 1));
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
