import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { parseOnce } from '../../server/src/analysis/languages/parse';
import type { Finding } from '../../server/src/lint/finding';
import type { SourceFile } from '../../server/src/lint/linter';
import { rules } from '../../server/src/rules/index';
import { allFixtures, bundledParsers, fixtureLinter, settingsFor, type Fixture } from '../support/fixtures';
import { applyEdits, shifted } from './apply';

const linter = await fixtureLinter();
const parsers = await bundledParsers();
const fixtures = allFixtures();

/**
 * In a file without any logging one finding stands for all calls, and the first use of a path for those after it: once it is
 * mended, the next is a finding of its own.
 */
const standsForMore: ReadonlySet<string> = new Set(['unlogged-inference', 'model-output-to-file-path', 'tool-argument-to-file-path']);

describe('every fix of every fixture ends its finding and keeps the file whole', () => {
  test.each(Object.values(rules).filter((rule) => rule.hasFix).map((rule) => rule.id))('%s', (id) => {
    const wrong = fixtures.filter((fixture) => fixture.rule === id).flatMap(wrongFixes);
    expect(wrong).toEqual([]);
  });
});

test.each(Object.values(rules).map((rule) => ({ id: rule.id, hasFix: rule.hasFix })))('$id says whether it has a fix', ({ id, hasFix }) => {
  const offered = fixtures.filter((fixture) => fixture.rule === id).some((fixture) => foundIn(fixture).some((it) => it.fixes.length > 0));
  expect(offered).toBe(hasFix);
});

test('no message is longer than one line of a problems panel', () => {
  const long = fixtures.flatMap(foundIn).filter((finding) => finding.message.length > 110);
  expect(long.map((finding) => finding.message)).toEqual([]);
});

/** A line for each fix that breaks the file or leaves the finding. */
function wrongFixes(fixture: Fixture): string[] {
  const found = foundIn(fixture);
  if (found.every((finding) => finding.fixes.length === 0)) return [];
  return withFiles(fixture, (file) => found.filter((finding) => finding.file === file.path).flatMap((finding) => {
    const others = found.filter((it) => it.file === file.path && !isSamePlace(it, finding));
    return finding.fixes.flatMap((fix) => {
      const text = applyEdits(file.text, fix.edits);
      linter.setFile({ ...file, text });
      const left = lint(fixture, file);
      linter.setFile(file);
      const isBroken = parseOnce(parsers, file.language, text).hasErrors && !parseOnce(parsers, file.language, file.text).hasErrors;
      const isThere = left.some((it) => it.span.start === shifted(finding.span.start, fix.edits))
        && !others.some((it) => shifted(it.span.start, fix.edits) === shifted(finding.span.start, fix.edits));
      const isFewer = left.length < others.length + 1 || standsForMore.has(fixture.rule);
      return isBroken || isThere || !isFewer ? [`${fixture.name} ${finding.span.start}: ${fix.title}`] : [];
    });
  })).flat();
}

const known = new Map<Fixture, readonly Finding[]>();

/** What is found in the files as they stand, with the fixes as they were offered then: all tests here start from it. */
function foundIn(fixture: Fixture): readonly Finding[] {
  const findings = known.get(fixture) ?? withFiles(fixture, (file) => lint(fixture, file).map((finding) => ({ ...finding, fixes: finding.fixes }))).flat();
  known.set(fixture, findings);
  return findings;
}

/** What is found once typing rests. */
function lint(fixture: Fixture, file: SourceFile): readonly Finding[] {
  while (linter.advance());
  linter.settle();
  return linter.lint(file.path, settingsFor(fixture.rule, '')).findings.filter((it) => it.ruleId === fixture.rule);
}

function isSamePlace(a: Finding, b: Finding): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}

function withFiles<T>(fixture: Fixture, use: (file: SourceFile) => T): T[] {
  const files = fixture.files.map((path) => ({ path, text: readFileSync(path, 'utf8'), language: languageOfPath(path)! }));
  for (const file of files) linter.setFile(file);
  for (const file of files) linter.lint(file.path, settingsFor(fixture.rule, ''));
  const made = files.map(use);
  for (const file of files) linter.dropFile(file.path);
  return made;
}
