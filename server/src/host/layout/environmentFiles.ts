interface Reader {
  readText(path: string): string | undefined;
  list(folder: string): readonly string[];
}

/** Files that say, or give an example of, the environment that a program runs in. */
const environmentFiles = /^\.env([.-][\w.-]+)?$|^env\.(example|sample|template|dist)$|^[\w-]+\.env(\.(example|sample|template|dist))?$|^(docker-)?compose([.-][\w.-]+)?\.ya?ml$/i;
/** A longer file is none that people wrote. */
const MAX_LENGTH = 100_000;
/** `NAME=value`, `export NAME=`, `- NAME=value`, `NAME: value`, also where it is commented out. */
const variable = /^[\s#-]*(?:export\s+)?([A-Z][A-Z0-9_]{2,})\s*[=:]/gm;

/**
 * What the files of a folder offer to whoever runs the program: variables of an environment, and files of
 * configuration by their own names; each with the file.
 */
export function readOffers(files: Reader, folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of files.list(folder)) {
    if (name.endsWith('.json')) found.set(name, name);
    const text = environmentFiles.test(name) ? files.readText(`${folder}/${name}`) : undefined;
    if (text === undefined || text.length > MAX_LENGTH) continue;
    for (const [, offered] of text.matchAll(variable)) if (!found.has(offered!)) found.set(offered!, name);
  }
  return found;
}
