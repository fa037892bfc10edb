import { describe, expect, test } from 'vitest';
import { assess } from '../../server/src/assurance/assess';
import type { Checklist } from '../../server/src/assurance/checklist';
import { improvementsSince, maximumSnapshots, parseHistory, regressionsSince, serialiseHistory, type Snapshot } from '../../server/src/assurance/history';
import { reportHtml } from '../../server/src/assurance/report/html';
import { checklistMarkdown, reportMarkdown } from '../../server/src/assurance/report/markdown';
import { buildReport, snapshotOf, type AssuranceReport } from '../../server/src/assurance/report/report';
import type { Knowledge } from '../../server/src/assurance/workspace';
import { finding, knowledge, workspaceWith } from './support/assurance';

function reportOn(items: object, known: Knowledge = knowledge(), history: readonly Snapshot[] = []): AssuranceReport {
  const checklist: Checklist = { raw: { items } };
  return buildReport({ toolVersion: '1.2.3', states: assess(checklist, known), knowledge: known, history });
}

const snapshot = (date: string, more: Partial<Snapshot> = {}): Snapshot => ({ date, statuses: {}, findings: {}, evidence: [], ...more });

describe('the report', () => {
  const findings = [finding('model-output-to-code', ['2.2', '9.4.1']), finding('unlogged-inference', ['12.1'], { severity: 'information' })];
  const report = reportOn({
    '2.2': { status: 'met', owner: 'Grace' }, '2.6': { status: 'partly', notes: 'Half way.' }, '3.4': { status: 'not-met', owner: 'Alan' },
    '7.2': { status: 'not-applicable', reason: 'All is documented.' },
  }, knowledge({ findings }), [snapshot('2026-01-01', { statuses: { '3.4': 'met' }, findings: { 'unlogged-inference': 3 } })]);

  test('counts by principle, phase and role', () => {
    expect(report.coverage.all).toEqual({ met: 1, partly: 1, 'not-met': 1, 'not-applicable': 1, unanswered: 68 });
    expect(report.coverage.principles[1]?.tally).toMatchObject({ met: 1, partly: 1, unanswered: 7 });
    expect(report.coverage.phases.map(({ name }) => name)).toEqual([
      'Secure Design', 'Secure Development', 'Secure Deployment', 'Secure Maintenance', 'Secure End of Life',
    ]);
    expect(report.coverage.roles.map(({ name }) => name)).toEqual(['Developers', 'System Operators', 'Data Custodians', 'End-users']);
  });

  test('lists what is open with owners, requirements first', () => {
    expect(report.actions.map(({ kind, provision, text, owner }) => [kind, provision, text, owner])).toEqual([
      ['answer', '2.6', 'Limit and assess what the AI may do in other systems (partly met)', undefined],
      ['contradiction', '2.2', 'Marked met, 1 open finding', 'Grace'],
      ['findings', '2.2', 'Mend 1 finding: Title of model-output-to-code', 'Grace'],
      ['answer', '3.4', 'Keep reviewing infrastructure against the accepted risk (not met)', 'Alan'],
    ]);
  });

  test('puts a finding under the principle it cites first, and tells the trend', () => {
    expect(report.findings.map((it) => [it.principle, it.findings.length])).toEqual([[2, 1], [12, 1]]);
    expect(report.trend).toMatchObject({
      since: '2026-01-01',
      better: expect.arrayContaining(['2.2 was not answered and is met', '`unlogged-inference` had 3 open findings, and has 1']),
      worse: ['3.4 was met and is not met', '`model-output-to-code` has 1 open finding, and had 0'],
      points: [{ date: '2026-01-01', settled: 1, findings: 3 }, { date: '2026-02-03', settled: 2, findings: 2 }],
    });
  });

  test('says the same in HTML and Markdown', () => {
    for (const page of [reportHtml(report), reportMarkdown(report)]) {
      for (const words of ['Open actions', 'Grace', 'Half way.', 'All is documented.', '5.1.2-2', 'What was examined', 'app/']) expect(page).toContain(words);
      expect(page).not.toMatch(/\bundefined\b|\bNaN\b|\[object/);
    }
    expect(checklistMarkdown(report)).toContain('- **2.2** (5.1.2-2, requirement) withstand attacks');
  });

  test('says when the checklist is broken, and what of it does not count', () => {
    const known = knowledge();
    const broken = buildReport({
      toolVersion: '1', states: assess({ raw: {} }, known), knowledge: known, history: [],
      checklistProblem: { line: 3, column: 1, message: 'a comma was expected' },
    });
    for (const page of [reportHtml(broken), reportMarkdown(broken), checklistMarkdown(broken)]) expect(page).toContain('line 3, column 1: a comma was expected');
  });
});

describe('what comes from the workspace has no power over a page', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>`|](javascript:x) ![i](http://e) @all \u001b[31m\u202e';
  const link = 'https://e.example/"><script>alert(2)</script>';
  const known = knowledge({
    workspace: { ...workspaceWith({ [`docs/${evil}/threat-model.md`]: '', 'SECURITY.md': '' }), name: evil },
    findings: [finding('model-output-to-code', ['2.2'], { path: `${evil}.py`, message: `Reaches \`${evil}\`.` })],
    examined: { scope: 'folder', files: 1, suppressed: 0, leftOut: [`\`${evil}\` was not examined in full.`] },
    inventory: { assets: [{ id: evil, kind: 'model', name: evil, detail: evil, places: [{ path: evil, line: 1 }] }], connections: [] },
  });
  const entry = { status: 'partly', owner: evil, notes: `${evil}\n${evil}`, reason: evil, links: [link, 'javascript:alert(3)', evil], date: evil };
  const report = reportOn({ '2.2': entry, '3.1': { ...entry, status: 'met' } }, known, [snapshot('2026-01-01', { findings: { [evil]: 1 }, evidence: [`document:${evil}`] })]);

  test('in HTML', () => {
    const html = reportHtml(report);
    expect(html).not.toMatch(/<script|<img|onerror=(?!alert\(1\)&gt;)/);
    expect(html).not.toMatch(/[\u001b\u202e]/);
    const addresses = [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map((it) => it[1] ?? '');
    for (const address of addresses) expect(address).toMatch(/^(#[\w.-]+|https?:\/\/[^<>]+)$/);
    expect(html).toContain("default-src 'none'");
  });

  test('in Markdown', () => {
    const outsideCode = (text: string): string => text.replace(/(`+)[^`](?:[^]*?[^`])?\1(?!`)/g, '');
    for (const page of [reportMarkdown(report), checklistMarkdown(report)]) {
      expect(outsideCode(page)).not.toMatch(/<script|<img|\]\(javascript|!\[/);
      expect(page).not.toMatch(/[\u001b\u202e]/);
      const columns = (row: string): number => outsideCode(row).split('|').length;
      for (const table of page.match(/(?:^\|.*\n)+/gm) ?? []) expect(new Set(table.trim().split('\n').map(columns)).size).toBe(1);
    }
  });
});

describe('the history', () => {
  test('keeps one report a day, the newest ones, and reads them again', () => {
    const many = Array.from({ length: 70 }, (_, at) => snapshot(new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10)));
    const text = serialiseHistory(many, snapshot('2026-02-03', { statuses: { '2.10': 'met', '2.2': 'partly' } }));
    const reading = parseHistory(text);
    const snapshots = 'snapshots' in reading ? reading.snapshots : [];
    expect(snapshots).toHaveLength(maximumSnapshots);
    expect(Object.keys(snapshots.at(-1)?.statuses ?? {})).toEqual(['2.2', '2.10']);
    expect(serialiseHistory(snapshots, snapshots.at(-1) as Snapshot)).toBe(text);
  });

  test('that is broken is said to be, and what is odd in it is left out', () => {
    expect(parseHistory('{')).toMatchObject({ problem: expect.stringMatching(/^\.principled\/history\.json is not valid JSON/) });
    expect(parseHistory('{}')).toEqual({ problem: '.principled/history.json was expected to hold a list "reports"' });
    expect(parseHistory('{"reports": [1, {"date": "soon"}, {"date": "2026-01-01", "statuses": {"1.1": "great", "1.2": "met"}, "findings": {"a": "x"}}]}'))
      .toEqual({ snapshots: [snapshot('2026-01-01', { statuses: { '1.2': 'met' } })] });
    expect(parseHistory(undefined)).toEqual({ snapshots: [] });
  });

  test.each([
    [{ statuses: { '1.1': 'met' } }, { statuses: { '1.1': 'not-applicable' } }, []],
    [{ statuses: { '1.1': 'met' } }, {}, ['1.1 was met and is not answered']],
    [{}, { statuses: { '1.1': 'not-met' } }, []],
    [{ findings: { a: 2 } }, { findings: { a: 2, b: 1 } }, ['`b` has 1 open finding, and had 0']],
    [{ evidence: ['document:threat-model', 'inventory:fixed'] }, {}, ['threat model: found then, not found now']],
  ] as const)('%j then %j is worse by %j', (before, now, worse) => {
    expect(regressionsSince(snapshot('2026-01-01', before), snapshot('2026-02-01', now))).toEqual(worse);
    if (worse.length === 0) expect(regressionsSince(snapshot('2026-01-01', now), snapshot('2026-02-01', now))).toEqual([]);
    else expect(improvementsSince(snapshot('2026-01-01', now), snapshot('2026-02-01', before)).length).toBeGreaterThan(0);
  });

  test('takes a snapshot of answers, findings and what speaks for a provision', () => {
    const known = knowledge({
      findings: [finding('a', ['2.2']), finding('b', ['2.2'], { severity: 'hint' })], workspace: workspaceWith({ 'SECURITY.md': '' }),
    });
    const states = assess({ raw: { items: { '1.1': { status: 'met' } } } }, known);
    expect(snapshotOf({ states, knowledge: known })).toEqual(
      snapshot('2026-02-03', { statuses: { '1.1': 'met' }, findings: { a: 1 }, evidence: ['document:vulnerability-policy'] }));
  });
});
