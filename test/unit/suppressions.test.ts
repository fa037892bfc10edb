import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comment } from '../../server/src/analysis/program/program';
import type { Finding } from '../../server/src/lint/finding';
import { applySuppressions } from '../../server/src/lint/suppressions';

const known = new Set(['model-output-to-code', 'hardcoded-api-key', 'secret-in-prompt']);

/** Comments as the adapters give them: the span with its markers, the text without. */
function commentsIn(text: string): Comment[] {
  return [...text.matchAll(/#.*|\/\/.*|\/\*[^]*?\*\//g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0].replace(/^(#+|\/\/+|\/\*+)/, '').replace(/\*\/$/, '').trim(),
  }));
}

function findingAt(text: string, needle: string, ruleId = 'model-output-to-code'): Finding {
  const start = text.indexOf(needle);
  return {
    ruleId, file: '/a.py', span: { start, end: start + needle.length }, message: 'm', severity: 'error',
    confidence: 'proven', steps: [], related: [], fixes: [], tags: [],
  };
}

function apply(text: string, ruleIds: readonly string[] = ['model-output-to-code']) {
  const findings = ruleIds.map((id) => findingAt(text, 'BAD', id));
  const result = applySuppressions(text, commentsIn(text), findings, known, { file: '/a.py' });
  return {
    open: result.findings.map((f) => f.ruleId),
    reasons: result.suppressed.map((f) => f.suppression?.reason),
    notices: result.notices.map((n) => `${n.ruleId} ${JSON.stringify(text.slice(n.span.start, n.span.end))} ${n.message}`),
  };
}

describe('a comment that allows a finding', () => {
  const reason = 'the sandbox has no network';
  test.each([
    ['on the same line', `eval(BAD)  # principled: allow model-output-to-code because ${reason}\n`],
    ['on the line above', `# principled: allow model-output-to-code because ${reason}\neval(BAD)\n`],
    ['in a block above', `# principled: allow model-output-to-code because ${reason}\n# more words\n\teval(BAD)\n`],
    ['behind another directive', `eval(BAD)  # noqa: S307  # principled: allow model-output-to-code because ${reason}\n`],
    ['with slashes', `// principled: allow model-output-to-code because ${reason}\neval(BAD);\n`],
    ['in a block comment', `eval(/* principled: allow model-output-to-code because ${reason} */ BAD);`],
    ['in a longer block comment', `/**\n * Words.\n * principled: allow model-output-to-code because ${reason}\n */\neval(BAD);`],
    ['in JSX', `<p>\n  {/* principled: allow model-output-to-code because ${reason} */}\n  <i a={BAD}/></p>`],
    ['with CR LF', `x = 1\r\n# principled: allow model-output-to-code because ${reason}\r\neval(BAD)\r\n`],
    ['with capitals', `eval(BAD)  # Principled: Allow model-output-to-code Because ${reason}`],
    ['among others', `eval(BAD)  # principled: allow hardcoded-api-key, model-output-to-code because ${reason}`],
  ])('%s', (_where, text) => {
    const { open, reasons, notices } = apply(text);
    expect({ open, reasons }).toEqual({ open: [], reasons: [reason] });
    expect(notices.filter((n) => !n.includes('hardcoded-api-key'))).toEqual([]);
  });

  test('allows several rules', () => {
    const text = 'f(BAD)  # principled: allow model-output-to-code, secret-in-prompt because both are test data';
    expect(apply(text, ['model-output-to-code', 'secret-in-prompt'])).toEqual({
      open: [], reasons: ['both are test data', 'both are test data'], notices: [],
    });
  });
});

describe('a comment that allows nothing', () => {
  test.each([
    ['too far above', '# principled: allow model-output-to-code because reasons\n\neval(BAD)', 'unused-suppression "model-output-to-code"'],
    ['below', 'eval(BAD)\n# principled: allow model-output-to-code because reasons', 'unused-suppression'],
    ['beside the line above', 'x = 1  # principled: allow model-output-to-code because reasons\neval(BAD)', 'unused-suppression'],
    ['for another rule', 'eval(BAD)  # principled: allow hardcoded-api-key because reasons', 'unused-suppression "hardcoded-api-key"'],
    ['without a reason', 'eval(BAD)  # principled: allow model-output-to-code', 'invalid-suppression "allow model-output-to-code" Nothing is allowed without a reason: write `allow model-output-to-code because …`.'],
    ['with an empty reason', 'eval(BAD)  # principled: allow model-output-to-code because  ', 'invalid-suppression'],
    ['with the placeholder', 'eval(BAD)  # principled: allow model-output-to-code because <reason>', 'invalid-suppression'],
    ['block without a reason', 'eval(BAD /* principled: allow model-output-to-code */)', 'invalid-suppression'],
    ['for nothing', 'eval(BAD)  # principled: allow because I say so', 'invalid-suppression "allow because I say so" This allows nothing: name the rule after `allow`.'],
    ['for a misspelt rule', 'eval(BAD)  # principled: allow model-output-to-cod because reasons', 'invalid-suppression "model-output-to-cod" There is no rule `model-output-to-cod`; did you mean `model-output-to-code`?'],
    ['without commas', 'eval(BAD)  # principled: allow model-output-to-code hardcoded-api-key because reasons', 'invalid-suppression'],
  ])('%s', (_why, text, notice) => {
    const { open, reasons, notices } = apply(text);
    expect({ open, reasons }).toEqual({ open: ['model-output-to-code'], reasons: [] });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(notice);
  });

  test('words about the syntax are no directive', () => {
    expect(apply('# Write "principled: allow <id> because <reason>" to allow it.\nBAD').notices).toEqual([]);
  });

  test('a rule that did not run is not called unused', () => {
    const text = '# principled: allow secret-in-prompt because reasons\nx = 1\n';
    const run = (ran: string[]) => applySuppressions(text, commentsIn(text), [], known, { ran: new Set(ran) }).notices;
    expect(run(['model-output-to-code'])).toEqual([]);
    expect(run(['secret-in-prompt'])).toHaveLength(1);
  });
});

test('every finding is kept or allowed, whatever the comments say', () => {
  const words = fc.constantFrom('principled: allow', 'model-output-to-code', 'because', ' ', ',', '\n', '# ', '// ', '/* ', ' */', '{', '}', 'x', 'BAD', '*/', '<', 'é');
  fc.assert(fc.property(fc.array(words, { maxLength: 25 }), (parts) => {
    const text = parts.join('');
    const findings = [findingAt(`${text}BAD`, 'BAD')];
    const result = applySuppressions(text, commentsIn(text), findings, known);
    expect(result.findings.length + result.suppressed.length).toBe(1);
    for (const { span } of result.notices) {
      expect(span.start).toBeLessThanOrEqual(span.end);
      expect(text.slice(span.start, span.end)).not.toBe('');
    }
  }), { numRuns: 500 });
});
