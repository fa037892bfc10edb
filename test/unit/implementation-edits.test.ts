import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { createLinter } from '../../server/src/lint/createLinter';
import { defaultSettings } from '../../server/src/lint/settings';
import { allFixtures, bundledParsers, diskHost, fixturesFolder } from '../support/fixtures';

const parsers = await bundledParsers();
const { files } = allFixtures().find(({ name }) => name === 'model-output-to-shell/interfaces-ts')!;
const pathOf = (name: string): string => files.find((path) => path.endsWith(name))!;

/** How many findings there are where the command runs, once the typing rests. */
test('who calls an interface follows each edit of what implements it, whatever was edited before', () => {
  const linter = createLinter({ ...parsers, dispose: () => undefined }, diskHost);
  linter.setRoots([fixturesFolder]);
  const write = (path: string, text: string): void => linter.setFile({ path, language: languageOfPath(path)!, text });
  const found = (): number => {
    for (const path of files) linter.prepare(path);
    linter.settle();
    return linter.lint(pathOf('runners.ts'), { ...defaultSettings, allRules: true }).findings.length;
  };
  for (const path of files) write(path, readFileSync(path, 'utf8'));
  expect(found()).toBe(1);
  const types = pathOf('types.ts');
  const assistant = pathOf('assistant.ts');
  const asking = readFileSync(assistant, 'utf8');
  const silent = asking.replace("from 'openai'", "from './own'");
  write(types, `${readFileSync(types, 'utf8')}\nexport type Name = string;\n`);
  for (let step = 0; step < 5; step++) linter.advance();
  for (const [text, count] of [[silent, 0], [asking, 1], [silent, 0], [asking, 1]] as const) {
    write(assistant, text);
    linter.lint(assistant, defaultSettings);
    for (let step = 0; step < 3; step++) linter.advance();
    expect(found()).toBe(count);
  }
});
