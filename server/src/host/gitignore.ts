import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readText } from './readText';

/** The `.gitignore` files that speak for a folder, the nearest first. */
export class GitIgnores {
  private constructor(
    private readonly folder: string,
    private readonly rules: Ignore | undefined,
    private readonly above: GitIgnores | undefined,
  ) {}

  /** Reads the files from the repository's top down to `folder`; without a repository, that of `folder`. */
  static forRoot(folder: string): GitIgnores {
    const chain = [folder];
    let top = folder;
    while (!existsSync(join(top, '.git')) && dirname(top) !== top) chain.push((top = dirname(top)));
    const isRepository = existsSync(join(top, '.git'));
    const folders = isRepository ? chain.reverse() : [folder];
    let ignores: GitIgnores | undefined;
    for (const one of folders) {
      // A folder that was asked for by name is examined even when Git would leave it out.
      if (ignores?.takes(one, true)) ignores = undefined;
      ignores = new GitIgnores(one, rulesIn(one), ignores);
    }
    return ignores ?? new GitIgnores(folder, undefined, undefined);
  }

  /** With the rules of a folder below. */
  enter(folder: string): GitIgnores {
    const rules = rulesIn(folder);
    return rules ? new GitIgnores(folder, rules, this) : this;
  }

  /** Whether Git leaves the path out; the nearest file with an opinion decides. */
  takes(path: string, isFolder: boolean): boolean {
    if (this.rules) {
      const inside = relative(this.folder, path).split(sep).join('/');
      const verdict = this.rules.test(isFolder ? `${inside}/` : inside);
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return this.above?.takes(path, isFolder) ?? false;
  }
}

function rulesIn(folder: string): Ignore | undefined {
  const path = join(folder, '.gitignore');
  if (!existsSync(path)) return undefined;
  const read = readText(path);
  return 'text' in read ? ignore({ allowRelativePaths: true }).add(read.text) : undefined;
}
