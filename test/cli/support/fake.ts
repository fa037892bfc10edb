import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { nothingShared, type Shared } from '../../../server/src/analysis/project/shared';
import { noUsage, type Usage } from '../../../server/src/analysis/usage';
import { run } from '../../../server/src/cli/run';
import type { Services } from '../../../server/src/cli/services';
import type { Finding, LintResult } from '../../../server/src/lint/finding';
import type { Linter, SourceFile } from '../../../server/src/lint/linter';
import type { Settings } from '../../../server/src/lint/settings';
import type { RuleMeta } from '../../../server/src/rules/define';

const meta = (id: string, title: string, severity: RuleMeta['severity'], cwe: number[]): RuleMeta => ({
  id, title, severity, languages: ['python', 'javascript'], provisions: ['2.2', '9.4.1'], cwe, llm: ['LLM10'], asi: ['ASI05'],
  hasFix: true, why: 'Others steer what a model replies.', remedy: 'Parse the reply with `json.loads`.',
});
export const fakeRules: Record<string, RuleMeta> = {
  'model-output-to-code': meta('model-output-to-code', 'Model output runs as code', 'error', [94, 95]),
  'hardcoded-api-key': meta('hardcoded-api-key', 'Key written in the source', 'error', [798]),
  'unlogged-inference': meta('unlogged-inference', 'Inference without a record', 'warning', [778]),
  'inline-system-prompt': meta('inline-system-prompt', 'Long prompt in the code', 'off', [1053]),
};

/**
 * Finds each `EVAL(…)`, `KEY(…)` and `CALL(…)` in a text: a stand-in whose findings are known. `OLD(…)` is
 * allowed by a comment, `THROW` brings the linter down, `PROBLEM` cannot be examined in full and `DRAW(…)`
 * has another file analysed.
 */
export class FakeLinter implements Linter {
  readonly settings = new Map<string, Settings>();
  private readonly files = new Map<string, SourceFile>();
  isDisposed = false;

  setFile(file: SourceFile): void {
    this.files.set(file.path, file);
  }
  prepare(path: string): void {
    for (const name of drawnBy(this.files.get(path)?.text)) {
      const drawn = join(dirname(path), name);
      this.files.set(drawn, { path: drawn, language: 'python', text: readFileSync(drawn, 'utf8') });
    }
  }

  settle(): void {}
  setRoots(): void {}

  analysed(): string[] {
    return [...this.files.keys()];
  }

  resolveImport(): undefined {}

  *importsOf(paths: Iterable<string>): Generator<readonly [string, string, string]> {
    for (const path of paths) for (const name of drawnBy(this.files.get(path)?.text)) yield [path, name, join(dirname(path), name)];
  }

  shared(): Shared {
    return nothingShared;
  }

  setElsewhere(): void {}

  usage(): Usage {
    return noUsage;
  }

  readAgain(): void {}

  refreshImports(): void {}

  advance(): boolean {
    return false;
  }
  stamp(): number {
    return 0;
  }

  dropFile(path: string): void {
    this.files.delete(path);
  }
  dispose(): void {
    this.isDisposed = true;
  }
  lint(path: string, settings: Settings): LintResult {
    this.settings.set(path, settings);
    const text = this.files.get(path)?.text ?? '';
    if (text.includes('THROW')) throw new Error('no such node');
    const all = [...text.matchAll(/(EVAL|KEY|CALL|OLD)\((.*?)\)/g)].flatMap((match) => this.finding(path, match, settings));
    return {
      findings: all.filter(({ suppression }) => !suppression),
      suppressed: all.filter(({ suppression }) => suppression),
      problems: text.includes('PROBLEM') ? [{ file: path, kind: 'budget', message: 'took too long', line: 1 }] : [],
    };
  }

  private finding(file: string, match: RegExpMatchArray, settings: Settings): Finding[] {
    const [all, word = '', argument = ''] = match;
    const start = (match.index ?? 0) + word.length + 1;
    const ruleId = { KEY: 'hardcoded-api-key', CALL: 'unlogged-inference' }[word] ?? 'model-output-to-code';
    const severity = settings.severity[ruleId] ?? fakeRules[ruleId]?.severity ?? 'error';
    const isLikely = word === 'CALL';
    if (severity === 'off' || (isLikely && settings.minimumConfidence === 'proven')) return [];
    const span = { start, end: start + argument.length };
    const step = (text: string) => ({ file, span: { start: match.index ?? 0, end: start }, text });
    return [{
      ruleId, file, span, severity, message: `The model's reply reaches \`eval()\` through \`${all.slice(0, 20)}\`.`,
      confidence: isLikely ? 'likely' : 'proven',
      ...(isLikely ? { likelyBecause: '`llm` was not resolved' } : {}),
      steps: word === 'EVAL' ? [step('the reply starts here'), step('`eval` runs it')] : [],
      related: isLikely ? [step('this call neither')] : [],
      fixes: word === 'EVAL' ? [{ title: 'Parse it', isPreferred: true, isSafe: false, edits: [{ span, newText: 'x' }] }] : [],
      tags: [],
      ...(word === 'OLD' ? { suppression: { reason: 'it runs in a sandbox', span: { start: 0, end: 1 } } } : {}),
    }];
  }
}

function drawnBy(text = ''): string[] {
  return [...text.matchAll(/DRAW\((.*?)\)/g)].map(([, name = '']) => name);
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, removed after the tests. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'principled-cli-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
  readonly linters: readonly FakeLinter[];
}

/** Runs a command line in a folder with fake linters. */
export async function runIn(folder: string, args: readonly string[], more: Partial<Services> & { isTTY?: boolean } = {}): Promise<Ran> {
  let out = '';
  let errors = '';
  const linters: FakeLinter[] = [];
  const { isTTY = false, ...services } = more;
  const code = await run(args, {
    version: '1.2.3',
    rules: fakeRules,
    async createLinter() {
      const linter = new FakeLinter();
      linters.push(linter);
      return linter;
    },
    folder,
    now: () => 0,
    today: () => '2026-02-03',
    stdout: { isTTY, write: (text) => (out += text) },
    stderr: { isTTY, write: (text) => (errors += text) },
    environment: {},
    ...services,
  });
  return { code, out, errors, linters };
}
