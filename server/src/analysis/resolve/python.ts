import type { ImportContext } from './files';
import { folderOf, foldersUpward } from './paths';

/** `.models` counts dots; `app.models` is looked for below every folder that may be an import root. */
export function resolvePython(context: ImportContext, from: string, specifier: string): string | undefined {
  const dots = /^\.*/.exec(specifier)![0].length;
  const path = specifier.slice(dots).split('.').filter((part) => part !== '').join('/');
  if (dots === 0) return path === '' ? undefined : resolveAbsolute(context, from, path);
  let folder = folderOf(from);
  for (let i = 1; i < dots; i++) folder = folderOf(folder);
  return pythonFile(context, path === '' ? folder : `${folder}/${path}`);
}

function resolveAbsolute(context: ImportContext, from: string, path: string): string | undefined {
  const { layout } = context;
  const folder = folderOf(from);
  const topLevel = path.split('/', 1)[0]!;
  const isLibrary = context.isLibrary(topLevel, 'python');
  const packageRoot = rootOfPackage(context, folder);
  const project = layout.projectRoot(folder);
  for (const root of foldersUpward(packageRoot)) {
    const found = lookBelow(context, root, path);
    // A module that itself imports the library it is named like does not stand in the library's way.
    if (found !== undefined && found !== from && !(isLibrary && root !== project && isNamesake(context, found, path, topLevel))) return found;
  }
  if (isLibrary) return undefined;
  for (const root of layout.pythonRoots(folder)) {
    const found = pythonFile(context, `${root}/${path}`);
    if (found !== undefined) return found;
  }
  return insidePackage(context, folder, packageRoot, path, from);
}

/** A script that is run where it stands finds its neighbours, whatever package they are part of. */
function insidePackage(context: ImportContext, folder: string, packageRoot: string, path: string, from: string): string | undefined {
  for (const inner of foldersUpward(folder)) {
    if (inner === packageRoot) return undefined;
    const found = pythonFile(context, `${inner}/${path}`);
    if (found !== undefined && found !== from) return found;
  }
  return undefined;
}

/** The first folder upward that is no regular package: what the packages below it are imported from. */
function rootOfPackage(context: ImportContext, folder: string): string {
  for (const outer of foldersUpward(folder)) if (!context.isFile(`${outer}/__init__.py`)) return outer;
  return folder;
}

function lookBelow(context: ImportContext, root: string, path: string): string | undefined {
  const found = pythonFile(context, `${root}/${path}`) ?? pythonFile(context, `${root}/src/${path}`);
  if (found !== undefined) return found;
  for (const folder of context.layout.sourceFolders(root)) {
    const below = pythonFile(context, `${folder}/${path}`);
    if (below !== undefined) return below;
  }
  return undefined;
}

function isNamesake(context: ImportContext, found: string, path: string, topLevel: string): boolean {
  const tail = found.endsWith('/__init__.py') ? `${path}/__init__.py` : `${path}.py`;
  const top = `${found.slice(0, found.length - tail.length)}${topLevel}`;
  return context.layout.importsNamesake(context.isFile(`${top}.py`) ? `${top}.py` : top, topLevel);
}

function pythonFile(context: ImportContext, path: string): string | undefined {
  // A regular package comes before a module of the same name.
  if (context.isFile(`${path}/__init__.py`)) return `${path}/__init__.py`;
  return context.isFile(`${path}.py`) ? `${path}.py` : undefined;
}
