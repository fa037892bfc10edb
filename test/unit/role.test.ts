import { expect, test } from 'vitest';
import { placeBelow, roleOf } from '../../server/src/analysis/project/role';

/** The nearest of these folders around the one that is asked for. */
function layoutOf(manifests: readonly string[]) {
  return {
    projectRoot: (folder: string): string | undefined =>
      manifests.filter((one) => folder === one || folder.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0],
  };
}

test.each([
  ['an example of a project', ['/w'], ['/w/tool'], '/w/tool/examples/bot/main.py', 'example'],
  ['an example with a manifest of its own', ['/w'], ['/w/tool', '/w/tool/examples/bot'], '/w/tool/examples/bot/main.py', 'example'],
  ['the folder that is scanned has the manifest', ['/w/tool'], ['/w/tool', '/w/tool/examples/bot'], '/w/tool/examples/bot/main.py', 'example'],
  ['a collection of applications', ['/w'], ['/w/examples/bot'], '/w/examples/bot/main.py', 'application'],
  ['an example that is opened by itself', ['/w/tool/examples/bot'], ['/w/tool', '/w/tool/examples/bot'], '/w/tool/examples/bot/main.py', 'application'],
  ['a part of a repository', ['/w'], ['/w', '/w/apps/web'], '/w/apps/web/main.ts', 'application'],
  ['a folder around the workspace', ['/samples/w'], [], '/samples/w/main.py', 'application'],
  ['no folder is open', [], ['/w/tool', '/w/tool/examples/bot'], '/w/tool/examples/bot/main.py', 'application'],
])('%s', (_name, roots, manifests, path, role) => {
  expect(roleOf(placeBelow(path, roots, layoutOf(manifests)))).toBe(role);
});
