import { describe, expect, test } from 'vitest';
import { findAge } from '../../server/src/assurance/age';
import { assess, type ProvisionState } from '../../server/src/assurance/assess';
import { checklistStatuses, emptyChecklist, type Checklist } from '../../server/src/assurance/checklist';
import { findProvision } from '../../server/src/assurance/codeOfPractice';
import sources from '../../server/src/assurance/data/evidence-sources.json';
import { gatherEvidence } from '../../server/src/assurance/evidence';
import type { InventoryFact, Knowledge } from '../../server/src/assurance/workspace';
import { finding, knowledge, workspaceWith } from './support/assurance';

const textsFor = (provision: string, known: Knowledge): string[] =>
  (gatherEvidence(known).get(provision) ?? []).map(({ bearing, text }) => `${bearing}: ${text}`);
const stateOf = (id: string, checklist: Checklist, known: Knowledge): ProvisionState =>
  assess(checklist, known).flatMap((it) => it.provisions).find((it) => it.provision.id === id) as ProvisionState;
const answered = (id: string, entry: object): Checklist => ({ raw: { items: { [id]: entry } } });

describe('the table of sources', () => {
  test('names provisions of the Code, once each, and ids that are its own', () => {
    const all = [...sources.documents, ...sources.practices];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, provisions } of all) {
      for (const it of provisions) expect(findProvision(it), `${id} ${it}`).toBeDefined();
      expect(new Set(provisions).size, id).toBe(provisions.length);
    }
  });

  test.each([
    ['SECURITY.md', '6.4'], ['docs/Threat-Model.md', '3.1'], ['docs/security/risk_register.csv', '2.1'], ['MODEL_CARD.md', '8.1.1'],
    ['ops/runbooks/incident-response.md', '6.5'], ['docs/disaster-recovery.md', '5.3'], ['PRIVACY.md', '10.1'], ['docs/acceptable-use.md', '4.5'],
    ['uv.lock', '7.1'], ['web/pnpm-lock.yaml', '7.1'], ['.github/dependabot.yml', '11.1'], ['renovate.json', '7.1'],
    ['evals/promptfooconfig.yaml', '9.1'], ['src/prompts/support.md', '8.3'], ['app/system_prompt.txt', '8.3'], ['.github/CODEOWNERS', '5.2'],
    ['docs/disposal-plan.md', '13.2'], ['docs/ai-security-training.md', '1.1'], ['docs/ai-inventory.md', '5.1'],
  ])('%s speaks for %s', (path, provision) => {
    const found = gatherEvidence(knowledge({ workspace: workspaceWith({ [path]: '' }) })).get(provision) ?? [];
    expect(found.filter(({ bearing }) => bearing === 'for').map(({ places }) => places[0]?.path)).toContain(path);
  });

  test.each([
    ['.github/workflows/ci.yml', 'steps:\n  - run: npx promptfoo eval\n', '9.1', '`promptfoo`', 2],
    ['pyproject.toml', 'dependencies = ["langfuse>=2"]\n', '12.1', '`langfuse`', 1],
    ['package.json', '{\n"dependencies": {\n"@opentelemetry/api": "1" } }', '12.2', '`@opentelemetry`', 3],
    ['.pre-commit-config.yaml', 'repos:\n- repo: https://github.com/gitleaks/gitleaks', '6.1', '`gitleaks`', 2],
  ])('%s is read for what it names', (path, text, provision, word, line) => {
    const found = (gatherEvidence(knowledge({ workspace: workspaceWith({ [path]: text }) })).get(provision) ?? []).find((it) => it.text.includes(word));
    expect(found).toMatchObject({ bearing: 'for', places: [{ path, line }] });
  });

  test.each(['test/fixtures/SECURITY.md', 'examples/SECURITY.md', 'src/insecurity.md', 'notes/SECURITY.md.bak'])('%s is no evidence', (path) => {
    expect(textsFor('6.4', knowledge({ workspace: workspaceWith({ [path]: '' }) }))).toEqual([
      'absent: No vulnerability disclosure policy was found in this folder',
    ]);
  });

  test('a word inside another is not that word', () => {
    const workspace = workspaceWith({ 'requirements.txt': 'garakuta==1\nnot-pino\nmy_langfusely\n' });
    expect(textsFor('9.1', knowledge({ workspace }))).toContain('absent: No evaluation or red-team configuration was found');
  });
});

