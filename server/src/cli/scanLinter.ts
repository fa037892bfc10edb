import { loadBundledParsers } from '../host/grammars';
import { hostWithLayout, nodeHost } from '../host/nodeHost';
import type { UserFacts } from '../lint/config';
import { createLinter } from '../lint/createLinter';
import type { Linter } from '../lint/linter';

/** A linter for one scan of the disk; the bundle's grammars lie beside it. */
export async function createScanLinter(bundleFolder: string, facts: UserFacts): Promise<Linter> {
  return createLinter(await loadBundledParsers(bundleFolder), hostWithLayout({ ...nodeHost, isFile: remembered(nodeHost.isFile) }), facts);
}

/** Files do not come and go during one scan, and imports ask for the same ones again and again. */
function remembered(isFile: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    let answer = known.get(path);
    if (answer === undefined) known.set(path, (answer = isFile(path)));
    return answer;
  };
}
