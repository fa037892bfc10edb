import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installCodeServer } from './install.mjs';

const START_LIMIT_MS = 60_000;

/** A window with the code in it and nothing that talks to a service. */
const calm = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

const unasked = { 'security.workspace.trust.startupPrompt': 'never' };

/**
 * Starts VS Code's server on this machine only, behind a token that no other user knows.
 * `dataFolder` holds its settings and extensions; `packages` are .vsix files installed first, and
 * `settings` those it starts with when the folder is new.
 * `isDriven` lets a page choose an extension under development and its tests. With `isRestricted`
 * folders are not trusted, and nobody is asked.
 */
export async function startServer({ dataFolder, packages = [], settings = {}, port = 0, isDriven = false, isRestricted = false }) {
  const script = installCodeServer();
  writeFirstSettings(dataFolder, { ...calm, ...(isRestricted ? unasked : {}), ...settings });
  const folders = ['--server-data-dir', dataFolder, '--accept-server-license-terms', '--telemetry-level', 'off'];
  for (const file of packages) installPackage(script, folders, file);
  const token = randomBytes(16).toString('hex');
  const args = [script, ...folders, '--host', '127.0.0.1', '--port', `${port}`, '--connection-token', token];
  if (!isRestricted) args.push('--disable-workspace-trust');
  if (isDriven) args.push('--enable-smoke-test-driver');
  // A group of its own, so that the extension hosts it starts end with it.
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => stopGroup(child);
  try {
    const boundPort = await announcedPort(child);
    return { port: boundPort, token, origin: `http://127.0.0.1:${boundPort}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function writeFirstSettings(dataFolder, settings) {
  const folder = join(dataFolder, 'data/Machine');
  if (existsSync(join(folder, 'settings.json'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

function installPackage(script, folders, file) {
  const args = [script, ...folders, '--install-extension', file, '--force'];
  const result = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const output = `${result.stdout}${result.stderr}`;
  if (result.status === 0 && /successfully installed/.test(output)) return;
  throw new Error(`VS Code did not install ${file}:\n${output}`);
}

/** The server says on its output where it listens; everything it says stays out of ours. */
function announcedPort(child) {
  let said = '';
  return new Promise((resolve, reject) => {
    const refuse = (reason) => reject(new Error(`VS Code's server ${reason}:\n${said}`));
    const timer = setTimeout(() => refuse('did not start in time'), START_LIMIT_MS);
    const listen = (chunk) => {
      said += said.length < 20_000 ? chunk : '';
      const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', (code) => {
      clearTimeout(timer);
      refuse(`ended with code ${code}`);
    });
  });
}

async function stopGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

function signalGroup(child, signal) {
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(-child.pid, signal);
}

/** The address of a folder in that VS Code; `payload` are pairs that its workbench understands. */
export function addressOf(server, workspace, payload = []) {
  const query = new URLSearchParams({ tkn: server.token, folder: workspace });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.origin}/?${query}`;
}

/** A folder of this machine as the workbench in the browser names it. */
export function remotePath(server, path) {
  return `vscode-remote://127.0.0.1:${server.port}${path}`;
}
