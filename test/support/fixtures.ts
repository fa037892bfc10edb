import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { loadParsers, type Parsers } from '../../server/src/analysis/languages/grammars';
import { readGrammars } from '../../server/src/host/grammars';
import { hostWithLayout } from '../../server/src/host/nodeHost';
import { createLinter } from '../../server/src/lint/createLinter';
import type { Finding } from '../../server/src/lint/finding';
import { defaultSettings, type Settings } from '../../server/src/lint/settings';
import type { Linter } from '../../server/src/lint/linter';
import { rules } from '../../server/src/rules/index';

export const fixturesFolder = join(import.meta.dirname, '../fixtures');

export async function bundledParsers(): Promise<Parsers> {
  return loadParsers(readGrammars(join(import.meta.dirname, '../../out/grammars')));
}

/** Files on disk as the linter's host sees them. */
export const diskHost = hostWithLayout();

export interface Fixture {
  /** Path below the fixtures folder. */
  readonly name: string;
  readonly rule: string;
  readonly files: readonly string[];
}

/** Every file, and every folder of files that belong together (`multi-*`). */
export function allFixtures(): Fixture[] {
  const fixtures: Fixture[] = [];
  for (const rule of readdirSync(fixturesFolder)) {
    const folder = join(fixturesFolder, rule);
    for (const entry of readdirSync(folder)) {
      const path = join(folder, entry);
      const files = statSync(path).isDirectory() ? sourcesBelow(path) : [path];
      fixtures.push({ name: `${rule}/${entry}`, rule, files: files.filter((file) => languageOfPath(file)) });
    }
  }
  return fixtures;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    return statSync(path).isDirectory() ? sourcesBelow(path) : [path];
  });
}

const mark = /(?:#|\/\/|\{\/\*)\s*expect:\s*([a-z\-, ]+?)\s*(?:\*\/\}|\(|$)/;

/** `line rule [likely]` for each expectation of a file. */
export function expectedIn(text: string): string[] {
  const expected: string[] = [];
  text.split('\n').forEach((line, index) => {
    const found = mark.exec(line);
    for (const one of found?.[1]?.split(',') ?? []) expected.push(`${index + 1} ${one.trim()}`);
  });
  return expected.sort();
}

/** The findings of a file in the same words. */
export function foundIn(text: string, findings: readonly Finding[]): string[] {
  return findings.map((finding) => {
    const line = text.slice(0, finding.span.start).split('\n').length;
    return `${line} ${finding.ruleId}${finding.confidence === 'likely' ? ' likely' : ''}`;
  }).sort();
}

/** Only one rule, or with the header `fixture: all-rules` every rule. */
export function settingsFor(rule: string, text: string): Settings {
  if (text.includes('fixture: all-rules')) return defaultSettings;
  const severity: Record<string, 'off' | 'error'> = {};
  for (const id of Object.keys(rules)) severity[id] = id === rule ? 'error' : 'off';
  return { ...defaultSettings, severity };
}

export function lintFixture(linter: Linter, fixture: Fixture): { expected: string[]; found: string[] } {
  const expected: string[] = [];
  const found: string[] = [];
  const texts = fixture.files.map((path) => ({ path, text: readFileSync(path, 'utf8'), language: languageOfPath(path)! }));
  for (const file of texts) linter.setFile(file);
  // Each file can tell of a sink in another, so all are examined before any is compared.
  for (const { path } of texts) linter.prepare(path);
  linter.settle();
  for (const { path, text } of texts) {
    const prefix = texts.length > 1 ? `${path.slice(path.lastIndexOf('/') + 1)}:` : '';
    expected.push(...expectedIn(text).map((line) => prefix + line));
    found.push(...foundIn(text, linter.lint(path, settingsFor(fixture.rule, text)).findings).map((line) => prefix + line));
  }
  for (const { path } of texts) linter.dropFile(path);
  return { expected, found };
}

export async function fixtureLinter(): Promise<Linter> {
  const linter = createLinter(await bundledParsers(), diskHost);
  // As a scan of the folder has it: that it lies below `test` says nothing about the files inside.
  linter.setRoots([fixturesFolder]);
  return linter;
}
