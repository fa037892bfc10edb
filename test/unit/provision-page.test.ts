import { describe, expect, test } from 'vitest';
import { formHtml, formUpdate } from '../../client/src/checklist/formPage';
import type { ChecklistProvision, ChecklistState } from '../../server/src/lsp/protocol';

const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>`</textarea>&';
const place = { uri: `file:///${evil}`, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, label: evil };
const provision: ChecklistProvision = {
  id: '2.2', etsi: '5.1.2-2', level: 'requirement', brief: evil, summary: evil, goodEvidence: evil, roles: ['developer'], findings: 1,
  answer: { status: 'not-applicable', reason: evil, owner: evil, date: evil, notes: evil, links: [evil] },
  links: [{ text: evil, address: `https://e.example/${evil}` }, { text: evil, place }, { text: evil }],
  contradictions: [evil],
  evidence: [{ bearing: 'against', kind: 'findings', text: evil, places: [{ ...place, text: evil }], count: 9, document: evil }],
};
const state: ChecklistState = {
  principles: [{ number: 2, title: evil, phase: 'secure-design', provisions: [provision] }],
  roles: [{ id: 'developer', name: evil }], phases: [{ id: 'secure-design', name: evil }], etsi: evil, rules: {}, inventoried: true, scanned: false,
  file: 'file:///x', problem: { message: evil, place }, notes: [],
};

describe('the page of a provision', () => {
  const html = formHtml({ state, provision, nonce: 'abc', script: 'vscode-webview://x/form.js' });

  test('gives what comes from the workspace no power', () => {
    const update = formUpdate(state, provision) as Readonly<Record<string, string>>;
    for (const part of [html.replace('<script nonce="abc" src="vscode-webview://x/form.js"></script>', ''), update['evidence'], update['problem'], update['links']]) {
      expect(part).not.toMatch(/<script|<img/);
      expect(part?.match(/<\/textarea>/g)?.length ?? 0).toBe(part?.match(/<textarea/g)?.length ?? 0);
    }
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(command:principled\.\w+\?|https:\/\/)/);
  });

  test('loads its own style and script and nothing else', () => {
    expect(html).toContain(`content="default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'"`);
    expect(html.match(/<(?:script|style|link)[^>]*>/g)).toEqual(['<style nonce="abc">', '<script nonce="abc" src="vscode-webview://x/form.js">']);
    expect(html).not.toMatch(/ on\w+="| style="/);
  });

  test('labels every field', () => {
    const ids = [...html.matchAll(/<(?:input|textarea) id="(\w+)"/g)].map((it) => it[1]);
    expect(ids).toEqual(['reason', 'owner', 'date', 'notes', 'links']);
    for (const id of ids) expect(html).toContain(`<label for="${id}">`);
    expect(html).toMatch(/<main>[^]*<form aria-labelledby="answer"/);
  });
});
