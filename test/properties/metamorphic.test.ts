import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnByName } from './draw';
import { extractHelper, moveToFile } from './moves';
import { described, isBroken, lint, lintTogether, named, sources, type Change, type Source } from './source';
import {
  addComments, addDeadCode, addParentheses, deleteSanitiser, detour, moveFunction, reformat, renameLocals, type Transform,
} from './transforms';

/**
 * Where more is known inside the function than of what it hands to a helper: which field of a tuple it is, which of
 * several objects, what class an annotated field has, a fourth member in a row (`self._context.config.llm.ask`), and which
 * messages a library was given that nobody knows.
 */
const knownLess = /trimmed_messages|named_tuples|which[-_]of[-_]several|described_fields|seen_config_attribute/;

/** Rewritings after which every finding stands where it stood, and no other does. */
const keeping: readonly { readonly name: string; readonly transform: Transform; readonly but?: RegExp; readonly except?: RegExp }[] = [
  { name: 'adding comments and blank lines', transform: addComments },
  { name: 'adding code that is never run', transform: addDeadCode },
  { name: 'breaking and joining lines', transform: reformat },
  { name: 'adding parentheses', transform: addParentheses },
  // What is only likely may rest on a name.
  { name: 'renaming names of the file', transform: renameLocals, but: /^\d+ [a-z-]+ likely/ },
  { name: 'moving a function to the end', transform: moveFunction },
  // An interpreter is told by the name that holds it, if by nothing else; what comes a way round has none.
  { name: 'sending a value a way round', transform: detour, but: /^\d+ model-output-to-code likely/ },
  // A call that is taken for a model's by its name alone is not, where the object behind it is known: in a helper it is not.
  { name: 'extracting a helper', transform: extractHelper, except: knownLess, but: /^\d+ (unlogged-inference|model-output-to-code) likely/ },
];

const seeds = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200), seed: Number(process.env['PROPERTY_SEED'] ?? 1) };
const anySource = drawnByName(sources.map((source) => source.name));
/** Which of the places a rewriting could change it does change. */
const somePicks = fc.array(fc.nat({ max: 10_000 }), { minLength: 2, maxLength: 24 });

describe('what is found does not change by', () => {
  test.each(keeping)('$name', ({ transform, but, except }) => {
    let changed = 0;
    fc.assert(fc.property(anySource, somePicks, (name, picks) => {
      if (except?.test(name)) return;
      const source = named(name);
      const change = transform(source, picks);
      if (!change) return;
      changed++;
      const { before, after } = compared(source, change);
      const counts = (one: string): boolean => !but?.test(one);
      expect(after.filter(counts)).toEqual(before.filter(counts));
    }), seeds);
    // A rewriting that finds nothing to do would hold for nothing.
    expect(changed).toBeGreaterThan(seeds.numRuns / 4);
  }, 120_000);
});

test('what is found goes along with a function that moves to another file', () => {
  let changed = 0;
  fc.assert(fc.property(anySource, somePicks, (name, picks) => {
    const source = named(name);
    const split = followedWithinFile.test(name) ? undefined : moveToFile(source, picks);
    if (!split) return;
    changed++;
    expect(isBroken(source.language, split.main) || isBroken(source.language, split.helper), split.helper).toBe(false);
    const parts = lintTogether(source.language, { [source.path]: split.main, [split.helperPath]: split.helper });
    const after = parts.flatMap(({ text, findings }) => described(findings, text, (offset) => offset));
    const before = described(source.findings, source.text, (offset) => offset);
    expect(withoutLines(after), split.helper).toEqual(withoutLines(before));
  }), seeds);
  expect(changed).toBeGreaterThan(seeds.numRuns / 4);
}, 120_000);

/**
 * A script that one function writes and another runs is followed within a file only; who reads a context
 * in a file of its own is looked at before the file that provides it; and a text that a file imports is
 * the one that was there at that time, while the state of a session is kept for each file.
 */
const followedWithinFile = /written_elsewhere|shared-state|shared[-_]variables|streamlit_state/;

/** Lines have other numbers in another file, and a finding that stands for a group stands for fewer calls there. */
function withoutLines(findings: readonly string[]): string[] {
  return findings.map((one) => one.replace(/^\d+ /, '').replace(/^(unlogged-inference) \w+/, '$1').replace(/: export /, ': ')).sort();
}

test('without a sanitiser there is no less to find', () => {
  let changed = 0;
  const able = sources.filter((source) => deleteSanitiser(source, [0])).map((source) => source.name);
  fc.assert(fc.property(drawnByName(able), somePicks, (name, picks) => {
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
