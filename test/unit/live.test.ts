import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { changeBetween, inputOf, LiveText } from '../../server/src/analysis/languages/live';
import { lower } from '../../server/src/analysis/languages/parse';
import { copyTree } from '../../server/src/analysis/languages/syntax';
import type { LanguageId, Program } from '../../server/src/analysis/program/program';
import { allFixtures, bundledParsers } from '../support/fixtures';

const parsers = await bundledParsers();
const paths = allFixtures().flatMap((fixture) => fixture.files).filter((path) => languageOfPath(path) !== undefined);
const typed = fc.constantFrom(
  'x', ' ', '\n', '.', '(', ')', '"', '`', '}', 'self.', '\n\n', '# a note\n', 'import os\n', '{', '😀', '\n@tool\n', '\nasync ', '\nclass A:\n  b = 1\n',
  'function f(): void;\n', 'export function f(): void;\n', 'function f() {}\n', '// a note\n', '"use server";\n', 'export ', '  ', ':', ' = 1\n', '',
);
const oneEdit = fc.record({ start: fc.nat(), removed: fc.oneof(fc.constant(0), fc.nat({ max: 80 })), inserted: typed });

/** All there is but the ids, which only have to be different. */
function shown(program: Program): unknown {
  const ids = new Set([...program.functions.map(({ id }) => `f${id}`), ...program.classes.map(({ id }) => `c${id}`)]);
  expect(ids.size).toBe(program.functions.length + program.classes.length);
  return JSON.parse(JSON.stringify(program, (key, value: unknown) => (key === 'id' ? undefined : value)));
}

/** Parses as the kept text does, for broken code may be read otherwise from its start, and lowers all of it. */
function lowersAll(language: LanguageId, before: string): (text: string) => Program {
  const parser = parsers.parser(language);
  let [text, tree] = [before, parser.parse(before)!];
  return (after) => {
    tree.edit(inputOf(changeBetween(text, after), text, after));
    const next = parser.parse(after, tree)!;
    tree.delete();
    [text, tree] = [after, next];
    return lower(copyTree(tree, text), language);
  };
}

test('a program that is kept while its text changes is the program of the whole text', () => {
  fc.assert(fc.property(fc.constantFrom(...paths), fc.array(oneEdit, { minLength: 1, maxLength: 8 }), (path, edits) => {
    const language = languageOfPath(path)!;
    let text = readFileSync(path, 'utf8');
    const live = new LiveText(parsers, language, undefined, '');
    live.parse(text, undefined);
    const lowered = lowersAll(language, text);
    for (const { start, removed, inserted } of edits) {
      const at = start % (text.length + 1);
      const oldEnd = Math.min(text.length, at + removed);
      text = text.slice(0, at) + inserted + text.slice(oldEnd);
      const kept = live.parse(text, [{ start: at, oldEnd, newEnd: at + inserted.length }]);
      expect(shown(kept)).toEqual(shown(lowered(text)));
    }
    live.dispose();
  }), { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150), seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
}, 120_000);

test('a name that is typed keeps the nodes around it', () => {
  const text = 'def one():\n    return ask(a)\n\n\ndef two():\n    return run(b)\n';
  const live = new LiveText(parsers, 'python', undefined, '');
  const before = live.parse(text, undefined);
  const [one, two] = before.functions;
  const after = live.parse(text.replace('(a)', '(ab)'), [{ start: 26, oldEnd: 26, newEnd: 27 }]);
  expect(after.functions).toEqual([one, two]);
  expect(after.functions[0]).toBe(one);
  expect(after.functions[1]).toBe(two);
  expect(two?.start).toBe(text.indexOf('def two') + 1);
  live.dispose();
});
