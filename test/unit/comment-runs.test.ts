import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { LiveText } from '../../server/src/analysis/languages/live';
import { lower, nothingRead, parseOnce, parserText, treeOf } from '../../server/src/analysis/languages/parse';
import { copyTree } from '../../server/src/analysis/languages/syntax';
import type { LanguageId, Program } from '../../server/src/analysis/program/program';
import { createLinter } from '../../server/src/lint/createLinter';
import { defaultSettings } from '../../server/src/lint/settings';
import { allFixtures, bundledParsers } from '../support/fixtures';

const parsers = await bundledParsers();
const paths = allFixtures().flatMap((fixture) => fixture.files).filter((path) => languageOfPath(path) !== undefined);
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150), seed: Number(process.env['PROPERTY_SEED'] ?? 1) };

/** How often the parser asks for a piece of the text, for each of the pieces that it has. */
function readsOf(language: LanguageId, text: string): number {
  let reads = 0;
  const tree = parsers.parser(language).parse((index: number) => {
    reads++;
    return text.slice(index, index + 5_000);
  });
  tree!.delete();
  return reads / (text.length / 5_000);
}

function lowered(language: LanguageId, text: string): Program {
  const tree = parsers.parser(language).parse(text)!;
  const program = lower(copyTree(tree, text), language);
  tree.delete();
  return program;
}

const many = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');

