import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOf, mergeChanges, serialiseChecklist, type Checklist } from '../../server/src/assurance/checklist';
import { parseChecklist, placeInWords } from '../../server/src/assurance/checklistFile';

function read(text: string | undefined): Checklist {
  const reading = parseChecklist(text);
  if ('problem' in reading) throw new Error(placeInWords(reading.problem));
  return reading.checklist;
}

function problemOf(text: string): string {
  const reading = parseChecklist(text);
  return 'problem' in reading ? placeInWords(reading.problem) : '';
}

describe('a broken file', () => {
  test.each([
    ['[]', 'line 1, column 1: an object in braces was expected'],
    ['{"items": []}', 'line 1, column 11: "items" was expected to be an object'],
    ['{\n  "items": {\n', 'line 3, column 1: a closing brace } was expected'],
    ['{\n  "a": 1\n  "items": {}\n}', 'line 3, column 3: a comma was expected'],
    ['{\n  // no\n}', 'line 2, column 3: a value was expected, and JSON has no comments'],
    ['{"items": {},}', 'line 1, column 14: a name in double quotes was expected'],
    ['{\n<<<<<<< HEAD\n  "items": {}\n=======\n', 'line 2, column 1: a merge conflict is not resolved'],
    ['{"items": {\n"1.1": {},\n"1.1": {}}}', 'line 3, column 1: 1.1 stands here a second time, so one of the two would be lost'],
    [`{"items": ${'['.repeat(100_000)}`, 'line 1, column 1: less deeply nested values were expected'],
  ])('%.40s says where, and what was expected', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });
});

test('entries that do not count are named and kept', () => {
  const text = '{"items": {\n"99.9": {},\n"1.1": {"status": "done"},\n"1.2": true}}';
  const reading = parseChecklist(text);
  expect('notes' in reading && reading.notes.map(placeInWords)).toEqual([
    'line 2, column 1: the Code has no provision 99.9',
    'line 3, column 19: the status of 1.1 was expected to be met, partly, not-met, not-applicable',
    'line 4, column 8: an object in braces was expected for 1.2',
  ]);
  const after = mergeChanges(read(text), [{ id: '2.2', change: { status: 'met' } }], '2026-02-03');
  expect(JSON.parse(serialiseChecklist(after)).items).toMatchObject({ '99.9': {}, '1.1': { status: 'done' }, '1.2': true });
});

describe('a change', () => {
  test('sets what it names, notes the day of a new status, and leaves the rest', () => {
    const before = read('{"items": {"1.1": {"zz": [1], "owner": "Ada", "status": "partly", "date": "2026-01-01"}}}');
    const noted = mergeChanges(before, [{ id: '1.1', change: { notes: 'In review.', links: ['docs/a.md'] } }], '2026-02-03');
    expect(answerOf(noted, '1.1')).toEqual({ status: 'partly', owner: 'Ada', date: '2026-01-01', notes: 'In review.', links: ['docs/a.md'] });
    const met = mergeChanges(noted, [{ id: '1.1', change: { status: 'met', owner: null } }], '2026-02-03');
    expect(serialiseChecklist(met)).toBe(`${JSON.stringify({
      version: 1,
      items: { '1.1': { status: 'met', date: '2026-02-03', notes: 'In review.', links: ['docs/a.md'], zz: [1] } },
    }, null, 2)}\n`);
    expect(answerOf(mergeChanges(met, [{ id: '1.1', change: { status: 'partly', date: '2025-12-31' } }], 'x'), '1.1').date).toBe('2025-12-31');
  });

  test('that takes an answer back keeps what it does not know', () => {
    const before = read('{"items": {"1.1": {"status": "met", "date": "2026-01-01", "owner": "o"}, "zz": 3, "1.2": {"status": "met"}}}');
    const back = { change: { status: null } } as const;
    const after = mergeChanges(before, [{ id: '1.1', ...back }, { id: '1.2', ...back }], '2026-02-03');
    expect(JSON.parse(serialiseChecklist(after))).toEqual({ version: 1, items: { '1.1': { owner: 'o' }, zz: 3 } });
  });

  test('is told again as it was said, whatever else is in the file', () => {
    const names = fc.string().filter((name) => name !== '__proto__');
    fc.assert(fc.property(fc.dictionary(names, fc.jsonValue()), fc.dictionary(names, fc.jsonValue()), (rest, items) => {
      const text = JSON.stringify({ ...rest, items });
      const after = mergeChanges(read(text), [{ id: '2.2', change: { status: 'partly' } }], '2026-02-03');
      const again = read(serialiseChecklist(after));
      expect(answerOf(again, '2.2').status).toBe('partly');
      expect(serialiseChecklist(again)).toBe(serialiseChecklist(after));
      const kept = JSON.parse(serialiseChecklist(after)) as { items: Record<string, unknown> };
      for (const [id, entry] of Object.entries(JSON.parse(text).items)) {
        if (id !== '2.2') expect(kept.items[id]).toEqual(entry);
      }
    }));
  });
});

test('ten thousand entries that do not count are told in no time', () => {
  const items = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, { note: 'kept' }]));
  const text = JSON.stringify({ items }, null, 2);
  const started = performance.now();
  const reading = parseChecklist(text);
  expect(performance.now() - started).toBeLessThan(4_000);
  expect('notes' in reading && reading.notes.length).toBe(10_000);
  expect('notes' in reading && reading.notes.at(-1)).toEqual({ line: 30_000, column: 5, message: 'the Code has no provision x9999' });
});
