/** npm run generate: rewrites every derived file. `--check` only says which ones are stale. */
import { bootstrap, fail } from './lib/bootstrap.mjs';

await bootstrap();
const check = process.argv.includes('--check');
const { generateAll } = await import('./lib/generate.mjs');
try {
  const stale = await generateAll({ check });
  for (const path of stale) console.log(check ? `stale: ${path}` : `written: ${path}`);
  if (check && stale.length > 0) fail('Derived files are not current: run npm run generate.');
} catch (error) {
  fail(error.message);
}
