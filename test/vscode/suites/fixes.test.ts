import { strict as assert } from 'node:assert';
import { suite, suiteSetup, teardown, test } from 'mocha';
import { commands, ConfigurationTarget, workspace, type CodeAction, type TextDocument } from 'vscode';
import { rules } from '../../../server/src/rules/index';
import {
  actionNamed, actionsFor, apply, closeAll, eventually, expectFindings, extensionFolder, findingOf, found, open, openText,
} from './support/editor';
import { loadSyntax, type IsSound } from './support/syntax';

/** Files of `mending/`, each named after the rule whose finding in it can be mended. */
const mended = [
  'hardcoded-api-key.py', 'hardcoded-api-key.ts',
  'model-output-to-code.py', 'model-output-to-code.ts',
  'model-output-to-deserializer.py',
  'model-output-to-dispatch.py', 'model-output-to-dispatch.ts',
  'model-output-to-file-path.py',
  'model-output-to-html.tsx',
  'model-output-to-shell.py', 'model-output-to-shell.ts',
  'model-output-to-sql.py',
  'model-output-to-url.py',
  'retrieved-text-in-system-prompt.py',
  'secret-in-prompt.py',
  'sensitive-data-in-ai-log.py', 'sensitive-data-in-ai-log.ts',
  'system-prompt-disclosure.py',
  'tool-argument-to-code.py', 'tool-argument-to-file-path.py', 'tool-argument-to-shell.py',
  'tool-argument-to-sql.py', 'tool-argument-to-url.py',
  'tool-result-in-system-prompt.py',
  'unchecked-stop-reason.py',
  'unlogged-inference.py', 'unlogged-inference.ts',
  'untrusted-input-in-system-prompt.py',
  'untrusted-prompt-template.py', 'untrusted-prompt-template.ts',
  'unvalidated-model-json.py', 'unvalidated-model-json.ts',
];

suite('Fixes in the light bulb', () => {
  let isSound: IsSound;

  suiteSetup(async () => {
    isSound = await loadSyntax(extensionFolder().fsPath);
  });
  teardown(async () => {
    await closeAll();
    await setSeverity(undefined);
  });

  for (const name of mended) {
    test(`mend ${name}, each of them`, async () => {
      const ruleId = name.replace(/\.\w+$/, '');
      const isOff = Object.values(rules).some(({ id, severity }) => id === ruleId && severity === 'off');
      if (isOff) await setSeverity({ [ruleId]: 'warning' });
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

  test('that change no behaviour are applied at once to all of a file', async () => {
    const { document } = await openText('python', threeCalls);
    await expectFindings(document.uri, ['12 unlogged-inference', '17 unlogged-inference']);
    await apply(await actionNamed(document.uri, await findingOf(document.uri, 'unlogged-inference'), 'Fix all '));
    await expectFindings(document.uri, []);
    assert.equal(document.getText().match(/log\.info\(/g)?.length, 3);
    assert.ok(isSound('untitled.py', document.getText()), document.getText());
  });
});

/** One call is logged, two are not. */
const threeCalls = `import logging
from openai import OpenAI
log = logging.getLogger(__name__)
client = OpenAI()

def logged(question: str) -> str:
    reply = client.responses.create(model="gpt-5", input=question)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return reply.output_text

def first(question: str) -> str:
    reply = client.responses.create(model="gpt-5", input=question)
    return reply.output_text


def second(question: str) -> str:
    reply = client.responses.create(model="gpt-5", input=question)
    return reply.output_text
`;

function setSeverity(value: Readonly<Record<string, string>> | undefined): Thenable<void> {
  return workspace.getConfiguration('principled').update('severity', value, ConfigurationTarget.Workspace);
}

/** The entries above "Explain this finding" that mend this one finding, in the order of the light bulb. */
async function fixesOf(document: TextDocument, ruleId: string): Promise<readonly CodeAction[]> {
  const finding = await findingOf(document.uri, ruleId);
  const actions = await eventually(() => actionsFor(document.uri, finding));
  const end = actions.findIndex(({ title }) => title.startsWith('Explain this finding'));
  return actions.slice(0, end).filter(({ title }) => !title.startsWith('Fix all '));
}

/** The finding is gone, and the fix has brought no other. */
async function expectMended(document: TextDocument, title: string): Promise<void> {
  await eventually(() => assert.deepEqual(found(document.uri), [], `after "${title}":\n${document.getText()}`));
}