describe('age', () => {
  test('is what the document says of itself, else what the disk says', () => {
    expect(findAge('# Plan\n\n**Last reviewed:** 2025-06-01, created 2020-01-01', '2026-02-01', '2026-02-03')).toEqual({ date: '2025-06-01', basis: 'stated', isOld: false });
    expect(findAge('| Date | 2024-12-01 |', undefined, '2026-02-03')).toEqual({ date: '2024-12-01', basis: 'stated', isOld: true });
    expect(findAge('Next review: 2027-01-01', '2026-02-01', '2026-02-03')).toEqual({ date: '2026-02-01', basis: 'file', isOld: false });
    expect(findAge('nothing', undefined, '2026-02-03')).toBeUndefined();
  });
});

describe('findings', () => {
  const found = [
    finding('model-output-to-code', ['2.2', '9.4.1']), finding('model-output-to-code', ['2.2', '9.4.1'], { path: 'b.py' }),
    finding('unlogged-inference', ['12.1'], { severity: 'hint' }),
  ];

  test('speak against every provision they bear on, and hints do not', () => {
    const known = knowledge({ findings: found });
    expect(textsFor('9.4.1', known)).toEqual(['against: 2 open findings: Title of model-output-to-code']);
    expect(textsFor('12.1', known)[0]).toBe('note: The rule that bears on this found nothing in 3 files');
    expect(stateOf('2.2', emptyChecklist, known)).toMatchObject({ findings: 2, contradictions: [] });
  });

  test('that were not looked for everywhere say nothing by their absence', () => {
    const examined = { scope: 'open-files', files: 1, suppressed: 0, leftOut: [] } as const;
    expect(gatherEvidence(knowledge({ examined })).get('2.2')).toBeUndefined();
  });
});

describe('contradictions', () => {
  const known = knowledge({ findings: [finding('model-output-to-code', ['2.2'])] });

  test('evidence never answers by itself', () => {
    for (const { answer } of assess(emptyChecklist, known).flatMap((it) => it.provisions)) expect(answer).toEqual({});
  });

  test.each([
    ['met', 'Marked met, 1 open finding'],
    ['not-applicable', 'Marked not applicable, 1 open finding'],
    ['partly', undefined],
    ['not-met', undefined],
  ])('%s beside a finding: %s', (status, expected) => {
    expect(checklistStatuses).toContain(status);
    const { contradictions } = stateOf('2.2', answered('2.2', { status, reason: 'because' }), known);
    expect(contradictions).toEqual(expected === undefined ? [] : [expected]);
  });

  test('an old document, one with gaps, and a missing reason', () => {
    const workspace = workspaceWith({ 'threat-model.md': 'Last updated 2024-01-01\nTODO\nTODO\n' });
    expect(stateOf('3.1', answered('3.1', { status: 'met' }), knowledge({ workspace })).contradictions).toEqual([
      'Marked met, `threat-model.md` has 2 gaps marked TODO',
      'Marked met, `threat-model.md` is of 2024-01-01, more than a year ago',
    ]);
    expect(stateOf('7.2', answered('7.2', { status: 'not-applicable' }), knowledge()).contradictions).toEqual(['Marked not applicable, without a reason']);
  });

  test('a model without a fixed version', () => {
    const asset = { kind: 'model', detail: '', places: [{ path: 'a.py', line: 1 }] };
    const inventory: InventoryFact = {
      assets: [{ ...asset, id: '1', name: 'gpt-4o', isFixedVersion: false }, { ...asset, id: '2', name: 'x-2024-01-01', isFixedVersion: true }],
      connections: [],
    };
    expect(stateOf('5.2', answered('5.2', { status: 'met' }), knowledge({ inventory })).contradictions).toEqual(['Marked met, 1 asset of 2 without a fixed version']);
    expect(textsFor('5.1', knowledge({ inventory }))).toContain('for: The AI inventory lists 2 assets and 0 connections');
  });
});
