import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { root, runNpm } from '../lib/bootstrap.mjs';
import { missingForVsCode } from '../lib/system.mjs';

const RECIPE = join(root, 'scripts/vscode/code-server');

/**
 * The VS Code that a browser can show, from the npm package code-server. About 740 MB, so it lies in
 * the user's cache and serves every clone. Installed on first use, which takes some minutes.
 * Returns the path of its server script. Throws an Error that says what is missing and how to get it.
 */
export function installCodeServer() {
  const { dependencies } = JSON.parse(readFileSync(join(RECIPE, 'package.json'), 'utf8'));
  const folder = join(cacheFolder(), `code-server-${dependencies['code-server']}`);
  const script = join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js');
  if (!existsSync(script)) installInto(folder);
  return script;
}

/** Where big downloads that outlive a clone are kept. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'principled');
}

function installInto(folder) {
  const missing = missingForVsCode();
  if (missing.length > 0) throw new Error(`VS Code cannot be installed yet.\n${missing.join('\n')}`);
  console.log(`Installing VS Code for the browser into ${folder} (once, some minutes, 740 MB) …`);
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  cpSync(RECIPE, partial, { recursive: true });
  const options = { cwd: partial, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const steps = [
    // Headers first: the second step compiles against them and need not fetch any.
    ['ci', '--ignore-scripts', '--loglevel=error'],
    ['rebuild', '--loglevel=error'],
  ];
  for (const args of steps) {
    const result = runNpm(args, { ...options, env: installEnvironment(partial) });
    if (result.status === 0) continue;
    rmSync(partial, { recursive: true, force: true });
    throw new Error(`VS Code could not be installed (npm ${args[0]}):\n${lastLines(result.stdout + result.stderr)}`);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

/**
 * Compiles for the Node that runs this, with the headers that came from npm where there are any.
 * What an outer npm says of itself stays behind: install scripts would take its Node for theirs.
 */
function installEnvironment(folder) {
  const outer = /^npm_(?!config_)|^npm_config_(user_agent|local_prefix)$/;
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const headers = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`);
  return {
    ...own,
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    ...(existsSync(join(headers, 'include/node')) ? { npm_config_nodedir: headers } : {}),
  };
}

function lastLines(text) {
  return text.trim().split('\n').slice(-25).join('\n');
}
