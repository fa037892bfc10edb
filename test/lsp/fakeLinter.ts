import { nothingShared } from '../../server/src/analysis/project/shared';
import { noUsage } from '../../server/src/analysis/usage';
import type { Finding, Fix } from '../../server/src/lint/finding';
import type { Edit, Linter, SourceFile } from '../../server/src/lint/linter';
import type { RuleMeta } from '../../server/src/rules/define';

/** A linter that is simple enough to foresee: `danger(x)` is an error, `doubt(x)` a likely information. */
export interface FakeLinter extends Linter {
  /** What `setFile` was called with, in order. */
  readonly given: { readonly path: string; readonly text: string; readonly edits: readonly Edit[] | undefined }[];
  readonly dropped: string[];
}

export const fakeRules: Readonly<Record<string, RuleMeta>> = {
  'model-output-to-code': {
    id: 'model-output-to-code',
    title: 'Model output runs as code',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '9.4.1'],
    cwe: [95],
    llm: ['LLM10'],
    asi: ['ASI05'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer.',
    remedy: 'Parse it with `ast.literal_eval`.',
  },
  'unlogged-inference': {
    id: 'unlogged-inference',
    title: 'Inference leaves no record',
    severity: 'information',
    languages: ['python', 'javascript'],
    provisions: ['12.1'],
    cwe: [778],
    llm: [],
    asi: [],
    hasFix: false,
    why: 'Without a record nobody can see what the model was asked.',
    remedy: 'Write a log line.',
  },
};

export function createFakeLinter(): FakeLinter {
  const files = new Map<string, SourceFile>();
  const given: FakeLinter['given'] = [];
  const dropped: string[] = [];
  const stamps = new Map<string, number>();
  return {
    given,
    dropped,
    setFile(file, edits) {
      given.push({ path: file.path, text: file.text, edits });
      files.set(file.path, file);
      stamps.set(file.path, given.length);
    },
    prepare() {},
    settle() {},
    setRoots() {},
    analysed: () => [...files.keys()],
    resolveImport: () => undefined,
    importsOf: () => [],
    shared: () => nothingShared,
    setElsewhere() {},
    usage: () => noUsage,
    refreshImports() {},
    advance: () => false,
    stamp: (path) => stamps.get(path) ?? 0,
    readAgain(path) {
      dropped.push(path);
      files.delete(path);
    },
    dropFile(path) {
      dropped.push(path);
      files.delete(path);
    },
    lint(path, settings) {
      const file = files.get(path);
      if (!file) throw new Error(`lint before setFile: ${path}`);
      if (file.text.includes('CRASH')) throw new Error('the fake linter was asked to fail');
      const all = [...dangers(file), ...doubts(file)].sort((a, b) => a.span.start - b.span.start);
      const findings = all.flatMap((finding): Finding[] => {
        const severity = settings.severity[finding.ruleId] ?? finding.severity;
        if (severity === 'off') return [];
        if (settings.minimumConfidence === 'proven' && finding.confidence !== 'proven') return [];
        return isAllowed(file.text, finding) ? [] : [{ ...finding, severity }];
      });
      return { findings, suppressed: all.filter((finding) => isAllowed(file.text, finding)), problems: [] };
    },
    dispose: () => files.clear(),
  };
}

function dangers({ path, text }: SourceFile): Finding[] {
  return [...text.matchAll(/danger\((\w*)\)/g)].map((match) => {
    const span = { start: match.index + 7, end: match.index + 7 + (match[1] ?? '').length };
    const call = { start: match.index, end: match.index + 6 };
    const fixes: Fix[] = [
      { title: 'Ask somebody', isPreferred: false, isSafe: false, edits: [{ span: call, newText: 'asked' }] },
      { title: 'Parse with `ast.literal_eval`', isPreferred: true, isSafe: true, edits: [{ span: call, newText: 'harmless' }] },
    ];
    return finding('model-output-to-code', path, span, {
      message: `The model's reply reaches \`danger()\` as \`${match[1]}\`.`,
      severity: 'error',
      steps: [
        { file: path, span: { start: 0, end: 1 }, text: 'the reply starts here' },
        { file: path, span: call, text: '`danger` runs it' },
      ],
      fixes: fixes.reverse(),
    });
  });
}

function doubts({ path, text }: SourceFile): Finding[] {
  return [...text.matchAll(/doubt\((\w*)\)/g)].map((match) => {
    const span = { start: match.index + 6, end: match.index + 6 + (match[1] ?? '').length };
    return finding('unlogged-inference', path, span, {
      message: 'The call of `doubt` leaves no record.',
      severity: 'information',
      confidence: 'likely',
      likelyBecause: '`doubt` was not resolved',
      steps: [],
      fixes: [],
    });
  });
}

function finding(
  ruleId: string, file: string, span: Finding['span'],
  rest: Pick<Finding, 'message' | 'severity' | 'steps' | 'fixes'> & Partial<Finding>,
): Finding {
  return { ruleId, file, span, confidence: 'proven', related: [], tags: [], ...rest };
}

/** A comment counts as in the real linter: on the line above, with a reason, and where it is a comment. */
function isAllowed(text: string, { ruleId, span }: Finding): boolean {
  const above = text.slice(0, text.lastIndexOf('\n', span.start)).split('\n').at(-1) ?? '';
  const isMarkup = /^\s*</.test(text.slice(text.lastIndexOf('\n', span.start) + 1, span.start));
  const comment = isMarkup ? /^\s*\{\/\*(.*)\*\/\}/ : /^\s*(?:#|\/\/)(.*)/;
  const words = comment.exec(above)?.[1]?.trim() ?? '';
  return words.startsWith(`principled: allow ${ruleId} because `) && !/because\s*<.*>$/.test(words);
}
