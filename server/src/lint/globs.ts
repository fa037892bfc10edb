import picomatch from 'picomatch/posix';

/** Says of a path (relative, with `/`) whether one of the globs takes it. */
export type Matcher = (relativePath: string) => boolean;

/**
 * Globs as in editors: `*` stays in one folder, `**` does not, `{a,b}` and `[ab]` work, and a glob
 * without `/` is looked for in every folder. A glob that names a folder takes all that is in it.
 */
export function matcher(globs: readonly string[]): Matcher {
  const tests = globs.flatMap(compile);
  return (path) => tests.some((test) => test(path));
}

function compile(glob: string): Matcher[] {
  const trimmed = glob.replace(/^\.?\//, '').replace(/\/+$/, '');
  if (trimmed === '') return [];
  const anywhere = trimmed.includes('/') ? trimmed : `**/${trimmed}`;
  return [picomatch([anywhere, `${anywhere}/**`], { dot: true })];
}
