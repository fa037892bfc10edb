import { describe, expect, test } from 'vitest';
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
    for (const { id, brief, summary, goodEvidence, etsi, roles: bearers } of provisions) {
      expect(goodEvidence, id).toMatch(/^[A-Z].{30,160}\.$/);
      expect(etsi, id).toMatch(/^5\.\d\.\d-\d+(\.\d+)?$/);
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
