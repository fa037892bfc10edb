import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLinter } from '../../server/src/lint/createLinter';
import { defaultSettings } from '../../server/src/lint/settings';
import { bundledParsers, diskHost } from '../support/fixtures';

const files = {
  'base.py': `TABLE = {}

def registered(name):
    def keep(function):
        TABLE[name] = function
        return function
    return keep

class Step:
    def go(self, text):
        raise NotImplementedError
`,
  'steps.py': `import os
from base import Step, registered

class Shell(Step):
    def go(self, text):
        return text

@registered("run")
def run(text):
    os.system(text)
`,
  'a_server.py': `from fastmcp import FastMCP
from base import TABLE
import steps

server = FastMCP("steps")

@server.tool()
def chosen(name: str, text: str) -> None:
    TABLE[name](text)
`,
};

/** The file with the abstract class is looked at once more when all implementations are known, and so is what fills its table. */
test('a table that other files fill is followed beside an abstract class', async () => {
  const parsers = await bundledParsers();
  const folder = mkdtempSync(join(tmpdir(), 'principled-registry-'));
  try {
    const linter = createLinter({ ...parsers, dispose: () => undefined }, diskHost);
    linter.setRoots([folder]);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
      linter.setFile({ path: join(folder, name), language: 'python', text });
    }
    // In the order of a scan: the server comes first.
    for (const name of Object.keys(files).sort()) linter.prepare(join(folder, name));
    linter.settle();
    const { findings } = linter.lint(join(folder, 'steps.py'), { ...defaultSettings, allRules: true });
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['tool-argument-to-shell']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
