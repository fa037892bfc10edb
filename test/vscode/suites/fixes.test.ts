import { strict as assert } from 'node:assert';
import { suite, suiteSetup, teardown, test } from 'mocha';
import { commands, type CodeAction, type TextDocument } from 'vscode';
import { rules } from '../../../server/src/rules/index';
import {
  actionsFor, apply, closeAll, eventually, expectFindings, extensionFolder, findingOf, found, open, openText,
} from './support/editor';
import { loadSyntax, type IsSound } from './support/syntax';

/** Files of `mending/`, each named after the rule whose finding in it can be mended. */
const mended = [
  'hardcoded-api-key.py', 'hardcoded-api-key.ts',
  'model-output-to-code.py', 'model-output-to-code.ts',
  'model-output-to-html.tsx',
  'model-output-to-shell.py', 'model-output-to-shell.ts',
  'secret-in-prompt.py',
  'unlogged-inference.py', 'unlogged-inference.ts',
  'untrusted-input-in-system-prompt.py',
  'unvalidated-model-json.py', 'unvalidated-model-json.ts',
];

suite('Fixes in the light bulb', () => {
  let isSound: IsSound;

  suiteSetup(async () => {
    isSound = await loadSyntax(extensionFolder().fsPath);
  });
  teardown(closeAll);

  for (const name of mended) {
    test(`mend ${name}, each of them`, async () => {
      const ruleId = name.replace(/\.\w+$/, '');
      const { document } = await open(`mending/${name}`);
      const count = (await fixesOf(document, ruleId)).length;
      assert.ok(count > 0, 'no fix is offered');
      for (let index = 0; index < count; index++) {
        const before = document.getText();
        const fix = (await fixesOf(document, ruleId))[index];
        assert.ok(fix, 'after undo there are fewer fixes');
        assert.equal(fix.isPreferred ?? false, index === 0, 'the first fix, and only the first, is the preferred one');
        await apply(fix);
        await expectMended(document, fix.title);
        assert.ok(isSound(name, document.getText()), `after "${fix.title}" it does not parse:\n${document.getText()}`);
        await commands.executeCommand('undo');
        assert.equal(document.getText(), before, 'one undo takes the fix back');
      }
    });
  }

  test('exist in this list for every rule that says it has one', () => {
    const listed = new Set(mended.map((name) => name.replace(/\.\w+$/, '')));
    const missing = Object.values(rules).filter(({ hasFix, id }) => hasFix && !listed.has(id));
    assert.deepEqual(missing.map(({ id }) => id), []);
  });

  test('are applied at once to all keys of a file', async () => {
    const { document } = await openText('python', [
      'import anthropic', 'import openai', '',
      'gpt = openai.OpenAI(api_key="proj-7f2a91c0d4e8b6553c1a9e02")',
      'claude = anthropic.Anthropic(api_key="team-5b1e77aa09c34d2f8e60c1d4")', '',
    ].join('\n'));
    await expectFindings(document.uri, ['4 hardcoded-api-key', '5 hardcoded-api-key']);
    const all = await eventually(async () => {
      const actions = await actionsFor(document.uri, await findingOf(document.uri, 'hardcoded-api-key'));
      const action = actions.find(({ title }) => title.startsWith('Fix all '));
      assert.ok(action, `there is none among: ${actions.map(({ title }) => title).join(', ')}`);
      return action;
    });
    await apply(all);
    await expectFindings(document.uri, []);
    assert.match(document.getText(), /^import os$/m);
    assert.ok(isSound('untitled.py', document.getText()), document.getText());
  });
});

/** The entries that change the code and are no suppression, in the order of the light bulb. */
async function fixesOf(document: TextDocument, ruleId: string): Promise<CodeAction[]> {
  const finding = await findingOf(document.uri, ruleId);
  return eventually(async () => {
    const actions = await actionsFor(document.uri, finding);
    assert.ok(actions.length > 0, 'the light bulb is empty');
    return actions.filter(({ title, edit, command }) => edit && !command && !/^(Allow|Fix all) /.test(title));
  });
}

/** The finding is gone, and the fix has brought no other. */
async function expectMended(document: TextDocument, title: string): Promise<void> {
  await eventually(() => assert.deepEqual(found(document.uri), [], `after "${title}":\n${document.getText()}`));
}
