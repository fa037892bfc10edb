/**
 * npm start: builds and opens VS Code with the extension on examples/: the installed one, or else
 * (or with --browser) one in the browser. `npm start -- --scan PATH` runs the same analysis in the
 * terminal instead; further options go to `scan`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap, fail, root } from './lib/bootstrap.mjs';

await bootstrap();
const { build } = await import('./lib/bundles.mjs');
const { openVsCode } = await import('./lib/open.mjs');
const [mode, ...rest] = process.argv.slice(2);
try {
  if (mode === '--scan') process.exitCode = await scan(rest);
  else if (mode === undefined || mode === '--browser') process.exitCode = await open(mode === '--browser');
  else fail(`There is no option ${mode}. There are --scan PATH and --browser.`);
} catch (error) {
  fail(error.message);
}

async function open(inBrowser) {
  await build();
  return openVsCode({ folder: join(root, 'examples'), inBrowser });
}

async function scan(args) {
  await build();
  // npm starts scripts in the project; a path that was typed counts from where it was typed.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'scan', ...args], { cwd, stdio: 'inherit' }).status ?? 2;
}
