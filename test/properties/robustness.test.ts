import { performance } from 'node:perf_hooks';
import { describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../server/src/lint/settings';
import { fixtureLinter } from '../support/fixtures';
import { pythonShapes, scriptShapes, type Shape } from './shapes';

const linter = await fixtureLinter();
const extensions: Readonly<Record<string, string>> = { python: 'py', typescript: 'ts', typescriptreact: 'tsx' };

describe('programs of unusual size', () => {
  test.each([...pythonShapes, ...scriptShapes])('$name', (shape) => {
    const out = vi.spyOn(process.stdout, 'write');
    const started = performance.now();
    const { findings, problems } = examine(shape);
    const took = performance.now() - started;
    process.stderr.write(`${took.toFixed(0)} ms ${findings.length} ${shape.name} ${[...new Set(findings.map(f=>f.ruleId))]}\n`);
    expect(out).not.toHaveBeenCalled();
    expect(problems).toEqual([]);
    expect(took).toBeLessThan(20_000);
  }, 60_000);
});

function examine({ language, text }: Shape) {
  const path = `/project/shape.${extensions[language]!}`;
  linter.setFile({ path, language, text });
  try {
    return linter.lint(path, defaultSettings);
  } finally {
    linter.dropFile(path);
  }
}
