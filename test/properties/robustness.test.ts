import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { createLinter } from '../../server/src/lint/createLinter';
import type { Edit, SourceFile } from '../../server/src/lint/linter';
import { defaultSettings } from '../../server/src/lint/settings';
import { bundledParsers } from '../support/fixtures';
import { lines, pythonShapes, scriptShapes } from './shapes';
import { named, sources } from './source';

/** Far above what any of these takes, for machines that are busy with other work. */
const LIMIT_MS = 20_000;

const disk = new Map<string, string>();
const linter = createLinter(await bundledParsers(), {
  readText: (path) => disk.get(path),
  isFile: (path) => disk.has(path),
  list: () => [],
});
const extensions: Readonly<Partial<Record<LanguageId, string>>> = { python: 'py', typescript: 'ts', typescriptreact: 'tsx' };

const written = vi.spyOn(process.stdout, 'write');
const logged = (['log', 'info', 'debug', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));

beforeEach(() => {
  for (const spy of [written, ...logged]) spy.mockClear();
});

// Standard output belongs to the protocol and to reports.
afterEach(() => {
  for (const spy of [written, ...logged]) expect(spy).not.toHaveBeenCalled();
});

/** Lints the files one after another; says what went wrong, and which rules found something. */
function examine(files: readonly SourceFile[]) {
  const started = performance.now();
  for (const file of files) {
    disk.set(file.path, file.text);
    linter.setFile(file);
  }
  const results = files.map((file) => linter.lint(file.path, defaultSettings));
  const took = performance.now() - started;
  for (const file of files) linter.dropFile(file.path);
  disk.clear();
  expect(results.flatMap((result) => result.problems)).toEqual([]);
  expect(took).toBeLessThan(LIMIT_MS);
  return new Set(results.flatMap((result) => result.findings).map((finding) => finding.ruleId));
}

/** Some characters replaced by others, as an editor tells of it. */
function withSlip(text: string, { at, removed, scrap }: { at: number; removed: number; scrap: string }): { text: string; edit: Edit } {
  const start = at % (text.length + 1);
  const oldEnd = Math.min(text.length, start + removed);
  return { text: text.slice(0, start) + scrap + text.slice(oldEnd), edit: { start, oldEnd, newEnd: start + scrap.length } };
}

describe('programs of unusual size', () => {
  test.each([...pythonShapes, ...scriptShapes])('$name', ({ language, text, isLost }) => {
    const found = examine([{ path: `/project/shape.${extensions[language]!}`, language, text }]);
    if (!isLost) expect([...found].filter((id) => id.startsWith('model-output-to-'))).toHaveLength(1);
  }, 3 * LIMIT_MS);
});

describe('many modules', () => {
  const path = (index: number): string => `/project/m${index}.py`;
  const module = (imports: readonly number[], index: number): SourceFile => ({
    path: path(index), language: 'python',
    text: `import subprocess
from openai import OpenAI
${imports.map((other) => `from m${other} import relay_${other}`).join('\n')}

def relay_${index}(text):
    if not text:
        return relay_${imports[0]!}(text)
    subprocess.run(text, shell=True)
    return OpenAI().responses.create(model="m", input=text).output_text

def run_${index}(q):
    ${imports.map((other) => `relay_${other}(relay_${index}(q))`).join('\n    ')}
`,
  });

  test('a ring of 50', () => {
    expect(examine(Array.from({ length: 50 }, (_, index) => module([(index + 1) % 50], index)))).toContain('model-output-to-shell');
  }, 3 * LIMIT_MS);

  test('50 that each import all others', () => {
    const all = Array.from({ length: 50 }, (_, index) => index);
    expect(examine(all.map((index) => module(all.filter((other) => other !== index), index)))).toContain('model-output-to-shell');
  }, 3 * LIMIT_MS);

  test('50 packages that hand on all names of the next', () => {
    const files = Array.from({ length: 50 }, (_, index): SourceFile => ({
      path: `/project/b${index}.ts`, language: 'typescript',
      text: `export * from "./b${(index + 1) % 50}";\nexport { own${(index + 1) % 50} as other${index} } from "./b${(index + 1) % 50}";\nexport function own${index}(text: string) {\n  return text;\n}\n`,
    }));
    examine([...files, { path: '/project/use.ts', language: 'typescript', text: 'import { own3, missing } from "./b0";\nown3(missing);\n' }]);
  }, 3 * LIMIT_MS);

  test('a file that imports itself', () => {
    expect(examine([module([0], 0)])).toContain('model-output-to-shell');
  });
});

