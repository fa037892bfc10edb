import stripJsonComments from 'strip-json-comments';
import { folderOf, join } from '../../analysis/resolve/paths';
import type { PathMapping } from '../../analysis/resolve/layout';

/** What a configuration is read with. */
export interface ConfigFiles {
  readText(path: string): string | undefined;
  isFile(path: string): boolean;
  /** A file that `extends` names by package, such as `@acme/tsconfig/base.json`. */
  findInPackage(specifier: string, folder: string): string | undefined;
}

interface Mapped {
  readonly baseUrl?: string;
  readonly paths?: PathMapping['paths'];
}

/** Follows `extends` this deep, and `references` one step. */
const MAX_EXTENDS = 8;

/** The mappings of a `tsconfig.json`, its own or inherited, and of the projects it only refers to. */
export function readMappings(files: ConfigFiles, path: string): PathMapping[] {
  const own = readConfig(files, path, path, 0);
  const mapped = [own];
  const { references } = parseJson(files.readText(path)) ?? {};
  for (const reference of Array.isArray(references) ? references : []) {
    const at = isRecord(reference) && typeof reference['path'] === 'string' ? existing(files, join(folderOf(path), reference['path'])) : undefined;
    // Another package's project has names of its own.
    if (at !== undefined && folderOf(at) === folderOf(path)) mapped.push(readConfig(files, at, at, 0));
  }
  return mapped
    .filter(({ baseUrl, paths }) => baseUrl !== undefined || paths !== undefined)
    .map(({ baseUrl, paths = [] }) => ({ paths, ...(baseUrl !== undefined ? { baseUrl } : {}) }));
}

function readConfig(files: ConfigFiles, path: string, leaf: string, depth: number): Mapped {
  const config = parseJson(files.readText(path));
  if (!config) return {};
  let inherited: Mapped = {};
  const bases = depth < MAX_EXTENDS ? [config['extends']].flat() : [];
  for (const base of bases) {
    const at = typeof base === 'string' ? findBase(files, base, path) : undefined;
    if (at !== undefined) inherited = { ...inherited, ...readConfig(files, at, leaf, depth + 1) };
  }
  const options = isRecord(config['compilerOptions']) ? config['compilerOptions'] : {};
  const folder = folderOf(path);
  const absolute = (from: string, target: string): string => (
    target.startsWith('${configDir}') ? join(folderOf(leaf), target.slice('${configDir}'.length)) : join(from, target));
  const baseUrl = typeof options['baseUrl'] === 'string' ? absolute(folder, options['baseUrl']) : undefined;
  const paths = isRecord(options['paths']) ? options['paths'] : undefined;
  return {
    ...inherited,
    ...(baseUrl !== undefined ? { baseUrl } : {}),
    ...(paths ? { paths: Object.entries(paths).map(([pattern, targets]) => [pattern, texts(targets).map((one) => absolute(baseUrl ?? folder, one))] as const) } : {}),
  };
}

function findBase(files: ConfigFiles, base: string, from: string): string | undefined {
  if (base.startsWith('.') || base.startsWith('/')) return existing(files, base.startsWith('/') ? base : join(folderOf(from), base));
  return files.findInPackage(base, folderOf(from));
}

/** `extends` may leave out `.json`, and a folder stands for its `tsconfig.json`. */
export function existing(files: Pick<ConfigFiles, 'isFile'>, path: string): string | undefined {
  return [path, `${path}.json`, `${path}/tsconfig.json`].find((one) => files.isFile(one));
}

/** JSON as these files have it: with comments and commas at the end. Undefined where it is broken. */
export function parseJson(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(stripJsonComments(text, { trailingCommas: true }));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // Half-typed configuration says nothing yet.
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
