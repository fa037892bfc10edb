import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { addressOf, remotePath, startServer } from './server.mjs';

/**
 * Opens VS Code in a browser without a window on a fresh copy of a workspace, with the extension
 * from a folder (`extension`) or from a package (`vsix`).
 *
 * `settings` are VS Code's; `isRestricted` opens the folder in Restricted Mode. `tests` is the entry of suites to run in the extension host. `prepare`
 * gets the page before it loads. Gives { page, folder, close }: `folder` is the copy, and `close`
 * ends browser and server and removes it.
 */
export async function openWorkbench(options) {
  const { workspace, extension, vsix, tests, settings, isRestricted, prepare } = options;
  const { viewport = { width: 1280, height: 800 } } = options;
  const temporary = mkdtempSync(join(tmpdir(), 'principled-vscode-'));
  const opened = [];
  const close = async () => {
    for (const end of opened.reverse()) await end();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const folder = join(temporary, 'workspace');
    cpSync(workspace, folder, { recursive: true });
    const server = await startServer({
      dataFolder: join(temporary, 'data'),
      packages: vsix === undefined ? [] : [vsix],
      // In a browser VS Code saves by itself, and what one test has changed would be there for the next.
      settings: { 'editor.minimap.enabled': false, 'files.autoSave': 'off', ...settings },
      isDriven: true,
      isRestricted,
    });
    opened.push(server.stop);
    const browser = await launchBrowser();
    opened.push(() => browser.close());
    const page = await browser.newPage({ viewport });
    await prepare?.(page);
    await page.goto(addressOf(server, folder, payloadOf(server, { extension, tests })));
    return { page, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function payloadOf(server, { extension, tests }) {
  const payload = [['skipWelcome', 'true'], ['enableProposedApi', '']];
  if (extension !== undefined) payload.push(['extensionDevelopmentPath', remotePath(server, extension)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remotePath(server, tests)]);
  return payload;
}
