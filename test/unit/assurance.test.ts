import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeChanges, parseChecklist, serialiseChecklist, statusOf, type Checklist } from '../../server/src/assurance/checklist';
import { compareProvisions, findPrinciple, findProvision, principles, roles } from '../../server/src/assurance/codeOfPractice';
import { citeAsi, citeCwe, citeLlm } from '../../server/src/assurance/taxonomies';
import { rules } from '../../server/src/rules/index';

const provisions = principles.flatMap((it) => it.provisions);

describe('the Code of Practice', () => {
  test('has thirteen principles and 72 provisions, in order', () => {
    expect(principles.map((it) => it.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const ids = provisions.map((it) => it.id);
    expect(ids).toHaveLength(72);
    expect([...ids].reverse().sort(compareProvisions)).toEqual(ids);
  });

  test('knows each provision with level, roles and a brief that fits one line', () => {
    expect(findProvision('2.2')).toMatchObject({ principle: 2, level: 'requirement' });
    expect(findProvision('9.4.1')?.level).toBe('recommendation');
    expect(findPrinciple(2)?.title).toBe('Design your AI system for security as well as functionality and performance');
    const known = new Set(roles.map((it) => it.id));
    for (const { id, brief, summary, roles: bearers } of provisions) {
      expect(brief, id).toMatch(/^[a-z].{10,69}[^.]$/);
      expect(brief, id).not.toBe(summary);
      expect(bearers.length, id).toBeGreaterThan(0);
      expect(bearers.every((it) => known.has(it)), id).toBe(true);
    }
  });

  test('holds every provision and weakness that a rule cites', () => {
    for (const rule of Object.values(rules)) {
      for (const id of rule.provisions) expect(findProvision(id), `${rule.id} ${id}`).toBeDefined();
      const cites = [...rule.cwe.map(citeCwe), ...rule.llm.map(citeLlm), ...rule.asi.map(citeAsi)];
      for (const { cite, name } of cites) expect(name, `${rule.id} ${cite}`).not.toBe('');
    }
  });
});

test('OWASP is cited with its year, CWE with its page', () => {
  expect(citeLlm('LLM10')).toMatchObject({ cite: 'OWASP LLM10:2026', name: 'Improper Output Handling' });
  expect(citeAsi('ASI05').cite).toBe('OWASP ASI05:2026');
  expect(citeCwe(95).url).toBe('https://cwe.mitre.org/data/definitions/95.html');
});

describe('the checklist file', () => {
  const read = (text: string | undefined): Checklist => {
    const reading = parseChecklist(text);
    if ('problem' in reading) throw new Error(reading.problem);
    return reading.checklist;
  };

  test('may be missing or empty, but not broken', () => {
    expect(serialiseChecklist(read(undefined))).toBe(serialiseChecklist(read('\n')));
    expect(parseChecklist('[]')).toEqual({ problem: 'it does not hold a JSON object' });
    expect(parseChecklist('{"items": []}')).toEqual({ problem: '"items" is not an object' });
    expect(parseChecklist('{')).toMatchObject({ problem: expect.stringMatching(/^it is not valid JSON/) });
  });

  test('keeps what it does not know when an answer is taken back', () => {
    const before = read('{"items": {"1.1": {"status": "met", "date": "2026-01-01", "owner": "o"}, "zz": 3, "1.2": {"status": "met"}}}');
    const after = mergeChanges(before, [{ id: '1.1', status: undefined }, { id: '1.2', status: undefined }], '2026-02-03');
    expect(JSON.parse(serialiseChecklist(after))).toEqual({ version: 1, items: { '1.1': { owner: 'o' }, zz: 3 } });
  });

  test('says again what was said, whatever else is in it', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (rest, items) => {
      const text = JSON.stringify({ ...rest, items });
      const after = mergeChanges(read(text), [{ id: '2.2', status: 'partly' }], '2026-02-03');
      const again = read(serialiseChecklist(after));
      expect(statusOf(again, '2.2')).toBe('partly');
      expect(serialiseChecklist(again)).toBe(serialiseChecklist(after));
      const kept = JSON.parse(serialiseChecklist(after)) as { items: Record<string, unknown> };
      for (const [id, entry] of Object.entries(JSON.parse(text).items)) {
        if (id !== '2.2') expect(kept.items[id]).toEqual(entry);
      }
    }));
  });
});
