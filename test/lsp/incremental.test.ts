import fc from 'fast-check';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { loadBundledParsers } from '../../server/src/host/grammars';
import { createLinter } from '../../server/src/lint/createLinter';
import type { LintResult } from '../../server/src/lint/finding';
import type { Linter } from '../../server/src/lint/linter';
import { defaultSettings } from '../../server/src/lint/settings';
import { documentTracking } from '../../server/src/lsp/documents';

const uri = 'file:///project/app.py';
const start = [
  'import os', 'from openai import OpenAI', 'client = OpenAI()', '', 'def ask(q):', '    """Ask: ✓ 🙂"""',
  '    reply = client.responses.create(model="m", input=q)', '    return reply.output_text', '', 'eval(ask("1 + 1"))',
  'os.system(ask("ls"))', '',
].join('\r\n');

let incremental: Linter;
let fresh: Linter;
beforeAll(async () => {
  const folder = join(import.meta.dirname, '../../out');
  incremental = createLinter(await loadBundledParsers(folder));
  fresh = createLinter(await loadBundledParsers(folder));
});
afterAll(() => {
  incremental.dispose();
  fresh.dispose();
});

const position = fc.record({ line: fc.nat(14), character: fc.nat(60) });
const text = fc.oneof(
  fc.constantFrom('', '\n', '"', '"""', '(', ')', '🙂', 'eval(ask("x"))\n', '    pass\n', '# principled: allow model-output-to-code because x y\n', 'def f():\n'),
  fc.string({ maxLength: 6 }),
);
const change = fc.record({ range: fc.record({ start: position, end: position }), text });

test('edits of any kind give what the whole text gives', () => {
  fc.assert(fc.property(fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rounds) => {
    const document = documentTracking.create(uri, 'python', 1, start);
    const found = (linter: Linter): LintResult => linter.lint(document.path, defaultSettings);
    incremental.setFile({ path: document.path, language: 'python', text: start });
    found(incremental);
    document.edits = [];
    rounds.forEach((changes: TextDocumentContentChangeEvent[], at) => {
      documentTracking.update(document, changes, at + 2);
      const file = { path: document.path, language: 'python', text: document.text.getText() } as const;
      incremental.setFile(file, document.edits);
      document.edits = [];
      fresh.dropFile(document.path);
      fresh.setFile(file);
      found(incremental);
      incremental.settle();
      expect(found(incremental)).toEqual(found(fresh));
    });
  }), { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 120), seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
});
