import type { LanguageFamily } from '../program/program';

/** What import resolution asks of the file system; see the linter's `ProjectHost`. */
export interface Files {
  isFile(path: string): boolean;
}

/** The project file that an import names, or undefined when it is a library or missing. */
export function resolveImport(files: Files, from: string, specifier: string, family: LanguageFamily): string | undefined {
  return family === 'python' ? resolvePython(files, from, specifier) : resolveJavascript(files, from, specifier);
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '' : path.slice(0, slash);
}

function join(folder: string, relative: string): string {
  const parts = folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** How far above a file its import root may be. */
const MAX_ROOTS = 8;

/** `.models` counts dots; `app.models` is looked for below the file's folder and every folder above it. */
function resolvePython(files: Files, from: string, specifier: string): string | undefined {
  const dots = /^\.*/.exec(specifier)![0].length;
  const path = specifier.slice(dots).split('.').filter((part) => part !== '').join('/');
  if (dots > 0) {
    let folder = folderOf(from);
    for (let i = 1; i < dots; i++) folder = folderOf(folder);
    return pythonFile(files, path === '' ? folder : `${folder}/${path}`);
  }
  let folder = folderOf(from);
  for (let i = 0; i < MAX_ROOTS && folder !== ''; i++) {
    const found = pythonFile(files, `${folder}/${path}`) ?? pythonFile(files, `${folder}/src/${path}`);
    if (found !== undefined && found !== from) return found;
    folder = folderOf(folder);
  }
  return undefined;
}

function pythonFile(files: Files, path: string): string | undefined {
  return [`${path}.py`, `${path}/__init__.py`].find((candidate) => files.isFile(candidate));
}

const extensions = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];

function resolveJavascript(files: Files, from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return javascriptFile(files, join(folderOf(from), specifier));
  const alias = /^(@|~|src)\/(.+)$/.exec(specifier);
  if (!alias) return undefined;
  let folder = folderOf(from);
  for (let i = 0; i < MAX_ROOTS && folder !== ''; i++) {
    const below = `${folder}/${alias[2]!}`;
    const found = javascriptFile(files, alias[1] === 'src' ? `${folder}/src/${alias[2]!}` : below)
      ?? javascriptFile(files, `${folder}/src/${alias[2]!}`);
    if (found !== undefined && found !== from) return found;
    folder = folderOf(folder);
  }
  return undefined;
}

function javascriptFile(files: Files, path: string): string | undefined {
  if (extensions.some((extension) => path.endsWith(extension)) && files.isFile(path)) return path;
  const bare = path.replace(/\.[mc]?jsx?$/, '');
  for (const extension of extensions) {
    if (files.isFile(bare + extension)) return bare + extension;
  }
  for (const extension of extensions) {
    if (files.isFile(`${path}/index${extension}`)) return `${path}/index${extension}`;
  }
  return undefined;
}
