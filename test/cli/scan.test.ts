import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGlance } from '../../server/src/host/glance';
import { folderWith, runIn } from './support/fake';

const flagged = 'x = EVAL(reply)\n';

async function scanJson(folder: string, args: readonly string[] = []) {
  const ran = await runIn(folder, ['scan', '--format', 'json', ...args]);
  return { ...ran, report: JSON.parse(ran.out) };
}

describe('exit codes', () => {
  const folder = folderWith({ 'a.py': flagged, 'warn/b.py': 'CALL(x)', 'clean/c.py': 'x = 1\n', 'empty/.keep': '' });
  test.each([
    [['.'], 1], [['clean'], 0], [['empty'], 0], [['warn'], 0], [['clean', 'a.py'], 1], [[], 1],
    [['warn', '--fail-on', 'warning'], 1], [['warn', '--fail-on=hint'], 1], [['.', '--fail-on', 'never'], 0],
    [['warn', '--min-confidence', 'proven', '--fail-on', 'hint'], 0],
    [['.', '--rule', 'model-output-to-code=warning'], 0], [['.', '--rule', 'model-output-to-code=off', '--rule', 'unlogged-inference=error'], 1],
    [['nowhere'], 2], [['clean', 'nowhere'], 2],
  ])('scan %j: %i', async (args, code) => {
    expect((await runIn(folder, ['scan', ...args])).code).toBe(code);
  });
});

