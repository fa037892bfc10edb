import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { parseConfig, settingsFor, type UserFacts } from '../../server/src/lint/config';
import { matcher } from '../../server/src/lint/globs';
import { defaultSettings } from '../../server/src/lint/settings';
import { stringify } from 'yaml';

const ids = ['model-output-to-code', 'hardcoded-api-key'];
const read = (text: string) => {
  const { config, problems } = parseConfig(text, ids);
  return { config, problems: problems.map((p) => `${p.line}: ${p.message}`) };
};

describe('principled.yaml', () => {
  test('is read', () => {
    const { config, problems } = read(`
severity:
  model-output-to-code: warning
  hardcoded-api-key: off
  unused-suppression: off
minimumConfidence: proven
exclude: ["tests/**", vendor]
overrides:
  - files: ["scripts/**"]
    severity: { model-output-to-code: hint }
`);
    expect(problems).toEqual([]);
    expect(config).toEqual({
      severity: { 'model-output-to-code': 'warning', 'hardcoded-api-key': 'off', 'unused-suppression': 'off' },
      minimumConfidence: 'proven',
      exclude: ['tests/**', 'vendor'],
      overrides: [{ files: ['scripts/**'], severity: { 'model-output-to-code': 'hint' } }],
      models: {},
    });
  });

  test.each([
    ['an empty file', ''], ['comments alone', '# nothing yet\n'], ['a key without a value', 'severity:\nexclude:\n'],
  ])('%s says nothing', (_what, text) => {
    expect(read(text)).toEqual({ config: { severity: {}, exclude: [], overrides: [], models: {} }, problems: [] });
  });

  test.each([
    ['severity:\n  hardcoded-api-key: eror\n', '2: severity.hardcoded-api-key: expected `error`, `warning`, `information`, `hint` or `off`, found `eror`; did you mean `error`?'],
    ['severity:\n  hardcoded-api-keys: error\n', '2: severity: there is nothing called `hardcoded-api-keys` here; did you mean `hardcoded-api-key`?'],
    ['severities:\n  a: b\n', '1: there is nothing called `severities` here; did you mean `severity`?'],
    ['exclude: tests\n', '1: exclude: expected a list, found `tests`.'],
    ['exclude:\n  - a\n  - 3\n', '3: exclude[1]: expected a text, found `3`.'],
    ['- a\n- b\n', '1: The file: expected a mapping of names and values, found a list.'],
    ['overrides:\n  - severity: {}\n', '2: overrides[0]: expected `files`, which is missing.'],
    ['models:\n  sinks:\n    - family: shel\n      arguments: ["0"]\n', '3: models.sinks[0].family: expected'],
  ])('says where and what was expected: %j', (text, problem) => {
    expect(read(text).problems[0]).toContain(problem);
  });

  test('one bad entry costs only itself', () => {
    const { config, problems } = read(`
severity: { model-output-to-code: loud, hardcoded-api-key: hint }
minimumConfidence: certain
exclude: [a, [b], c]
models:
  loggers:
    - calls: [my.audit]
    - calls: 3
  inference:
    - calls: [my.llm.ask]
      kind: chat
      prompts: [{ argument: "0", role: user }, { argument: "1", role: boss }]
`);
    expect(problems).toHaveLength(5);
    expect(config).toEqual({
      severity: { 'hardcoded-api-key': 'hint' },
      exclude: ['a', 'c'],
      overrides: [],
      models: {
        loggers: [{ calls: ['my.audit'] }],
        inference: [{ calls: ['my.llm.ask'], kind: 'chat', prompts: [{ argument: '0', role: 'user' }] }],
      },
    });
  });

  test('broken YAML is a problem with its line, and what was read counts', () => {
    const { config, problems } = read('severity:\n  hardcoded-api-key: hint\nexclude: ["a"\nminimumConfidence: proven\n');
    expect(problems[0]).toMatch(/^[345]: This is not valid YAML: /);
    expect(config.severity).toEqual({ 'hardcoded-api-key': 'hint' });
  });

  test('keys of every object are no settings', () => {
    expect(read('__proto__: {a: b}\nconstructor: 1\n').problems).toHaveLength(2);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test('aliases of aliases end', () => {
    const many = (alias: string) => `[${Array(500).fill(alias).join(', ')}]`;
    const text = `models:\n  sinks:\n    - &s {family: shell, arguments: &a ${many('x')}, when: &w ${many('{argument: x, firstElementIn: *a}')}}\n`
      + Array(500).fill('    - {family: shell, arguments: *a, when: *w}\n').join('');
    const start = performance.now();
    expect(read(text).problems.join()).toContain('the file says too much');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('never throws', () => {
    const words = fc.constantFrom('severity', 'models', 'exclude', ':', ' ', '\n', '\n  ', '- ', '&a', '*a', '{', '}', '[', ']', '"', '<<', '!!', '|', '%', '\t', '?', '---\n');
    fc.assert(fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
      parseConfig(parts.join(''), ids);
    }), { numRuns: 300 });
  });
});

/** Every field set, so that a field the format gains and the schema lacks does not compile here. */
type Full<T> = T extends (infer U)[] ? Full<U>[] : T extends object ? { [K in keyof T]-?: Full<T[K]> } : T;
const everything: Full<UserFacts> = {
  inference: [{
    on: ['a'], calls: ['a'], command: ['a'], kind: 'chat', prompts: [{ argument: '0', role: 'user' }], result: 'text',
    metadata: ['a'], raw: ['a'], text: ['a'], stop: ['a'], validated: ['a'], schema: ['a'], form: ['a'], limit: ['a'], limitOptional: true, user: ['a'],
    timeout: { arguments: ['a'], unit: 's' }, model: ['a'], tools: ['a'], callbacks: [{ argument: 'a', parameter: 0 }], logged: true, routed: ['a'], mute: ['a'],
  }],
  clears: [{ families: ['*', 'json'], members: ['a'], calls: ['a'], on: ['a'], argument: '0', effect: 'both', resolved: true, schema: 'callee', member: 'a' }],
  loggers: [{ on: ['a'], calls: ['a'] }],
  sources: [{
    label: 'secret', calls: ['a'], chosenBy: ['0'], members: ['a'], whole: true, families: ['shell'], responds: true, types: ['a'], not: ['a'], decorators: ['a'], injections: ['a'],
    parameterDecorators: ['a'], entryPoints: [{ names: ['*'], on: ['a'], imports: ['a'], firstParameter: 'a', parameterNames: ['a'], files: 'a', directive: 'a', parameters: { 0: 'source' } }],
    handlers: [{ calls: ['a'], on: ['a'], handler: '0', parameters: { 0: 'source' } }], label_text: 'a', likely: 'a',
  }],
  sinks: [{
    family: 'shell', calls: ['a'], on: ['a'], arguments: ['0'], properties: ['a'], label: 'a', likely: 'a', makes: true, methods: { names: ['a'], receivers: ['a'] },
    when: [{ argument: '0', equals: true, notEquals: null, present: true, isText: true, isConstant: true, firstElementIn: ['a'], resolvesTo: ['a'], includes: ['a'], excludes: ['a'], begins: ['a'], program: ['a'], interactive: ['a'], optionsOnly: true, named: ['a'] }],
  }],
  parsers: [{ calls: ['a'], argument: '0' }],
  tracing: [{ calls: ['a'], decorators: ['a'], imports: ['a'], wrappers: ['a'], arguments: ['a'], hosts: ['a'], environment: ['a'], files: ['a'], monitoring: ['a'], silent: ['a'] }],
  tools: [{
    decorators: ['a'], classes: [{ path: 'a', methods: ['a'] }],
    calls: [{ path: 'a', each: '0', handler: '0', parameter: '0', schema: ['a'], description: ['a'], name: ['a'], when: [] as never[] }],
  }],
};

test('facts of every kind pass through as they are', () => {
  const { config, problems } = read(stringify({ models: everything }));
  expect(problems).toEqual([]);
  expect(config.models).toEqual(everything);
});

describe('settings of a file', () => {
  const { config } = parseConfig(`
severity: { model-output-to-code: warning }
exclude: [vendor]
overrides:
  - { files: ["tests/**"], severity: { model-output-to-code: off } }
  - { files: ["*.ipynb.py"], severity: { model-output-to-code: hint } }
`, ids);
  const base = { ...defaultSettings, severity: { 'hardcoded-api-key': 'off' as const }, exclude: ['out'] };
  test.each([
    ['src/app.py', 'warning'], ['tests/test_app.py', 'off'], ['tests/x.ipynb.py', 'hint'],
  ])('%s: %s', (path, severity) => {
    expect(settingsFor(config, path, base)).toEqual({
      ...defaultSettings, severity: { 'hardcoded-api-key': 'off', 'model-output-to-code': severity }, exclude: ['out', 'vendor'],
    });
  });
});

test.each([
  ['*.py', 'a/b/c.py', true], ['a/*.py', 'a/b/c.py', false], ['a/**', 'a/b/c.py', true], ['**/c.py', 'c.py', true],
  ['vendor', 'x/vendor/y.js', true], ['vendor/', 'vendor/y.js', true], ['./a/b', 'a/b/c.py', true], ['/a/b', 'a/b/c.py', true],
  ['*.{js,ts}', 'x/y.ts', true], ['a b/*', 'a b/c', true], ['.github/**', '.github/x.js', true], ['test_*.py', 'test_a.py', true],
  ['**', '.x/.y.py', true], ['', 'a', false], ['[', 'a', false], ['a', 'ab', false],
])('glob %s takes %s: %s', (glob, path, expected) => {
  expect(matcher([glob])(path)).toBe(expected);
});
