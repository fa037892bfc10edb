import { expect, test } from 'vitest';
import { graphHtml } from '../../../client/src/inventory/graphPage';
import type { InventoryState } from '../../../server/src/lsp/protocol';

const hostile = [`<img src=x onerror=alert(1)>`, `</script><script>alert(1)</script>`, `"><a href="command:workbench.action.quit">`, `' onload='alert(1)`, ']]>&lt;'];
const kinds = [{ kind: 'model', name: 'Models', one: 'Model' }, { kind: 'provider', name: 'Providers', one: 'Provider' }, { kind: 'tool', name: 'Tools', one: 'Tool' }];

function place(uri: string): InventoryState['assets'][number]['places'][number] {
  const at = { line: 3, character: 1 };
  return { uri, range: { start: at, end: at }, label: `${uri}, line 4` };
}

const state: InventoryState = {
  kinds, files: 1, isWhole: true,
  assets: hostile.flatMap((name) => [
    { id: `model:${name}`, kind: 'model', name, detail: name, places: [place(`file:///${name}`)], powers: [] },
    { id: `provider:${name}`, kind: 'provider', name, detail: '', places: [place(`file:///${name}`)], powers: [] },
    { id: `tool:${name}`, kind: name, name, detail: '', places: [], powers: [{ power: 'shell', place: place(`file:///${name}`) }] },
  ]),
  connections: hostile.map((name) => ({ from: `model:${name}`, to: `provider:${name}`, relation: name })),
};

test('hostile names are shown and nothing else', () => {
  const html = graphHtml([{ name: 'shop', state }], 'abc');
  expect(html).not.toMatch(/<(img|script)\b/i);
  const tags = new Set([...html.matchAll(/<([a-z!][\w]*)/gi)].map(([, tag]) => tag));
  expect([...tags].sort()).toEqual(['!DOCTYPE', 'a', 'body', 'defs', 'g', 'h1', 'h2', 'head', 'html', 'li', 'main', 'marker', 'meta', 'nav', 'p', 'path', 'rect', 'span', 'style', 'svg', 'text', 'title', 'ul']);
  const attributes = [...html.matchAll(/<[a-z]+((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/gi)].flatMap(([, all]) => [...(all ?? '').matchAll(/\s([\w:-]+)="/g)].map(([, name]) => name));
  expect(attributes.filter((name) => name?.startsWith('on'))).toEqual([]);
  const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href ?? '');
  expect(links.length).toBeGreaterThan(hostile.length);
  expect(links.filter((href) => href !== '#list' && !href.startsWith('command:principled.revealPlace?%5B'))).toEqual([]);
  expect(html).toContain(`default-src 'none'; style-src 'nonce-abc'`);
});

test('every box can be reached by keyboard, and the list says the same', () => {
  const html = graphHtml([{ name: 'shop', state }], 'abc');
  expect(html.match(/<a class="node /g)).toHaveLength(2 * hostile.length + 1);
  expect(html).toContain('aria-label="Provider ');
  expect(html).toContain('<ul aria-labelledby="list">');
});

test('an inventory without connections says so', () => {
  expect(graphHtml([{ name: 'shop', state: { kinds, assets: [], connections: [], files: 0, isWhole: true } }], 'n')).toContain('Nothing is connected yet');
});

test('a very large inventory is drawn in part, and says so', () => {
  const many = Array.from({ length: 300 }, (_, index) => ({ id: `m${index}`, kind: 'model', name: `m${index}`, detail: '', places: [place('file:///a.py')], powers: [] }));
  const connections = many.slice(1).map(({ id }) => ({ from: 'm0', to: id, relation: 'calls' }));
  const html = graphHtml([{ name: 'shop', state: { kinds, assets: many, connections, files: 1, isWhole: true } }], 'n');
  expect(html).toContain('180 more are in the view');
  expect(html.match(/<a class="node /g)).toHaveLength(120);
});

test('several folders are told apart, also where they have the same parts', () => {
  const html = graphHtml([{ name: 'shop', state }, { name: '<b>bank</b>', state }], 'abc');
  expect(html.match(/<a class="node /g)).toHaveLength(2 * (2 * hostile.length + 1));
  expect(html).toContain('>Model in shop<');
  expect(html).toContain('>Model in &lt;b&gt;bank&lt;/b&gt;<');
});
