/** npm run package: builds, and packs the extension into principled-VERSION.vsix. */
import { bootstrap, fail } from './lib/bootstrap.mjs';

await bootstrap();
const { build } = await import('./lib/bundles.mjs');
const { packageExtension } = await import('./lib/package.mjs');
try {
  await build();
  packageExtension();
} catch (error) {
  fail(error.message);
}
