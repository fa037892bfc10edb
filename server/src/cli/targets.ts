import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { describeFailure, readText } from '../host/readText';
import { nodeHost } from '../host/nodeHost';
import { configFileName, emptyConfig, parseConfig, settingsFor, type Config } from '../lint/config';
import { matcher, type Matcher } from '../lint/globs';
import { defaultSettings, type Settings } from '../lint/settings';
import type { ScanOptions } from './options';

/** A folder or file that is to be scanned, with the configuration that holds for it. */
export interface Target {
  readonly path: string;
  readonly isFolder: boolean;
  readonly configuration: Configuration;
}

/** One `principled.yaml`, or none, together with what the command line adds. */
export class Configuration {
  private readonly isExcludedGlob: Matcher;

  constructor(
    readonly config: Config,
    /** The folder that globs are relative to. */
    private readonly folder: string,
    private readonly options: ScanOptions,
  ) {
    this.isExcludedGlob = matcher(config.exclude);
  }

  isExcluded(path: string): boolean {
    const inside = this.relativePath(path);
    return inside !== undefined && this.isExcludedGlob(inside);
  }

  /** What holds for a file. The command line has the last word. */
  settingsFor(path: string): Settings {
    const { severity, minimumConfidence, allRules } = this.options;
    const settings = settingsFor(this.config, this.relativePath(path) ?? path, defaultSettings);
    return {
      ...settings,
      severity: { ...settings.severity, ...severity },
      minimumConfidence: minimumConfidence ?? settings.minimumConfidence,
      allRules,
    };
  }

  private relativePath(path: string): string | undefined {
    const inside = relative(this.folder, path).split(sep).join('/');
    return inside === '..' || inside.startsWith('../') || isAbsolute(inside) ? undefined : inside;
  }
}

/** Finds what is to be scanned. What cannot be used is told to `fail`, and the rest goes on. */
export function findTargets(options: ScanOptions, folder: string, ruleIds: readonly string[], fail: (message: string) => void): Target[] {
  const known = new Map<string, Configuration>();
  const read = (path: string, base: string): Configuration => {
    const found = known.get(path) ?? new Configuration(readConfig(path, ruleIds, fail), base, options);
    known.set(path, found);
    return found;
  };
  const none = new Configuration(emptyConfig, folder, options);
  const chosen = options.config === undefined ? undefined : resolve(folder, options.config);

  const targets: Target[] = [];
  for (const written of options.paths) {
    const path = resolve(folder, written);
    const kind = kindOf(path, written, fail);
    if (!kind) continue;
    const home = kind === 'folder' ? path : dirname(path);
    const nearest = chosen ?? nearestConfig(home);
    // A configuration given by name may lie anywhere: its globs are those of the scanned folder.
    const base = chosen ? (isBelow(path, folder) ? folder : home) : dirname(nearest ?? home);
    const key = nearest === undefined ? none : read(nearest, base);
    targets.push({ path, isFolder: kind === 'folder', configuration: key });
  }
  return targets;
}

function kindOf(path: string, written: string, fail: (message: string) => void): 'folder' | 'file' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    fail(`${written}: cannot be read (${describeFailure(error)})`);
    return undefined;
  }
}

function nearestConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, configFileName);
    if (nodeHost.isFile(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

function readConfig(path: string, ruleIds: readonly string[], fail: (message: string) => void): Config {
  const read = readText(path);
  if (!('text' in read)) {
    fail(`${path}: ${read.message}`);
    return emptyConfig;
  }
  const { config, problems } = parseConfig(read.text, ruleIds);
  for (const { line, message } of problems) fail(`${path}:${line}: ${message}`);
  return config;
}

/** Whether a path is a folder or in it. */
export function isBelow(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (!isAbsolute(inside) && inside.split(sep)[0] !== '..');
}

/** The folder that reported paths are relative to: the given one if it holds all, else the nearest that does. */
export function commonRoot(targets: readonly Target[], folder: string): string {
  if (targets.every(({ path }) => isBelow(path, folder))) return folder;
  const [first, ...others] = targets.map(({ path, isFolder }) => (isFolder ? path : dirname(path)));
  let root = first ?? folder;
  while (dirname(root) !== root && !others.every((path) => isBelow(path, root))) root = dirname(root);
  return root;
}
