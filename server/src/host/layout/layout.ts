import type { PackageFacts, PathMapping, ProjectLayout } from '../../analysis/resolve/layout';
import { foldersUpward } from '../../analysis/resolve/paths';
import { readOffers } from './environmentFiles';
import { readPackage, type NamedPackage } from './packages';
import { manifests, readSourceFolders } from './pythonProject';
import { isRepositoryRoot, readRepository, type Repository } from './repository';
import { existing, parseJson, readMappings, type ConfigFiles } from './tsconfig';

interface Reader {
  readText(path: string): string | undefined;
  isFile(path: string): boolean;
  list(folder: string): readonly string[];
}

/** Names of files whose change can lead imports elsewhere, or offer something else to whoever runs the program. */
const configNames = /(?:^|\/)(?:[tj]sconfig[\w.-]*\.json|package\.json|pnpm-workspace\.yaml|lerna\.json|nx\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements\.txt|langgraph\.json|\.env(?:\.[\w-]+)*)$/;

/** The same as a glob of editors. */
export const layoutGlob = '**/{tsconfig*.json,jsconfig*.json,package.json,pnpm-workspace.yaml,lerna.json,nx.json,pyproject.toml,setup.py,setup.cfg,requirements.txt,langgraph.json,.env,.env.*}';

/** Whether a layout may be another after a change of the file. */
export function isLayoutFile(path: string): boolean {
  return configNames.test(path);
}

/** A layout that reads configuration when it is first asked, and knows it until it is told to forget. */
export function createLayout(files: Reader): ProjectLayout {
  let current = readLayout(files);
  return {
    mappings: (folder) => current.mappings(folder),
    packageOf: (folder) => current.packageOf(folder),
    packageNamed: (name, folder) => current.packageNamed(name, folder),
    projectRoot: (folder) => current.projectRoot(folder),
    sourceFolders: (folder) => current.sourceFolders(folder),
    pythonRoots: (folder) => current.pythonRoots(folder),
    importsNamesake: (path, name) => current.importsNamesake(path, name),
    offers: (folder) => current.offers(folder),
    forget: () => { current = readLayout(files); },
  };
}

function readLayout(files: Reader): Omit<ProjectLayout, 'forget'> {
  const repositories = new Map<string, Repository>();
  const repositoryOf = (folder: string): readonly Repository[] => rootsOf(folder).map((root) => {
    let repository = repositories.get(root);
    if (!repository) repositories.set(root, (repository = readRepository(files, root)));
    return repository;
  });
  const rootsOf = remember((folder) => [...foldersUpward(folder)].filter((one) => isRepositoryRoot(files, one)));
  const packageAt = remember((folder): NamedPackage | undefined => {
    const manifest = parseJson(files.readText(`${folder}/package.json`));
    return manifest && readPackage(folder, manifest);
  });
  const packageNamed = (name: string, folder: string): PackageFacts | undefined => {
    for (const repository of repositoryOf(folder)) {
      const found = repository.packages.get(name);
      if (found) return nearest(found, folder);
    }
    return undefined;
  };
  const config: ConfigFiles = {
    readText: (path) => files.readText(path),
    isFile: (path) => files.isFile(path),
    findInPackage: (specifier, folder) => findInPackage(files, packageNamed, specifier, folder),
  };
  return {
    mappings: remember((folder) => mappingsOf(config, folder)),
    packageOf: remember((folder) => first(folder, packageAt)),
    packageNamed,
    projectRoot: remember((folder) => first(folder, (one) => (manifests.some((name) => files.isFile(`${one}/${name}`)) ? one : undefined))),
    sourceFolders: remember((folder) => readSourceFolders(files, folder)),
    pythonRoots: remember((folder) => repositoryOf(folder).flatMap(({ pythonRoots }) => [...pythonRoots].sort((a, b) => shared(b, folder) - shared(a, folder)))),
    importsNamesake: (path, name) => importsNamesake(files, path, name),
    offers: remember((folder) => readOffers(files, folder)),
  };
}

/** One answer for each folder. */
function remember<T>(find: (folder: string) => T): (folder: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (folder) => {
    let entry = known.get(folder);
    if (!entry) known.set(folder, (entry = { value: find(folder) }));
    return entry.value;
  };
}

function first<T>(folder: string, find: (folder: string) => T | undefined): T | undefined {
  for (const one of foldersUpward(folder)) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The base that the projects of a workspace share counts too, where a project has forgotten to extend it. */
const mappingFiles = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];

function mappingsOf(config: ConfigFiles, folder: string): PathMapping[] {
  const found: PathMapping[] = [];
  for (const one of foldersUpward(folder)) {
    for (const name of mappingFiles) if (config.isFile(`${one}/${name}`)) found.push(...readMappings(config, `${one}/${name}`));
  }
  return found;
}

function findInPackage(
  files: Reader, packageNamed: ProjectLayout['packageNamed'], specifier: string, folder: string,
): string | undefined {
  for (const one of foldersUpward(folder)) {
    const installed = existing(files, `${one}/node_modules/${specifier}`);
    if (installed !== undefined) return installed;
  }
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const own = packageNamed(parts.slice(0, length).join('/'), folder);
  return own && existing(files, [own.folder, ...parts.slice(length)].join('/'));
}

/** Of several packages of one name, the one that stands nearest. */
function nearest(packages: readonly NamedPackage[], folder: string): NamedPackage | undefined {
  return packages.reduce<NamedPackage | undefined>((best, one) => (best && shared(best.folder, folder) >= shared(one.folder, folder) ? best : one), undefined);
}

/** How many folders two paths begin with in common. */
function shared(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}

/** Modules of one package that are looked at. */
const MAX_MODULES = 40;

function importsNamesake(files: Reader, path: string, name: string): boolean {
  const pattern = new RegExp(`^[ \\t]*(?:import|from)[ \\t]+${name}\\b(?:\\.(\\w+))?`, 'gm');
  const entries = path.endsWith('.py') ? [] : files.list(path);
  const modules = path.endsWith('.py') ? [path] : entries.filter((one) => one.endsWith('.py')).map((one) => `${path}/${one}`);
  const parts = modules.slice(0, MAX_MODULES).flatMap((one) => [...(files.readText(one) ?? '').matchAll(pattern)].map((match) => match[1]));
  const isOwn = (part: string): boolean => entries.includes(part) || entries.includes(`${part}.py`);
  const named = parts.filter((part) => part !== undefined);
  // Most imports being of parts that stand in this very folder says that it is the package itself.
  return named.length === 0 ? parts.length > 0 : named.filter(isOwn).length * 2 <= named.length;
}

