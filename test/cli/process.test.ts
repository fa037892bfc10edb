import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderWith } from './support/fake';

/** The command line as a program, with a linter that flags each `EVAL`. */
const program = `
import { start } from './server/src/cli/start';
const meta = { id: 'model-output-to-code', title: 'T', severity: 'error', languages: [], provisions: ['2.2'], cwe: [95], llm: [], asi: [], hasFix: false, why: 'W.', remedy: 'R.' };
const texts = new Map();
void start({
  version: '1.2.3',
  rules: { 'model-output-to-code': meta },
  createLinter: async () => ({
    setFile: (file) => texts.set(file.path, file.text), dropFile() {}, prepare() {}, settle() {}, setRoots() {}, dispose() {}, analysed: () => [], importsOf: () => [], shared: () => undefined,
    lint: (file) => ({ suppressed: [], problems: [], findings: [...texts.get(file).matchAll(/EVAL/g)].map((match) => ({
      ruleId: meta.id, file, span: { start: match.index, end: match.index + 4 }, message: 'It runs.', severity: 'error',
      confidence: 'proven', steps: [], related: [], fixes: [], tags: [] })) }),
  }),
});
`;
const folder = folderWith({ 'code/many.py': 'EVAL\n'.repeat(5000), 'code/one.py': 'EVAL\n', 'clean/a.py': 'x = 1\n' });
const cli = join(folder, 'cli.cjs');

beforeAll(async () => {
  const stdin = { contents: program, resolveDir: process.cwd(), loader: 'ts' as const };
  await esbuild.build({ stdin, bundle: true, platform: 'node', format: 'cjs', target: 'node20', outfile: cli, logLevel: 'error', external: ['xmlbuilder2'] });
});

function run(...args: string[]) {
  return spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 });
}

describe('the program', () => {
  test('ends with the exit code and writes everything into a pipe', () => {
    const found = run('scan', 'code', '--format', 'json');
    expect(found.status).toBe(1);
    expect(JSON.parse(found.stdout).findings).toHaveLength(5001);
    expect(run('scan', 'clean').status).toBe(0);
    const failed = run('scan', 'nowhere', '--format', 'sarif');
    expect(failed.status).toBe(2);
    expect(JSON.parse(failed.stdout).runs).toHaveLength(1);
    expect(failed.stderr).toBe('principled: nowhere: cannot be read (there is no such file or folder)\n');
  });

  test('is quiet when its reader goes away', async () => {
    const child = spawn(process.execPath, [cli, 'scan', 'code', '--format', 'json'], { cwd: folder });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += String(data)));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect({ status, errors }).toEqual({ status: 1, errors: '' });
  });

  test.skipIf(process.platform === 'win32')('waits for no pipe that is given as a path', () => {
    spawnSync('mkfifo', [join(folder, 'pipe.py')]);
    const { status, stderr } = run('scan', 'pipe.py', 'code/one.py');
    expect(status).toBe(1);
    expect(stderr).toContain('pipe.py is not a file; skipped');
  });

  test('shows no stack trace for whatever it is given', () => {
    for (const args of [['scan', '\u001b[31m'], ['scan', ''], ['scan', '--', '--format'], ['scan', '--rule', '=']]) {
      const { status, stderr } = run(...args);
      expect([0, 1, 2]).toContain(status);
      expect(stderr).not.toMatch(/\n {4}at |\u001b/);
    }
  });
});
