import { describe, expect, test } from 'vitest';
import { entriesOf } from './support/entries/entries';
import type { Entry, Section } from './support/entries/entry';
import { handwritten, handwrittenProgram, isKnownOtherwise } from './support/entries/handwritten';
import { files, holder, languages, viewOf } from './support/entries/hold';
import { misspelled } from './support/entries/mutate';
import type { Program } from './support/entries/program';
import { makings, waysOf, Writer } from './support/entries/writer';

describe.each(languages)('every entry point of the %s catalogue', (language) => {
  const ways = waysOf(files, language, viewOf(files, language));
  const entries = entriesOf(files, ways);
  const isHeld = holder(files);
  const programs = entries.map((entry) => ({ entry, tried: programsOf(entry) }));
  const held = programs.map(({ entry, tried }) => ({ entry, tried, program: tried.find((program) => isHeld(language, program)) }));

  /** One program for each way in which an object of the class comes about. */
  function programsOf(entry: Entry): Program[] {
    const byHand = handwrittenProgram(entry.id);
    return byHand ? [byHand] : makings.map((making) => entry.write(new Writer(ways, making)));
  }

  test('is recognised in a program that uses it', () => {
    expect(held.filter(({ program }) => !program).map(({ entry, tried }) => `${entry.id}\n${tried[0]?.text}`)).toEqual([]);
    expect(entries.length).toBeGreaterThan(1_000);
  });

  // The programs are made from the right facts; with the wrong ones none of them may be recognised.
  test.each([...new Set(entries.map((entry) => entry.section))])('is missed when the catalogue misspells it: %s', (section: Section) => {
    const isHeldStill = holder(misspelled(files, section));
    const kept = held.filter(({ entry, program }) => entry.section === section && program && isHeldStill(language, program)).map(({ entry }) => entry.id);
    expect(kept.filter((id) => !isKnownOtherwise(id))).toEqual([]);
  });

  test('is still there where a program was written by hand for it', () => {
    const ids = new Set(entries.map((entry) => entry.id));
    expect(handwritten.filter((id) => id.startsWith(language) && !ids.has(id))).toEqual([]);
  });
});