describe('a long run of comments is read once', () => {
  const count = 1_500;
  test.each<[string, LanguageId, string]>([
    ['at the top level', 'python', `a = 1\n${many(count, (i) => `# number ${i}, of many like it\n`)}b = 2\n`],
    ['at the end', 'python', `a = 1\n${many(count, (i) => `# number ${i}, of many like it\n`)}`],
    ['in a block', 'python', `def f():\n    a = 1\n${many(count, (i) => `    # number ${i}, of many like it\n`)}    return a\n`],
    ['at any column', 'python', `def f():\n    a = 1\n${many(count, (i) => `${' '.repeat(4 * (i % 3))}# number ${i}, of many like it\n`)}    return a\n`],
    ['with lines between', 'python', many(count, (i) => `# number ${i}, of many like it\r\n\r\n`)],
    ['in an expression', 'typescript', `const a = b\n${many(count, (i) => `// number ${i}, of many like it\n`)}  + c;\n`],
    ['in a chain', 'javascript', `const a = b\n${many(count, (i) => `  // number ${i}, of many like it\r\n`)}  .then();\n`],
  ])('%s', (_, language, text) => {
    const parsed = parserText(text, language);
    expect(parsed).toHaveLength(text.length);
    expect(readsOf(language, parsed)).toBeLessThan(8);
    const { comments } = parseOnce(parsers, language, text);
    expect(comments).toHaveLength(count);
    expect(comments.map((comment) => comment.text)).toEqual(comments.map((_, i) => `number ${i}, of many like it`));
    for (const comment of comments) expect(text.slice(comment.start, comment.end).trimEnd()).toMatch(/^(#|\/\/) number \d+, of many like it$/);
  });
});

/** Ids only have to be different. */
function shown(program: Program): unknown {
  return JSON.parse(JSON.stringify(program, (key, value: unknown) => (key === 'id' ? undefined : value)));
}

/** Where a run may stand: between any two lines, those of strings, brackets and broken code too. */
const anyRun = fc.record({
  line: fc.nat(), count: fc.integer({ min: 14, max: 40 }), columns: fc.array(fc.constantFrom(0, 0, 2, 4, 8), { minLength: 1, maxLength: 4 }),
  text: fc.constantFrom(' a note', '', ' x = "', " it's", ' """', ' ${a}', ' {', ' */', '\t', ' (', ' \\'), blank: fc.boolean(), end: fc.constantFrom('\n', '\r\n'),
});
type Run = typeof anyRun extends fc.Arbitrary<infer One> ? One : never;

function withRun(text: string, language: LanguageId, { line, count, columns, text: note, blank, end }: Run): string {
  const lines = text.split('\n');
  const mark = language === 'python' ? '#' : '//';
  const run = Array.from({ length: count }, (_, i) => `${' '.repeat(columns[i % columns.length]!)}${mark}${note}${end === '\r\n' ? '\r' : ''}${blank && i % 3 === 0 ? '\n' : ''}`);
  lines.splice(line % lines.length, 0, ...run);
  return lines.join('\n');
}

test('a program with long runs of comments is what it would be without joining them', () => {
  fc.assert(fc.property(fc.constantFrom(...paths), anyRun, (path, run) => {
    const language = languageOfPath(path)!;
    const text = withRun(readFileSync(path, 'utf8'), language, run);
    const program = lowered(language, text);
    // What is left out to mend broken source depends on what it costs.
    fc.pre(!program.hasErrors);
    expect(parseOnce(parsers, language, text)).toEqual(program);
  }), { ...runs, numRuns: 2 * runs.numRuns });
}, 120_000);

test('a run that comes and goes while its text changes leaves the program of the whole text', () => {
  fc.assert(fc.property(fc.constantFrom(...paths), fc.array(anyRun, { minLength: 1, maxLength: 3 }), (path, all) => {
    const language = languageOfPath(path)!;
    const first = readFileSync(path, 'utf8');
    const live = new LiveText(parsers, language, undefined, '');
    live.parse(first, undefined);
    const texts = all.map((run) => withRun(first, language, run));
    // A line in the middle of a run, of which both halves may be short.
    const cut = texts.map((text) => text.replace(/((?:\n[ ]*(?:#|\/\/)[^\n]*){9})/, '$1\nx'));
    for (const text of texts.flatMap((one, index) => [one, cut[index]!, one, first])) {
      const kept = live.parse(text, [{ start: 0, oldEnd: 0, newEnd: 0 }]);
      const whole = parseOnce(parsers, language, text);
      if (whole.hasErrors) continue;
      expect(shown(kept)).toEqual(shown(whole));
    }
    live.dispose();
  }), runs);
}, 120_000);

describe('source that a grammar reads over and over', () => {
  const hard = `const a = b\n${many(6_000, (i) => `/* number ${i}, of many like it */\n`)}  + c;\n`;

  test('is given up', () => {
    expect(treeOf(parsers, 'typescript', hard)).toBeUndefined();
    expect(parseOnce(parsers, 'typescript', hard)).toEqual(nothingRead(parsers, 'typescript'));
    // The next text begins anew.
    expect(parseOnce(parsers, 'typescript', 'const a = 1;\n')).toMatchObject({ hasErrors: false, body: [{ kind: 'assign' }] });
  });

  test('is told of, as long as it stands there', () => {
    const linter = createLinter({ ...parsers, dispose: () => undefined });
    const path = '/project/hard.ts';
    const problems = (text: string): readonly string[] => {
      linter.setFile({ path, language: 'typescript', text }, [{ start: 0, oldEnd: 0, newEnd: 0 }]);
      return linter.lint(path, defaultSettings).problems.map(({ message }) => message);
    };
    const told = ['the parser would take out of proportion long; nothing in the file was examined'];
    expect(problems('const a = 1;\n')).toEqual([]);
    expect(problems(hard)).toEqual(told);
    expect(problems(`${hard}\n`)).toEqual(told);
    expect(problems('const a = 1;\n')).toEqual([]);
    expect(problems('const a = 2;\n')).toEqual([]);
    linter.dispose();
  });
});

test('a comment in a long run allows what stands below it', () => {
  const linter = createLinter({ ...parsers, dispose: () => undefined });
  const path = '/project/allowed.py';
  const text = `import os\nfrom openai import OpenAI\nreply = OpenAI().responses.create(model="m", input="x").output_text\n${many(40, (i) => `# line ${i}\n`)
  }# principled: allow model-output-to-shell because this is a test\n${many(40, (i) => `# line ${i}\n`)}os.system(reply)\n`;
  linter.setFile({ path, language: 'python', text });
  const { findings, suppressed } = linter.lint(path, defaultSettings);
  expect(suppressed.map(({ ruleId }) => ruleId)).toEqual(['model-output-to-shell']);
  expect(findings.map(({ ruleId }) => ruleId)).not.toContain('model-output-to-shell');
  linter.dispose();
});
