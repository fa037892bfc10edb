import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { spawnSync } from 'node:child_process';
import { cacheFolder } from './install.mjs';

const DOWNLOADS = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Whether the suites can run in desktop VS Code: one is given by VSCODE_TEST_PATH, a version is
 * asked for by VSCODE_TEST_VERSION, or there is a display and the download answers.
 */
export async function usesDesktop() {
  const { VSCODE_TEST_PATH, VSCODE_TEST_VERSION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (VSCODE_TEST_PATH || VSCODE_TEST_VERSION) return true;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return false;
  return answers(DOWNLOADS);
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false; // No connection, or one that reaches no further than a package registry.
  }
}

/** Runs suites in desktop VS Code on a copy of the workspace; its output goes to the terminal. */
export async function runOnDesktop({ extension, vsix, tests, workspace }) {
  const temporary = mkdtempSync(join(tmpdir(), 'principled-vscode-'));
  try {
    const executable = await desktopVsCode();
    const own = [`--user-data-dir=${join(temporary, 'user')}`, `--extensions-dir=${join(temporary, 'extensions')}`];
    if (vsix) installPackage(executable, own, vsix);
    cpSync(workspace, join(temporary, 'workspace'), { recursive: true });
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [join(temporary, 'workspace'), ...own, '--disable-workspace-trust', '--skip-welcome'],
    }).then(
      () => '',
      (error) => error.message,
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function desktopVsCode() {
  const { VSCODE_TEST_PATH, VSCODE_TEST_VERSION = 'stable' } = process.env;
  if (VSCODE_TEST_PATH) return VSCODE_TEST_PATH;
  return downloadAndUnzipVSCode({ version: VSCODE_TEST_VERSION, cachePath: join(cacheFolder(), 'vscode-desktop') });
}

function installPackage(executable, own, vsix) {
  const [cli] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const args = [...own, '--install-extension', vsix, '--force'];
  const result = spawnSync(cli, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error(`VS Code did not install ${vsix}:\n${result.stdout}${result.stderr}`);
}
