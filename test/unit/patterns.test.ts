import { expect, test } from 'vitest';
import { bitOf, EVERYTHING } from '../../server/src/analysis/flow/families';
import { admitsOnly } from '../../server/src/analysis/flow/patterns';

const families = ['code', 'shell', 'sql', 'html', 'file-path', 'url'] as const;

function clearFor(pattern: string): string {
  const cleared = admitsOnly(pattern);
  return cleared === EVERYTHING ? 'all' : families.filter((family) => cleared & bitOf(family)).join(' ');
}

test.each([
  ['^[a-z0-9-]+$', 'all'],
  ['\\A\\w{1,64}\\Z', 'all'],
  ['^(?:^(?:[a-z]+)$)$', 'all'],
  ['^[\\x41-\\x5a]{3}$', 'all'],
  ['^\\w+(?:\\.\\w+)*$', 'code shell sql html file-path'],
  ['^[\\w.]+\\.md$', 'code shell sql html file-path'],
  ['^[\\w.]+$', 'code shell sql html'],
  ['^(?:\\d{4}\\.\\d{4,5}|[a-z-]+/\\d{7})(?:v\\d+)?$', 'shell sql html file-path'],
  ['^(?!.*\\.\\.)\\w[\\w./]*$', 'shell sql html file-path'],
  ['^[^/\\\\]+\\.md$', 'file-path'],
  ['^[\\u4e00-\\u9fa5]+$', 'file-path'],
  ['^[0-9+*/ ().-]+$', 'code'],
  ['^https?://[\\w.]+$', 'shell sql html'],
  ['^[A-Za-z]:[\\\\/]\\w+$', ''],
  ['^[\\w./]+$', 'shell sql html'],
  ['^[^/]+$', ''],
  ['^a|b$', ''],
  ['[a-z]+', ''],
  ['^[a-z]+', ''],
  ['(?m)^[a-z]+$', ''],
  ['^(\\w+)=\\1$', ''],
  ['^[\\t-z]+$', ''],
  ['^(', ''],
])('what %s admits is clear for: %s', (pattern, expected) => {
  expect(clearFor(pattern)).toBe(expected);
});

test('a pattern that repeats repeats is looked at in bounded time', () => {
  expect(clearFor(`^${'('.repeat(12)}[a-z/]${'){1,9}'.repeat(12)}$`)).toBe('');
});

test('a pattern longer than anyone writes says nothing', () => {
  expect(clearFor(`^${'(?:'.repeat(200)}a${')'.repeat(200)}$`)).toBe('all');
  expect(clearFor(`^${'(?:'.repeat(3000)}a${')'.repeat(3000)}$`)).toBe('');
});
