import { strict as assert } from 'node:assert';
import { suite, teardown, test } from 'mocha';
import { commands, MarkdownString, type Hover, type TextEditor } from 'vscode';
import { closeAll, eventually, findingOf, open } from './support/editor';

suite('The hover card', () => {
  teardown(closeAll);

  test('says what happens, what to do instead and which provision asks for it', async () => {
    const { value } = await cardAt(await open('analyst.py'), 'model-output-to-code');
    assert.match(value, /\*\*Model output runs as code\.\*\*/);
    assert.match(value, /\*\*Instead:\*\*/);
    assert.match(value, /\*\*Code of Practice, principle 2 · 2\.2\*\* \(requirement\): /);
    assert.match(value, /principle 2: Design your AI system for security/);
    assert.match(value, /https:\/\/www\.gov\.uk\//);
    assert.doesNotMatch(value, /undefined|\[object/);
  });

  test('cites another provision for another rule, in another language', async () => {
    const { value } = await cardAt(await open('mending/hardcoded-api-key.ts'), 'hardcoded-api-key');
    assert.match(value, /\*\*Code of Practice, principle 6 · 6\.1\*\* \(requirement\): /);
  });

  test('links to our own commands and trusts no others', async () => {
    const card = await cardAt(await open('analyst.py'), 'model-output-to-code');
    const linked = [...card.value.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command ?? '');
    assert.deepEqual(linked, ['principled.explainFinding', 'principled.openChecklist', 'principled.allowFinding']);
    assert.ok(typeof card.isTrusted === 'object', 'every command is trusted, or none');
    const { enabledCommands } = card.isTrusted;
    assert.deepEqual(linked.filter((it) => !enabledCommands.includes(it)), []);
    assert.ok(enabledCommands.every((it) => it.startsWith('principled.')));
    assert.equal(card.supportHtml ?? false, false);
  });
});

/** Our card on the first finding of a rule. */
async function cardAt({ document }: TextEditor, ruleId: string): Promise<MarkdownString> {
  const { range } = await findingOf(document.uri, ruleId);
  return eventually(async () => {
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, range.start);
    const cards = hovers.flatMap(({ contents }) => contents).filter((it) => it instanceof MarkdownString);
    const card = cards.find(({ value }) => value.includes('Code of Practice'));
    assert.ok(card, 'there is no card');
    return card;
  });
}
