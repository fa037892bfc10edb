/** npm run verify: what can be checked in a minute, without VS Code: run it before every commit. */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap();
const { suites } = await import('./lib/suites.mjs');
const { runAll } = await import('./lib/report.mjs');
const quick = ['generated', 'build', 'types', 'lint', 'unit', 'lsp', 'self'];
process.exit(await runAll(suites.filter(({ name }) => quick.includes(name))));
