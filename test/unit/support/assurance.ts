import type { FindingFact, Knowledge, WorkspaceFacts } from '../../../server/src/assurance/workspace';

/** A workspace that holds these texts, each changed on the day given with it or on none that is known. */
export function workspaceWith(texts: Readonly<Record<string, string>>, days: Readonly<Record<string, string>> = {}): WorkspaceFacts {
  return {
    name: 'assistant',
    files: Object.keys(texts).sort(),
    isPartial: false,
    readText: (path) => texts[path],
    changedOn: (path) => days[path],
  };
}

export function finding(ruleId: string, provisions: readonly string[], more: Partial<FindingFact> = {}): FindingFact {
  return {
    ruleId, provisions, title: `Title of ${ruleId}`, severity: 'error', confidence: 'proven',
    message: `The message of \`${ruleId}\`.`, path: 'app/main.py', line: 12, ...more,
  };
}

export function knowledge(more: Partial<Knowledge> = {}): Knowledge {
  return {
    workspace: workspaceWith({}),
    findings: [],
    examined: { scope: 'folder', files: 3, unrelated: 2, suppressed: 0, leftOut: [] },
    rules: [
      { id: 'model-output-to-code', title: 'Model output runs as code', provisions: ['2.2', '9.4.1'] },
      { id: 'unlogged-inference', title: 'A model is called without a record', provisions: ['12.1', '2.3'] },
    ],
    today: '2026-02-03',
    ...more,
  };
}
