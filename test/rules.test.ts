import { expect, test } from 'vitest';
import { allFixtures, fixtureLinter, lintFixture } from './support/fixtures';

const linter = await fixtureLinter();

test.each(allFixtures())('$name', (fixture) => {
  const { expected, found } = lintFixture(linter, fixture);
  expect(found).toEqual(expected);
});
