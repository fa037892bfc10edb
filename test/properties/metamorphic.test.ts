import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { described, isBroken, lint, sources, type Source } from './source';
import * as transforms from './transforms';
import type { Transform } from './transforms';

const keeping: Readonly<Record<string, Transform>> = {
  'adding comments and blank lines': transforms.addComments,
  'adding code that is never run': transforms.addDeadCode,
  'breaking and joining lines': transforms.reformat,
  'adding parentheses': transforms.addParentheses,
  'renaming local names': transforms.renameLocals,
  'moving a function to the end': transforms.moveFunction,
  'sending a value a way round': transforms.detour,
};

function examine(source: Source, picks: number[], transform: Transform) {
  const change = transform(source, picks);
  if (!change || (!source.program.hasErrors && isBroken(source.language, change.text))) return change ? { broken: true, change, before: [], after: [] } : undefined;
  const before = described(source.findings, change.text, change.at);
  const after = described(lint(source.path, source.language, change.text), change.text, (o) => o);
  return { broken: false, change, before, after };
}

const only = process.env['ONLY'];
describe('explore', () => {
  for (const [name, transform] of Object.entries({ ...keeping, 'deleting a sanitiser': transforms.deleteSanitiser })) {
    if (only && !name.includes(only)) continue;
    test(name, () => {
      let ran = 0, bad = 0;
      const sample = fc.sample(fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 6 }), { numRuns: 3, seed: Number(process.env['SEED'] ?? 1) });
      for (const source of sources) for (const picks of [...sample, ...Array.from({length: name.startsWith('sending') ? 8 : 1}, (_, i) => [i,...Array(30).keys()])]) {
        let r;
        try { r = examine(source, picks, transform); } catch (e) { process.stderr.write(`THROW ${name} ${source.name} ${picks} ${String(e)}\n`); continue; }
        if (!r) continue;
        ran++;
        const isSub = name.startsWith('deleting');
        const lost = r.before.filter((x) => !r.after.includes(x)), extra = isSub ? [] : r.after.filter((x) => !r.before.includes(x));
        if (r.broken) { process.stderr.write(`BROKEN ${name} ${source.name} [${picks}]\n`); continue; }
        if (lost.length + extra.length) { bad++; process.stderr.write(`DIFF ${name} ${source.name} [${picks}]\n  lost ${lost.join('\n       ')}\n  extra ${extra.join('\n       ')}\n`); }
      }
      process.stderr.write(`== ${name}: ${ran} ran, ${bad} bad\n`);
      expect(1).toBe(1);
    }, 200_000);
  }
});
