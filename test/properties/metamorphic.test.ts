import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { described, isBroken, lint, named, sources, type Change, type Source } from './source';
import {
  addComments, addDeadCode, addParentheses, deleteSanitiser, detour, moveFunction, reformat, renameLocals, type Transform,
} from './transforms';

/** Rewritings after which every finding stands where it stood, and no other does. */
const keeping: readonly { readonly name: string; readonly transform: Transform }[] = [
  { name: 'adding comments and blank lines', transform: addComments },
  { name: 'adding code that is never run', transform: addDeadCode },
  { name: 'breaking and joining lines', transform: reformat },
  { name: 'adding parentheses', transform: addParentheses },
  { name: 'renaming names of the file', transform: renameLocals },
  { name: 'moving a function to the end', transform: moveFunction },
  { name: 'sending a value a way round', transform: detour },
];

const seeds = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200), seed: Number(process.env['PROPERTY_SEED'] ?? 1) };
const anySource = fc.constantFrom(...sources.map((source) => source.name));
/** Which of the places a rewriting could change it does change. */
const somePicks = fc.array(fc.nat({ max: 10_000 }), { minLength: 2, maxLength: 24 });

describe('what is found does not change by', () => {
  test.each(keeping)('$name', ({ transform }) => {
    let changed = 0;
    fc.assert(fc.property(anySource, somePicks, (name, picks) => {
      const source = named(name);
      const change = transform(source, picks);
      if (!change) return;
      changed++;
      const { before, after } = compared(source, change);
      expect(after).toEqual(before);
    }), seeds);
    // A rewriting that finds nothing to do would hold for nothing.
    expect(changed).toBeGreaterThan(seeds.numRuns / 4);
  }, 120_000);
});

test('without a sanitiser there is no less to find', () => {
  let changed = 0;
  const able = sources.filter((source) => deleteSanitiser(source, [0])).map((source) => source.name);
  fc.assert(fc.property(fc.constantFrom(...able), somePicks, (name, picks) => {
    const source = named(name);
    const change = deleteSanitiser(source, picks);
    if (!change) return;
    changed++;
    const { before, after } = compared(source, change);
    expect(after).toEqual(expect.arrayContaining(before));
  }), seeds);
  expect(changed).toBe(seeds.numRuns);
}, 120_000);

function compared(source: Source, change: Change): { before: string[]; after: string[] } {
  expect(isBroken(source.language, change.text), change.text).toBe(source.program.hasErrors);
  return {
    before: described(source.findings, change.text, change.at),
    after: described(lint(source.path, source.language, change.text), change.text, (offset) => offset),
  };
}
