import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { createLinter } from '../../server/src/lint/createLinter';
import type { Linter, SourceFile } from '../../server/src/lint/linter';
import { defaultSettings } from '../../server/src/lint/settings';
import { allFixtures, bundledParsers, diskHost, fixturesFolder } from '../support/fixtures';
import { drawnByName } from './draw';
import { anyEdit, edited } from './edits';

const parsers = await bundledParsers();
const settings = { ...defaultSettings, allRules: true };
const fixtures = new Map(allFixtures().filter(({ files }) => files.length > 0).map((fixture) => [fixture.name, fixture]));
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 120), seed: Number(process.env['PROPERTY_SEED'] ?? 1) };

function newLinter(): Linter {
  const linter = createLinter({ ...parsers, dispose: () => undefined }, diskHost);
  linter.setRoots([fixturesFolder]);
  return linter;
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
  let differing = 0;
  fc.assert(fc.property(drawnByName([...fixtures.keys()]), fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (name, edits) => {
    const fixture = fixtures.get(name)!;
    const files = fixture.files.map((path) => ({ path, language: languageOfPath(path)!, text: readFileSync(path, 'utf8') }));
    const linter = newLinter();
    for (const file of files) linter.setFile(file);
    examine(linter, files);
    for (const one of edits) {
      const at = one.file % files.length;
      const { edit, text } = edited(files[at]!.text, files[at]!.language, one);
      files[at] = { ...files[at]!, text };
      linter.setFile(files[at]!, [edit]);
      // What is answered at once leaves no traces in what is concluded after it.
      const atOnce = JSON.stringify(linter.lint(files[at]!.path, settings));
      // The next edit comes while the rest is being done.
      for (let step = 0; step < one.steps; step++) linter.advance();
      if (!one.isRest && one !== edits.at(-1)) continue;
      const settled = examine(linter, files);
      expect(settled).toEqual(examineAnew(files));
      compared++;
      if (settled[at] !== atOnce) differing++;
    }
    for (const { path } of files) linter.dropFile(path);
  }), runs);
  expect(compared).toBeGreaterThan(runs.numRuns);
  // What is answered at once is a first answer; it would be worth little if it were often another than the one that follows.
  expect(differing / compared).toBeLessThan(0.2);
}, 240_000);
