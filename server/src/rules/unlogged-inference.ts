import type { Analysis, InferenceCall } from '../analysis/analysis';
import { defineRule, type RuleFinding } from './define';
import { loggingFixes } from './fixes/logging';

/** Calls that make no decision worth a record of its own. */
const uncounted = new Set<InferenceCall['fact']['kind']>(['embedding', 'rerank', 'moderation']);

export const unloggedInference = defineRule({
  id: 'unlogged-inference',
  title: 'A model is called without a record',
  severity: 'warning',
  languages: ['python', 'javascript'],
  provisions: ['12.1', '2.3'],
  cwe: [778],
  llm: [],
  asi: ['ASI10'],
  hasFix: true,
  why: 'Without a record of which model was called, when and at what cost, misuse and drift cannot be noticed or looked into later.',
  remedy: 'Log the model, the request id, the latency and the usage of each call, never the prompt; or set up tracing for the project.',
  *check(analysis) {
    if (analysis.isTraced) return;
    const unlogged = analysis.inferences.filter((call) => !call.isLogged && !uncounted.has(call.fact.kind));
    // What is certain speaks for the file.
    const first = unlogged.find((call) => doubtOf(call) === undefined) ?? unlogged[0];
    if (!first) return;
    const others = unlogged.filter((call) => call !== first);
    if (analysis.hasLogging) {
      for (const call of unlogged) yield finding(analysis, call, []);
    } else {
      yield finding(analysis, first, others);
    }
  },
});

function finding(analysis: Analysis, inference: InferenceCall, others: readonly InferenceCall[]): RuleFinding {
  const because = doubtOf(inference);
  const count = others.length === 0 ? '' : `, nor ${others.length === 1 ? 'is one' : `are ${others.length}`} more in this file`;
  return {
    at: { start: inference.call.callee.start, end: inference.call.callee.end },
    message: `The call of \`${inference.name}\` is not logged${count}.`,
    related: others.map((call) => ({
      file: analysis.file,
      span: { start: call.call.callee.start, end: call.call.callee.end },
      text: `\`${call.name}\` is not logged either`,
    })),
    fixes: () => loggingFixes(analysis, inference),
    ...(because !== undefined ? { likelyBecause: because } : {}),
    ...(analysis.role === 'application' ? {} : { atMost: 'hint' as const }),
  };
}

/** Why it may be no model that is called, or why a record may be kept all the same. */
function doubtOf(call: InferenceCall): string | undefined {
  return call.likelyBecause ?? call.maybeLogged;
}
