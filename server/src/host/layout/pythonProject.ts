import { parse } from 'smol-toml';
import { join } from '../../analysis/resolve/paths';
import { isRecord } from './tsconfig';

/** Files that mark the folder of a project. */
export const manifests = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'package.json'] as const;

interface Reader {
  readText(path: string): string | undefined;
}

/** Folders below a Python project's own that its manifest names as places of packages. */
export function readSourceFolders(files: Reader, folder: string): string[] {
  const found = new Set<string>();
  const project = parseToml(files.readText(`${folder}/pyproject.toml`));
  for (const name of [...fromSetuptools(project), ...fromPoetry(project), ...fromHatch(project)]) found.add(name);
  const setup = `${files.readText(`${folder}/setup.py`) ?? ''}\n${files.readText(`${folder}/setup.cfg`) ?? ''}`;
  const pattern = /package_dir\s*=\s*(?:\{\s*["']{2}\s*:\s*["']([\w./-]+)["']|\s*=\s*([\w./-]+))|find_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?["']([\w./-]+)["']/g;
  for (const match of setup.matchAll(pattern)) found.add(match[1] ?? match[2] ?? match[3]!);
  found.delete('.');
  return [...found].map((name) => join(folder, name));
}

/** Whether other projects of the repository are told of here. */
export function isPythonWorkspace(text: string | undefined): boolean {
  return text !== undefined && /^\s*\[tool\.uv\.workspace\]/m.test(text);
}

function fromSetuptools(project: unknown): string[] {
  const setuptools = at(project, 'tool', 'setuptools');
  return [...strings([at(setuptools, 'package-dir', '')]), ...strings(at(setuptools, 'packages', 'find', 'where'))];
}

function fromPoetry(project: unknown): string[] {
  const packages = at(project, 'tool', 'poetry', 'packages');
  return Array.isArray(packages) ? strings(packages.map((one) => at(one, 'from'))) : [];
}

/** `packages = ["lib/acme"]` says that `acme` is imported from `lib`. */
function fromHatch(project: unknown): string[] {
  const packages = strings(at(project, 'tool', 'hatch', 'build', 'targets', 'wheel', 'packages'));
  return packages.flatMap((path) => (path.includes('/') ? [path.slice(0, path.lastIndexOf('/'))] : []));
}

function parseToml(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined; // Half-typed configuration says nothing yet.
  }
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) found = isRecord(found) ? found[key] : undefined;
  return found;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
