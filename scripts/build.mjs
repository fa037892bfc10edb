/** npm run build: the bundles, the grammars and the editor's test suites. `--dev` adds source maps. */
import { bootstrap, fail } from './lib/bootstrap.mjs';

await bootstrap();
const { build } = await import('./lib/bundles.mjs');
try {
  await build({ dev: process.argv.includes('--dev') });
} catch (error) {
  fail(error.message);
}
