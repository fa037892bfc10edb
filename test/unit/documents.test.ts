import { describe, expect, test } from 'vitest';
import { assess } from '../../server/src/assurance/assess';
import sources from '../../server/src/assurance/data/evidence-sources.json';
import { documentKinds, draftDocument, type Draft } from '../../server/src/assurance/documents/documents';
import { gatherEvidence } from '../../server/src/assurance/evidence';
import type { Knowledge } from '../../server/src/assurance/workspace';
import { finding, knowledge, workspaceWith } from './support/assurance';

const evil = '"]; click n1 "javascript:x"\n```\n<script>|](x) `|` @all';

function draft(kind: string, known: Knowledge = knowledge(), items: object = {}): Draft {
  const made = draftDocument(kind, assess({ raw: { items } }, known), known);
  if (!made) throw new Error(`no draft of ${kind}`);
  return made;
}

const assets = ['model', 'provider', 'tool', 'prompt', 'dataset'].map((kind, at) => ({
  id: `${kind}:${at}`, kind, name: `the ${kind}`, detail: `detail of ${kind}`, places: [{ path: 'app/main.py', line: at + 1 }],
  ...(kind === 'tool' ? { powers: ['shell'] } : {}),
}));
const known = knowledge({
  findings: [finding('model-output-to-code', ['2.2'])],
  inventory: { assets, connections: [{ from: 'model:0', to: 'tool:2', relation: 'has-tool' }, { from: 'model:0', to: 'gone', relation: 'x' }] },
});

describe.each(documentKinds.map(({ id }) => ({ id })))('a draft of $id', ({ id }) => {
  test('fills every place, and marks what is not known', () => {
    for (const one of [draft(id), draft(id, known)]) {
      expect(one.text).toMatch(/^# .*assistant/);
      expect(one.text).toContain('TODO');
      expect(one.text).not.toMatch(/\{\{|\}\}|\bundefined\b|\[object/);
    }
  });

  test('is evidence with gaps once it is saved where it says', () => {
    const { path, text } = draft(id);
    const book = gatherEvidence(knowledge({ workspace: workspaceWith({ [path]: text }) }));
    const found = [...book.values()].flat().filter((it) => it.kind === 'document' && it.bearing === 'for');
    expect(found.map((it) => it.document)).toContain(id);
    for (const it of found) expect(it.gaps).toBeGreaterThan(0);
  });

  test('has tables of one width', () => {
    for (const table of draft(id, known).text.match(/(?:^\|.*\n?)+/gm) ?? []) {
      expect(new Set(table.trim().split('\n').map((row) => row.split('|').length)).size, table).toBe(1);
    }
  });
});

test('every document that evidence offers can be drafted', () => {
  const ids = documentKinds.map(({ id }) => id);
  for (const { document } of sources.documents) expect(ids).toContain(document);
  expect(draftDocument('constructor', [], knowledge())).toBeUndefined();
});

test('says what is known of the workspace, and goes where nothing is yet', () => {
  const { text, path } = draft('threat-model', { ...known, workspace: workspaceWith({ 'docs/ai/Threat-Model.md': '' }) }, { '3.1': { owner: 'Grace' } });
  expect(path).toBe('docs/ai/threat-model-2.md');
  expect(text).toContain('Owner: Grace');
  expect(text).toContain('```mermaid\nflowchart LR\n  n1["Model: the model"]\n');
  expect(text).toContain('  n1 -- "has tool" --> n3\n```');
  expect(text).toContain('app/main.py:12');
  expect(draft('incident-plan', known).text).toContain('- the tool (can reach: shell): TODO (how to stop it)');
  expect(draft('system-card', known).text).toContain('| 2026-02-03 | Model in use when this log was begun | | the model | TODO | TODO | TODO |');
});

test('gives names of the workspace no power over a document', () => {
  const hostile = knowledge({
    workspace: { ...workspaceWith({}), name: evil },
    findings: [finding('model-output-to-code', ['2.2', '5.4', '12.1'], { path: evil, message: evil })],
    inventory: { assets: assets.map((it) => ({ ...it, name: evil, detail: evil })), connections: [] },
  });
  for (const { id } of documentKinds) {
    const { text } = draft(id, hostile, { '3.1': { owner: evil } });
    const outside = text.replace(/```mermaid\n[^]*?\n```\n/g, '').replace(/(`+)[^`](?:[^]*?[^`])?\1(?!`)/g, '');
    expect(outside).not.toMatch(/<script|\]\(x\)|```/);
    for (const [, diagram = ''] of text.matchAll(/```mermaid\n([^]*?)\n```/g)) {
      for (const line of diagram.split('\n').slice(1)) expect(line).toMatch(/^ {2}n\d+\["[^"<>`[\]|]*"\]$/);
    }
  }
});