describe('mistakes on the command line', () => {
  const folder = folderWith({ 'a.py': flagged });
  test.each([
    [['scan', '--formt', 'json'], 'There is no option `--formt`; did you mean `--format`?'],
    [['scan', '--format', 'xml'], '`--format` expects `text`, `json`, `sarif`, `markdown` or `html`, not `xml`.'],
    [['scan', '--format'], '`--format` needs a value.'],
    [['scan', '--output', '--format', 'json'], '`--output` needs a value.'],
    [['scan', '--all-rules=yes'], '`--all-rules` takes no value.'],
    [['scan', '--fail-on', 'critical'], '`--fail-on` expects'],
    [['scan', '--rule', 'model-output-to-cod=error'], 'There is no rule `model-output-to-cod`; did you mean `model-output-to-code`?'],
    [['scan', '--rule', 'model-output-to-code'], '`--rule` expects a rule and a severity'],
    [['scan', '--rule', 'model-output-to-code=loud'], '`--rule model-output-to-code=` expects'],
    [['scan', '--__proto__', 'x'], 'There is no option `--__proto__`.'],
    [['scan', ''], 'One of the paths is empty.'],
    [['scn'], 'There is no command `scn`; did you mean `scan`?'],
    [['invent', '.'], 'There is no command `invent`'],
    [['--scan'], 'There is no option `--scan`'],
    [['rules', 'x'], '`rules` takes no path'],
    [['rules', '--format', 'html'], '`--format` expects `text`, `json` or `markdown`'],
    [['scan', '--output', 'none/x.json'], 'none/x.json: cannot be written (there is no such folder)'],
    [['scan', '--output', '.'], '.: cannot be written (it is a folder)'],
  ])('%j', async (args, message) => {
    const { code, out, errors } = await runIn(folder, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toContain(`principled: ${message}`);
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  test('a path that is not there costs only itself', async () => {
    const { code, errors, report } = await scanJson(folder, ['nowhere', 'a.py']);
    expect(code).toBe(2);
    expect(errors).toBe('principled: nowhere: cannot be read (there is no such file or folder)\n');
    expect(report.findings).toHaveLength(1);
    expect(report.failures).toHaveLength(1);
  });

  test('a linter that cannot start is a plain message', async () => {
    const failing = { createLinter: () => Promise.reject(new Error('The grammar python differs from the one this was built with.')) };
    const { code, errors } = await runIn(folder, ['scan'], failing);
    expect(code).toBe(2);
    expect(errors).toBe('principled: The grammar python differs from the one this was built with.\n');
  });
});

test('help, version and no command at all', async () => {
  expect(await runIn('/', ['--help'])).toMatchObject({ code: 0, errors: '' });
  expect((await runIn('/', ['scan', '-h'])).out).toContain('Usage');
  expect(await runIn('/', ['--version'])).toMatchObject({ code: 0, out: '1.2.3\n' });
  const none = await runIn('/', []);
  expect(none).toMatchObject({ code: 2, out: '' });
  expect(none.errors).toContain('Usage');
});

describe('files that cannot be examined are counted and named', () => {
  const folder = folderWith({
    'good.py': flagged,
    'latin.py': Buffer.from([0x23, 0x20, 0xe9, 0x0a]),
    'binary.js': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]),
    'utf16.ts': Buffer.from('\ufeffconst x = 1', 'utf16le'),
    'bom.py': `\ufeff${flagged}`,
    'huge.py': 'x = 1\n'.repeat(300_000),
    'packed.js': 'a'.repeat(20_000),
    'throws.py': 'THROW\n',
    'slow.py': 'PROBLEM\n',
    'notes.txt': 'not source',
    'weird  name\n[1];%20é😀.py': flagged,
    '-dash.py': flagged,
  });
  symlinkSync(folder, join(folder, 'loop'));
  symlinkSync('/nowhere', join(folder, 'broken.py'));

  test('and the rest of the scan goes on', async () => {
    const { code, errors, report } = await scanJson(folder);
    expect(code).toBe(1);
    expect(report.findings.map((one: { path: string }) => one.path)).toEqual(['-dash.py', 'bom.py', 'good.py', 'weird  name\n[1];%20é😀.py']);
    expect(report.skipped).toEqual([
      { path: 'binary.js', reason: 'not-text', message: 'is binary' },
      { path: 'huge.py', reason: 'too-large', message: 'is too large (1.8 MB)' },
      { path: 'latin.py', reason: 'not-text', message: 'is not UTF-8 text' },
      { path: 'packed.js', reason: 'minified', message: 'is minified' },
      { path: 'utf16.ts', reason: 'not-text', message: 'is UTF-16; only UTF-8 is read' },
    ]);
    expect(report.summary.skipped).toEqual({ 'not-text': 3, 'too-large': 1, minified: 1, link: 2 });
    expect(report.problems).toEqual([
      { path: 'slow.py', kind: 'budget', message: 'took too long', line: 1 },
      { path: 'throws.py', kind: 'rule-failed', message: 'could not be examined (no such node)' },
    ]);
    expect(errors.split('\n').filter(Boolean)).toHaveLength(4);
    expect(errors).toContain('principled: latin.py is not UTF-8 text; skipped\n');
  });

  test.each([['latin.py', 'is not UTF-8 text'], ['binary.js', 'is binary'], ['notes.txt', 'is in no language that is examined']])(
    '%s given by name is named, and no failure', async (name, message) => {
      expect(await runIn(folder, ['scan', name])).toMatchObject({ code: 0, errors: `principled: ${name} ${message}; skipped\n` });
    },
  );

  test('names that look like options are taken behind --', async () => {
    expect((await scanJson(folder, ['--', '-dash.py'])).report.findings).toHaveLength(1);
  });
});

describe('principled.yaml', () => {
  test('is found above, and its globs are relative to it', async () => {
    const folder = folderWith({
      'principled.yaml': 'severity: {model-output-to-code: warning}\nexclude: [app/gen]\noverrides: [{files: ["app/x/**"], severity: {model-output-to-code: hint}}]\n',
      'app/a.py': flagged, 'app/gen/b.py': flagged, 'app/x/c.py': flagged,
    });
    const { code, report } = await scanJson(folder, ['app']);
    expect(code).toBe(0);
    expect(report.findings.map((one: { path: string; severity: string }) => `${one.path} ${one.severity}`)).toEqual(['app/a.py warning', 'app/x/c.py hint']);
    expect(report.summary.skipped).toEqual({ excluded: 1 });
    expect((await scanJson(folder, ['app', '--rule', 'model-output-to-code=error'])).report.summary.findings.error).toBe(2);
  });

  test('that is broken costs only what is broken', async () => {
    const folder = folderWith({ 'principled.yaml': 'severity:\n  model-output-to-code: loud\n  hardcoded-api-key: off\n', 'a.py': `${flagged}KEY(abc)` });
    const { code, errors, report } = await scanJson(folder);
    expect(code).toBe(2);
    expect(errors).toMatch(/^principled: .*principled\.yaml:2: severity\.model-output-to-code: expected `error`, .*\n$/);
    expect(report.findings.map((one: { ruleId: string }) => one.ruleId)).toEqual(['model-output-to-code']);
  });

  test('can be given by name, and must then be there', async () => {
    const folder = folderWith({ 'a.py': flagged, 'principled.yaml': '[', 'ci/p.yaml': 'minimumConfidence: proven\nexclude: ["a.py"]' });
    expect((await scanJson(folder, ['--config', 'ci/p.yaml'])).report).toMatchObject({ findings: [], failures: [] });
    const missing = await runIn(folder, ['scan', '--config', 'none.yaml']);
    expect(missing.code).toBe(2);
    expect(missing.errors).toContain('none.yaml: cannot be read');
  });
});

describe('what is walked', () => {
  test('each file once, by language, with settings of its own', async () => {
    const folder = folderWith({ 'a.py': flagged, 'b/c.tsx': flagged });
    const { report, linters } = await scanJson(folder, ['.', 'a.py', 'b', 'b/c.tsx']);
    expect(report.findings).toHaveLength(2);
    expect(linters).toHaveLength(1);
    expect(linters[0]?.isDisposed).toBe(true);
  });

  test('files that name no SDK are counted and not examined', async () => {
    const folder = folderWith({ 'a.py': 'import openai\nEVAL(x)', 'b.py': 'EVAL(x)' });
    const { out } = await runIn(folder, ['scan', '--format', 'json'], { createGlance: () => createGlance(['openai']) });
    expect(JSON.parse(out).summary).toMatchObject({ examined: 1, unrelated: 1 });
  });

  test('a file that names no SDK is examined when the analysis of another followed values into it', async () => {
    const folder = folderWith({ 'a.py': 'import openai\nDRAW(b.py)', 'b.py': 'EVAL(x)', 'c.py': 'EVAL(x)' });
    const { out } = await runIn(folder, ['scan', '--format', 'json'], { createGlance: () => createGlance(['openai']) });
    const report = JSON.parse(out);
    expect(report.summary).toMatchObject({ examined: 2, unrelated: 1 });
    expect(report.findings.map((one: { path: string }) => one.path)).toEqual(['b.py']);
  });

  test('a file of a large package that shares a name with an SDK is passed over, unless a key is written in it', async () => {
    const others = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`algebra/f${index}.py`, 'x = 1\n']));
    const folder = folderWith({
      ...others, 'algebra/__init__.py': '', 'algebra/together.py': 'x = 1\n', 'algebra/a.py': `from algebra.together import together\n${flagged}`,
      'algebra/key.py': `together = "sk-${'a1'.repeat(12)}"\n${flagged}`, 'app.py': `import together\n${flagged}`,
    });
    const { out } = await runIn(folder, ['scan', '--format', 'json'], {
      createGlance: () => createGlance(['together']),
      createAnchors: () => ({ hasHost: createGlance(['api.example.com']), isSdk: (specifier) => /^together\b/.test(specifier) }),
    });
    expect(JSON.parse(out).findings.map((one: { path: string }) => one.path)).toEqual(['app.py', 'algebra/key.py']);
  });

  test('paths are relative to the folder that holds all of them', async () => {
    const folder = folderWith({ 'p/a/x.py': flagged, 'p/b/y.py': flagged, 'elsewhere/z': '' });
    const { report } = await scanJson(join(folder, 'elsewhere'), ['../p/a', '../p/b/y.py']);
    expect(report.root).toBe(join(folder, 'p'));
    expect(report.findings.map((one: { path: string }) => one.path)).toEqual(['a/x.py', 'b/y.py']);
  });
});

test('output to a file', async () => {
  const folder = folderWith({ 'a.py': flagged });
  const { code, out, errors } = await runIn(folder, ['scan', '--format', 'json', '--output', 'r.json']);
  expect({ code, out, errors }).toEqual({ code: 1, out: '', errors: 'principled: 1 error, written to r.json\n' });
  expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')).findings).toHaveLength(1);
});

test.skipIf(process.platform !== 'linux')('output that cannot be written in the end is a failure', async () => {
  const { code, errors } = await runIn(folderWith({ 'a.py': flagged }), ['scan', '--output', '/dev/full']);
  expect(code).toBe(2);
  expect(errors).toContain('/dev/full: cannot be written (the disk is full)');
});
