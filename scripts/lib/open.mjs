import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cacheFolder, installCodeServer } from '../vscode/install.mjs';
import { addressOf, startServer } from '../vscode/server.mjs';
import { root } from './bootstrap.mjs';
import { packageExtension } from './package.mjs';
import { findBrowser, findProgram, missingBrowser } from './system.mjs';

/** The same each time, because a browser keeps its settings by address. */
const PORT = 3417;

/** Opens a folder in VS Code with this extension. Resolves to the exit code, in the browser's case when it is stopped. */
export async function openVsCode({ folder, inBrowser = false }) {
  const code = inBrowser ? undefined : findProgram('code', 'codium');
  if (code === undefined) return serve(folder);
  console.log(`Opening ${folder} in ${code} …`);
  const args = [`--extensionDevelopmentPath=${root}`, folder];
  const { status } = spawnSync(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return 0;
  console.log(`${code} did not start (see above); opening VS Code in the browser instead.`);
  return serve(folder);
}

async function serve(folder) {
  installCodeServer();
  const server = await startServer({
    dataFolder: join(cacheFolder(), 'vscode-data'),
    packages: [packageExtension()],
    port: (await isFree(PORT)) ? PORT : 0,
  });
  const address = addressOf(server, folder);
  for (const line of missingBrowser()) console.log(line);
  console.log(`\nVS Code is open at\n\n  ${address}\n\nOnly this machine can reach it. Ctrl+C ends it.`);
  showInBrowser(address);
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => server.stop().then(() => resolve(0)));
  });
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Shows the address where there is a screen; elsewhere the printed line is enough. */
function showInBrowser(address) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? findProgram('xdg-open') ?? findBrowser();
  if (opener === undefined) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('Open the address yourself: no program took it.'));
  child.unref();
}