describe('files that somebody is typing in', () => {
  const anySource = fc.constantFrom(...sources.map((source) => source.name));

  test('the start of any fixture', () => {
    fc.assert(fc.property(anySource, fc.double({ min: 0, max: 1, noNaN: true }), (name, part) => {
      const { path, language, text } = named(name);
      examine([{ path, language, text: text.slice(0, Math.floor(text.length * part)) }]);
    }), { numRuns: 300, seed: 1 });
  }, 3 * LIMIT_MS);

  const scrap = fc.oneof(
    fc.constantFrom('(', ')', '[', ']', '{', '}', '"', "'", '`', '"""', ':', ',', '.', '=', '\\', '#', '//', '/*', '*/', '${', '\n', '\t', '    ', '\r\n', 'def ', 'class ',
      'async ', 'await ', 'lambda ', 'return ', 'if ', 'else', 'for ', 'import ', 'from ', 'export ', '=> ', '...', '**', '@', 'f"{', '<div>', '</', '\0', '\uFEFF', '😀', '\uD800', '\u2028'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const slip = fc.record({ at: fc.nat(100_000), removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)), scrap });

  test('any fixture with slips of the keyboard', () => {
    fc.assert(fc.property(anySource, fc.array(slip, { minLength: 1, maxLength: 8 }), (name, slips) => {
      const { path, language, text } = named(name);
      examine([{ path, language, text: slips.reduce((now, one) => withSlip(now, one).text, text) }]);
    }), { numRuns: 500, seed: 2 });
  }, 3 * LIMIT_MS);

  test('any fixture with its lines in another order', () => {
    fc.assert(fc.property(anySource.chain((name) => fc.tuple(fc.constant(name), fc.shuffledSubarray(named(name).text.split('\n')))), ([name, mixed]) => {
      const { path, language } = named(name);
      examine([{ path, language, text: mixed.join('\n') }]);
    }), { numRuns: 150, seed: 3 });
  }, 3 * LIMIT_MS);

  test('any fixture read as any other language', () => {
    fc.assert(fc.property(anySource, fc.constantFrom<LanguageId>('python', 'javascript', 'typescript', 'typescriptreact', 'javascriptreact'), (name, language) => {
      const { path, text } = named(name);
      examine([{ path, language, text }]);
    }), { numRuns: 150, seed: 4 });
  }, 3 * LIMIT_MS);

  test('a file typed key by key says the same as one read at once', async () => {
    const typing = createLinter(await bundledParsers());
    fc.assert(fc.property(anySource, fc.array(slip, { minLength: 1, maxLength: 5 }), (name, slips) => {
      const { path, language, text } = named(name);
      typing.setFile({ path, language, text });
      let now = text;
      for (const one of slips) {
        const slipped = withSlip(now, one);
        now = slipped.text;
        typing.setFile({ path, language, text: now }, [slipped.edit]);
        typing.lint(path, defaultSettings);
      }
      typing.settle();
      const typed = typing.lint(path, defaultSettings).findings;
      typing.dropFile(path);
      linter.setFile({ path, language, text: now });
      const read = linter.lint(path, defaultSettings).findings;
      linter.dropFile(path);
      expect(typed.map(({ ruleId, span }) => ({ ruleId, span }))).toEqual(read.map(({ ruleId, span }) => ({ ruleId, span })));
    }), { numRuns: 150, seed: 5 });
    typing.dispose();
  }, 3 * LIMIT_MS);
});

test('very long words and lines do not slow the matching of texts', () => {
  const long = [
    `SELECT ${'a'.repeat(100_000)}`, `${'<'.repeat(50_000)}`, `${'{{'.repeat(50_000)}`, `sk-${'a-'.repeat(50_000)}`, `${'https://'.repeat(10_000)}`,
    `${' '.repeat(100_000)}x`, `${'\\n'.repeat(50_000)}`, `${'$('.repeat(50_000)}`, `${"'".repeat(50_000)}`, `${'0x'.repeat(50_000)}`, `${'.'.repeat(100_000)}`,
  ];
  const text = `from openai import OpenAI\nimport subprocess, re, html\nclient = OpenAI(api_key=${JSON.stringify(long[3])})\n${lines(long.length, (i) => `
def run_${i}(q):
    out = client.responses.create(model="m", input=${JSON.stringify(long[i])} + q).output_text
    if re.fullmatch(${JSON.stringify(long[i])}, out):
        subprocess.run(${JSON.stringify(long[i])} + out, shell=True)
    cursor.execute(f"${long[i]!.replaceAll('{', '{{').replaceAll('\\n', ' ').replaceAll('"', '')}{out}")
    # ${long[i]!} principled: allow ${'x'.repeat(1000)}
    requests.get(${JSON.stringify(long[i])} + out)
`)}`;
  examine([{ path: '/project/long.py', language: 'python', text }]);
}, 3 * LIMIT_MS);
