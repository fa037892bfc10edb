import { dependencyFolders } from '../walk';
import { isPythonWorkspace, readSourceFolders } from './pythonProject';
import { readPackage, type NamedPackage } from './packages';
import { parseJson } from './tsconfig';

interface Reader {
  readText(path: string): string | undefined;
  isFile(path: string): boolean;
  list(folder: string): readonly string[];
}

/** The packages and projects that one repository holds. */
export interface Repository {
  readonly packages: ReadonlyMap<string, readonly NamedPackage[]>;
  /** Import roots of its Python projects. */
  readonly pythonRoots: readonly string[];
}

const workspaceFiles = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json', 'rush.json'];

/** Whether a folder is the top of several projects. */
export function isRepositoryRoot(files: Reader, folder: string): boolean {
  if (workspaceFiles.some((name) => files.isFile(`${folder}/${name}`))) return true;
  // In a linked work tree `.git` is a file.
  if (files.isFile(`${folder}/.git/HEAD`) || files.isFile(`${folder}/.git`)) return true;
  return parseJson(files.readText(`${folder}/package.json`))?.['workspaces'] !== undefined
    || isPythonWorkspace(files.readText(`${folder}/pyproject.toml`));
}

/** Packages of a workspace stand near its top. */
const MAX_DEPTH = 5;
const MAX_FOLDERS = 3_000;

/** Looks for manifests below a folder, level by level. */
export function readRepository(files: Reader, root: string): Repository {
  const packages = new Map<string, NamedPackage[]>();
  const pythonRoots: string[] = [];
  let level = [root];
  let seen = 0;
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (seen++ >= MAX_FOLDERS) break;
      const names = files.list(folder);
      if (names.includes('package.json')) addPackage(files, folder, packages);
      if (names.some((name) => name === 'pyproject.toml' || name === 'setup.py')) {
        pythonRoots.push(folder, `${folder}/src`, ...readSourceFolders(files, folder));
      }
      // Nothing is published from within a Python package; names with a dot are files, or hidden.
      if (names.includes('__init__.py')) continue;
      for (const name of names) if (!name.includes('.') && !dependencyFolders.has(name)) next.push(`${folder}/${name}`);
    }
    level = next;
  }
  return { packages, pythonRoots: [...new Set(pythonRoots)] };
}

function addPackage(files: Reader, folder: string, packages: Map<string, NamedPackage[]>): void {
  const manifest = parseJson(files.readText(`${folder}/package.json`));
  const found = manifest && readPackage(folder, manifest);
  if (found?.name !== undefined) packages.set(found.name, [...packages.get(found.name) ?? [], found]);
}
