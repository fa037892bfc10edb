import { readFileSync } from 'node:fs';
import type { Tree } from 'web-tree-sitter';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { parseOnce } from '../../server/src/analysis/languages/parse';
import type { LanguageId, Program } from '../../server/src/analysis/program/program';
import { createLinter } from '../../server/src/lint/createLinter';
import type { Finding, TextEdit } from '../../server/src/lint/finding';
import { defaultSettings } from '../../server/src/lint/settings';
import { applyEdits } from '../fixes/apply';
import { allFixtures, bundledParsers, diskHost, fixturesFolder } from '../support/fixtures';

const parsers = await bundledParsers();
const linter = createLinter(parsers, diskHost);
linter.setRoots([fixturesFolder]);

/** A fixture of one file, with what the linter says of it. */
export interface Source {
  readonly name: string;
  readonly path: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly program: Program;
  readonly findings: readonly Finding[];
  /** The words of the file: every leaf of the syntax tree, in order. */
  readonly words: readonly Word[];
}

export interface Word {
  readonly type: string;
  /** The types of what it stands in, innermost first. */
  readonly within: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A changed text, and where an offset of the old one stands in it. */
export interface Change {
  readonly text: string;
  readonly at: (offset: number) => number;
}

export const sources: readonly Source[] = allFixtures().filter((fixture) => fixture.files.length === 1).map((fixture) => {
  const path = fixture.files[0]!;
  const text = readFileSync(path, 'utf8');
  const language = languageOfPath(path)!;
  const words = wordsOf(language, text);
  return { name: fixture.name, path, language, text, words, program: parseOnce(parsers, language, text), findings: lint(path, language, text) };
});

const byName = new Map(sources.map((source) => [source.name, source]));

/** The fixture of that name: names are what a failing property prints. */
export function named(name: string): Source {
  return byName.get(name)!;
}

/** What the linter finds in a text that stands in place of the fixture's. */
export function lint(path: string, language: LanguageId, text: string): readonly Finding[] {
  linter.setFile({ path, language, text });
  const { findings, problems } = linter.lint(path, defaultSettings);
  linter.dropFile(path);
  if (problems.length > 0) throw new Error(`${path}: ${problems[0]!.message}`);
  return findings;
}

export function isBroken(language: LanguageId, text: string): boolean {
  return parseOnce(parsers, language, text).hasErrors;
}

/** What a linter finds that has seen nothing but these files, by their paths; they need not be on disk. */
export function lintTogether(language: LanguageId, texts: Readonly<Record<string, string>>): { text: string; findings: readonly Finding[] }[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path, language, text }));
  const fresh = createLinter(parsers, { ...diskHost, isFile: (path) => path in texts || diskHost.isFile(path) });
  fresh.setRoots([fixturesFolder]);
  for (const file of files) fresh.setFile(file);
  for (const { path } of files) fresh.prepare(path);
  fresh.settle();
  return files.map(({ path, text }) => ({ text, findings: fresh.lint(path, defaultSettings).findings }));
}

/** `line rule confidence` of each finding, with its place put through `at`. */
export function described(findings: readonly Finding[], text: string, at: (offset: number) => number): string[] {
  // Where nothing is logged one finding stands for all calls, and the others are related to it.
  return findings.flatMap((finding) => [finding.span, ...finding.related.map((it) => it.span)].map((span) => {
    const line = text.slice(0, at(span.start)).split('\n').length;
    return `${line} ${finding.ruleId} ${finding.confidence}: ${text.split('\n')[line - 1]!.trim()}`;
  })).sort();
}

/** A change by edits. What is inserted at the start of a finding comes before it. */
export function edited(source: Source, edits: readonly TextEdit[]): Change | undefined {
  if (edits.length === 0) return undefined;
  const at = (offset: number): number => edits.filter(({ span }) => span.end <= offset)
    .reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), offset);
  return { text: applyEdits(source.text, edits), at };
}

export function inserted(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

/** Some of the things: those that the numbers fall on. */
export function chosen<T>(from: readonly T[], picks: readonly number[]): T[] {
  if (from.length === 0) return [];
  return [...new Set(picks.map((pick) => pick % from.length))].sort((a, b) => a - b).map((index) => from[index]!);
}

function wordsOf(language: LanguageId, text: string): Word[] {
  const tree = parsers.parser(language).parse(text);
  if (!tree) throw new Error(`the parser for ${language} gave no tree`);
  try {
    return leavesOf(tree);
  } finally {
    tree.delete();
  }
}

function leavesOf(tree: Tree): Word[] {
  const words: Word[] = [];
  const visit = (node: Tree['rootNode'], within: readonly string[]): void => {
    if (node.childCount === 0) {
      words.push({ type: node.type, within, start: node.startIndex, end: node.endIndex, text: node.text });
      return;
    }
    const inner = [node.type, ...within];
    for (const child of node.children) if (child) visit(child, inner);
  };
  visit(tree.rootNode, []);
  return words;
}
