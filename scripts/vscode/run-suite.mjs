import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/bootstrap.mjs';
import { runOnDesktop, usesDesktop } from './desktop.mjs';
import { openWorkbench } from './workbench.mjs';

const RUN_LIMIT_MS = 5 * 60_000;

/**
 * Runs the suites compiled to `out/test/<suites>` inside VS Code, on a copy of `workspace`, with the
 * extension from the project folder or, with `vsix`, from its package.
 * Returns { passed, failures: [{ title, message }] }; throws when VS Code itself did not get that far.
 */
export async function runSuites({ suites, workspace, vsix }) {
  const folder = join(root, 'out/test', suites);
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const run = { workspace, vsix, tests: join(folder, 'index.js'), extension: vsix ? emptyExtension() : root };
  const said = await ((await usesDesktop()) ? runOnDesktop(run) : runInBrowser(run));
  if (!existsSync(report)) throw new Error(`VS Code ended without a report. It said:\n${said}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** VS Code runs tests only beside an extension under development; a package is tested beside this one. */
function emptyExtension() {
  const folder = join(root, 'out/empty-extension');
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'empty', publisher: 'principled-tests', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** Gives what the extension host said on its console, for the case that there is no report. */
async function runInBrowser({ extension, vsix, tests, workspace }) {
  const said = [];
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  const timer = setTimeout(() => end(said.push('(stopped: it took too long)')), RUN_LIMIT_MS);
  const workbench = await openWorkbench({
    extension,
    vsix,
    tests,
    workspace,
    prepare: async (page) => {
      await page.exposeFunction('codeAutomationLog', (type, args) => said.push(`${type}: ${args.join(' ')}`));
      await page.exposeFunction('codeAutomationExit', (code) => end(said.push(`exit code ${code}`)));
    },
  });
  await ended;
  clearTimeout(timer);
  await workbench.close();
  const own = said.filter((line) => !line.startsWith('info: ['));
  return own.slice(-100).join('\n');
}
