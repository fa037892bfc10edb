/**
 * npm test: everything, and it goes on after a failure. `npm test -- --only types,unit` runs a part.
 * The last line is "N passed, N failed" over all suites; the exit code is 1 when any failed.
 */
import { bootstrap, fail } from './lib/bootstrap.mjs';

await bootstrap();
const { suites } = await import('./lib/suites.mjs');
const { runAll } = await import('./lib/report.mjs');
const names = suites.map(({ name }) => name);
const at = process.argv.indexOf('--only');
const only = at < 0 ? names : (process.argv[at + 1] ?? '').split(',');
const unknown = only.filter((name) => !names.includes(name));
if (unknown.length > 0) fail(`There is no suite "${unknown.join('", "')}". There are: ${names.join(', ')}.`);
process.exit(await runAll(suites.filter(({ name }) => only.includes(name))));
