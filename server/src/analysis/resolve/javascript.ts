import type { ImportContext } from './files';
import type { PackageFacts, PathMapping } from './layout';
import { folderOf, foldersUpward, join } from './paths';

/** What bundlers and TypeScript agree on: relative paths, mapped names, packages of the repository. */
export function resolveJavascript(context: ImportContext, from: string, specifier: string): string | undefined {
  const folder = folderOf(from);
  if (specifier.startsWith('.')) return fileOrFolder(context, join(folder, specifier));
  if (specifier.startsWith('#')) {
    const internal = context.layout.packageOf(folder);
    const found = internal && firstFile(context, internal.targets(specifier));
    if (found !== undefined) return found;
  }
  for (const mapping of context.layout.mappings(folder)) {
    const found = resolveMapped(context, mapping, specifier);
    if (found !== undefined && found !== from) return found;
  }
  return resolvePackage(context, folder, specifier) ?? resolveUsual(context, from, specifier);
}

function resolveMapped(context: ImportContext, { baseUrl, paths }: PathMapping, specifier: string): string | undefined {
  const matches = paths.filter(([pattern]) => isMatch(pattern, specifier)).sort(([a], [b]) => rank(b) - rank(a));
  for (const [pattern, targets] of matches) {
    const star = pattern.indexOf('*');
    const middle = star < 0 ? '' : specifier.slice(star, specifier.length - (pattern.length - star - 1));
    const found = firstFile(context, targets.map((target) => target.replace('*', () => middle)));
    if (found !== undefined) return found;
  }
  return baseUrl === undefined ? undefined : fileOrFolder(context, join(baseUrl, specifier));
}

function isMatch(pattern: string, specifier: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier;
  return specifier.length >= pattern.length - 1 && specifier.startsWith(pattern.slice(0, star)) && specifier.endsWith(pattern.slice(star + 1));
}

/** An exact name comes first, then the pattern with the longest part before its `*`. */
function rank(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? Infinity : star;
}

function resolvePackage(context: ImportContext, folder: string, specifier: string): string | undefined {
  const [name, rest] = splitName(specifier);
  const found = context.layout.packageNamed(name, folder);
  // A repository that publishes an SDK means the SDK by its name: the catalogue knows it better.
  if (!found || (!found.isPrivate && context.isLibrary(name, 'javascript'))) return undefined;
  return entryOf(context, found, rest === '' ? '.' : `./${rest}`);
}

function splitName(specifier: string): readonly [name: string, rest: string] {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  return [parts.slice(0, length).join('/'), parts.slice(length).join('/')];
}

function entryOf(context: ImportContext, found: PackageFacts, entry: string): string | undefined {
  return firstFile(context, found.targets(entry));
}

/** Spellings that bundlers are often told of in code, which is not run. */
function resolveUsual(context: ImportContext, from: string, specifier: string): string | undefined {
  const alias = /^(@|~|src)\/(.+)$/.exec(specifier);
  if (!alias) return undefined;
  for (const folder of foldersUpward(folderOf(from))) {
    const below = javascriptFile(context, `${folder}/${alias[1] === 'src' ? 'src/' : ''}${alias[2]!}`);
    const found = below ?? javascriptFile(context, `${folder}/src/${alias[2]!}`);
    if (found !== undefined && found !== from) return found;
  }
  return undefined;
}

function firstFile(context: ImportContext, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = javascriptFile(context, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A folder may say in a `package.json` of its own which file stands for it. */
function fileOrFolder(context: ImportContext, path: string): string | undefined {
  const found = javascriptFile(context, path);
  if (found !== undefined) return found;
  const own = context.isFile(`${path}/package.json`) ? context.layout.packageOf(path) : undefined;
  return own && entryOf(context, own, '.');
}

const extensions = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];

/** A declaration file tells nothing of values; the code beside it does. */
function javascriptFile(context: ImportContext, path: string): string | undefined {
  const isDeclaration = /\.d\.[mc]?ts$/.test(path);
  if (!isDeclaration && extensions.some((extension) => path.endsWith(extension)) && context.isFile(path)) return path;
  const bare = path.replace(/\.(?:d\.[mc]?ts|[mc]?jsx?)$/, '');
  for (const extension of extensions) {
    if (context.isFile(bare + extension)) return bare + extension;
  }
  for (const extension of extensions) {
    if (context.isFile(`${path}/index${extension}`)) return `${path}/index${extension}`;
  }
  return undefined;
}
