/** The command line's process: `cli.js scan|rules`. */
import { glanceWords } from '../analysis/catalogue';
import { createGlance } from '../host/glance';
import { version } from '../../../package.json';
import { loadBundledParsers } from '../host/grammars';
import { hostWithLayout, nodeHost } from '../host/nodeHost';
import { createLinter } from '../lint/createLinter';
import { rules } from '../rules/index';
import { start } from './start';

void start({
  version,
  rules,
  createLinter: async (facts) => createLinter(await loadBundledParsers(__dirname), hostWithLayout({ ...nodeHost, isFile: remembered(nodeHost.isFile) }), facts),
  createGlance: (facts, purpose) => createGlance(glanceWords(facts, purpose)),
});

/** Files do not come and go during one scan, and imports ask for the same ones again and again. */
function remembered(isFile: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    let answer = known.get(path);
    if (answer === undefined) known.set(path, (answer = isFile(path)));
    return answer;
  };
}
