/**
 * The first stage of every script. Works in a bare clone: Node's own modules only, until the
 * project's dependencies are there and the script runs on the Node that they pin.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const isWindows = process.platform === 'win32';

/**
 * Installs what is missing and makes sure of the pinned Node. Where the script does not run on it
 * yet, it is started again there, and this call ends the process with the exit code of that run.
 */
export async function bootstrap() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(`Node.js 20 or later is needed, and this is ${process.versions.node}. Get it from https://nodejs.org.`);
  }
  if (!isInstalled()) install();
  const pinned = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
  if (!existsSync(pinned) || realpathSync(pinned) === realpathSync(process.execPath)) return;
  process.exit(await restart(pinned));
}

/** Whether node_modules holds just the versions that package-lock.json names. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

function readPackages(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function install() {
  console.log('Installing the dependencies (npm ci) …');
  const result = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) fail('npm ci failed; see above. It needs a connection to an npm registry, once.');
}

/** Runs npm, with the one that started this script where there is one. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return spawnSync(process.execPath, [npm, ...args], options);
  return spawnSync('npm', args, { ...options, shell: isWindows });
}

/** Runs this same script again on another Node and gives its exit code. */
async function restart(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`${node} does not start: ${error.message}`));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Ends the process with a plain message. */
export function fail(message) {
  console.error(message);
  process.exit(2);
}
