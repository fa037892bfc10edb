/** The command line's process: `cli.js scan|rules`. */
import { glanceWords } from '../analysis/catalogue';
import { createGlance } from '../host/glance';
import { version } from '../../../package.json';
import { loadBundledParsers } from '../host/grammars';
import { nodeHost } from '../host/nodeHost';
import { createLinter } from '../lint/createLinter';
import { rules } from '../rules/index';
import { start } from './start';

void start({
  version,
  rules,
  createLinter: async (facts) => createLinter(await loadBundledParsers(__dirname), nodeHost, facts),
  createGlance: (facts) => createGlance(glanceWords(facts)),
});
