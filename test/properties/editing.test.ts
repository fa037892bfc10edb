import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { createLinter } from '../../server/src/lint/createLinter';
import type { Edit, Linter, SourceFile } from '../../server/src/lint/linter';
import { defaultSettings } from '../../server/src/lint/settings';
import { allFixtures, bundledParsers, diskHost } from '../support/fixtures';

const parsers = await bundledParsers();
const settings = { ...defaultSettings, allRules: true };
const fixtures = allFixtures().filter((fixture) => fixture.files.length > 0);
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 120), seed: Number(process.env['PROPERTY_SEED'] ?? 1) };

/** What someone types: letters, a name, half a statement, a string that is not closed yet. */
const typed = fc.constantFrom('x', ' ', '\n', '.', '(', '"', 'self.', 'eval(', 'reply', '\n\n# a note\n', 'import os\n', '{', '😀');

/** One edit of one file: some of its text is taken out, something is put there. */
const oneEdit = fc.record({ file: fc.nat(), start: fc.nat(), removed: fc.nat({ max: 60 }), inserted: fc.oneof(typed, fc.constant('')) });

function newLinter(): Linter {
  return createLinter({ ...parsers, dispose: () => undefined }, diskHost);
}

/** Everything that is found, with all that is said of it, fixes included. */
function examine(linter: Linter, files: readonly SourceFile[]): string[] {
  for (const file of files) linter.prepare(file.path);
  linter.settle();
  return files.map(({ path }) => JSON.stringify(linter.lint(path, settings)));
}

function examineAnew(files: readonly SourceFile[]): string[] {
  const linter = newLinter();
  for (const file of files) linter.setFile(file);
  return examine(linter, files);
}

/** Types as an editor would, and undoes it: some edits are whole, some take back the one before. */
test('a file that is edited step by step has the findings of one that is examined anew', () => {
  let compared = 0;
  fc.assert(fc.property(fc.constantFrom(...fixtures), fc.array(oneEdit, { minLength: 1, maxLength: 6 }), (fixture, edits) => {
    const files = fixture.files.map((path) => ({ path, language: languageOfPath(path)!, text: readFileSync(path, 'utf8') }));
    const linter = newLinter();
    for (const file of files) linter.setFile(file);
    examine(linter, files);
    for (const { file, start, removed, inserted } of edits) {
      const at = file % files.length;
      const { edit, text } = applied(files[at]!.text, start, removed, inserted);
      files[at] = { ...files[at]!, text };
      linter.setFile(files[at]!, [edit]);
      // What is answered at once leaves no traces in what is concluded after it.
      linter.lint(files[at]!.path, settings);
      expect(examine(linter, files)).toEqual(examineAnew(files));
      compared++;
    }
    for (const { path } of files) linter.dropFile(path);
  }), runs);
  expect(compared).toBeGreaterThan(runs.numRuns);
}, 240_000);

function applied(text: string, from: number, length: number, inserted: string): { edit: Edit; text: string } {
  const start = from % (text.length + 1);
  const oldEnd = Math.min(text.length, start + length);
  return { edit: { start, oldEnd, newEnd: start + inserted.length }, text: text.slice(0, start) + inserted + text.slice(oldEnd) };
}
