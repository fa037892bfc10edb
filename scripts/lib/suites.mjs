import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runSuites } from '../vscode/run-suite.mjs';
import { root } from './bootstrap.mjs';
import { build } from './bundles.mjs';
import { generateAll } from './generate.mjs';
import { packageExtension } from './package.mjs';

/** A step that hangs fails, and the others still run. */
const STEP_LIMIT_MS = 10 * 60_000;
const SELF_LIMIT_MS = 60_000;

const workspace = join(root, 'test/vscode/workspace');

/**
 * Everything that is tested, in order. `run` gives { passed, failures: [{ title, message }] }, or
 * throws, which counts as one failure. `build` comes before whatever uses dist/ and out/.
 */
export const suites = [
  { name: 'generated', about: 'committed derived files are current', run: generatedFiles },
  { name: 'build', about: 'bundles, grammars, editor suites', run: () => counted('build', build) },
  { name: 'types', about: 'tsc', run: () => tool('typescript/bin/tsc', ['-p', '.', '--noEmit']) },
  { name: 'lint', about: 'eslint', run: () => tool('eslint/bin/eslint.js', ['.', '--max-warnings', '0']) },
  { name: 'unit', about: 'fixtures and units, in vitest', run: () => vitest('unit') },
  { name: 'lsp', about: 'conversations with the language server', run: () => vitest('lsp') },
  { name: 'self', about: 'our own sources, scanned by ourselves', run: ownSources },
  { name: 'vscode', about: 'the extension in a real VS Code', run: () => runSuites({ suites: '.', workspace }) },
  { name: 'packed', about: 'the .vsix installed in a real VS Code', run: packedExtension },
  ...(globSync('test/look/*.test.ts', { cwd: root }).length > 0
    ? [{ name: 'look', about: 'VS Code as a person sees it', run: () => vitest('look') }]
    : []),
];

async function generatedFiles() {
  const stale = await generateAll();
  const committed = stale.length === 0 ? '' : git(['ls-files', '--', ...stale]);
  return counted('committed derived files are current', () => {
    if (committed) throw new Error(`These were stale and have been written anew; commit them:\n${committed}`);
  });
}

function git(args) {
  return spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim();
}

function ownSources() {
  return counted('our own sources have no finding', () => {
    const args = [join(root, 'dist/cli.js'), 'scan', 'client/src', 'server', 'scripts', '--fail-on', 'hint'];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', timeout: SELF_LIMIT_MS });
    if (status === null) throw new Error(`the scan was stopped after ${SELF_LIMIT_MS / 1000} s`);
    if (status !== 0) throw new Error(`the scan ended with code ${status}; see above`);
  });
}

async function packedExtension() {
  return runSuites({ suites: 'packed', workspace, vsix: packageExtension() });
}

/** A step that counts as one test. */
async function counted(title, step) {
  try {
    await step();
    return { passed: 1, failures: [] };
  } catch (error) {
    return { passed: 0, failures: [{ title, message: error.message }] };
  }
}

function tool(script, args) {
  return counted(script.split('/')[0], () => {
    const { status } = node(script, args);
    if (status !== 0) throw new Error(status === null ? 'it was stopped: it took too long' : 'see above');
  });
}

function node(script, args) {
  const options = { cwd: root, stdio: 'inherit', timeout: STEP_LIMIT_MS };
  return spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], options);
}

function vitest(project) {
  const output = join(root, `out/vitest-${project}.json`);
  rmSync(output, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${output}`];
  const { status } = node('vitest/vitest.mjs', ['run', '--project', project, ...reporters]);
  if (!existsSync(output)) throw new Error(`vitest ended with code ${status} and without a report.`);
  return readVitest(JSON.parse(readFileSync(output, 'utf8')), status);
}

function readVitest({ numPassedTests, numPendingTests, testResults }, status) {
  const failures = testResults.flatMap(({ name, message, status: fileStatus, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    // A file that could not even be loaded has no tests to blame.
    if (failed.length === 0) return fileStatus === 'failed' ? [{ title: name, message }] : [];
    return failed.map(({ fullName }) => ({ title: fullName, message: 'see above' }));
  });
  if (failures.length === 0 && status !== 0) failures.push({ title: 'vitest', message: `it ended with code ${status}` });
  return { passed: numPassedTests, skipped: numPendingTests, failures };
}
