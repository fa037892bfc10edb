import type { Analysis } from '../analysis/analysis';
import type { Span } from '../analysis/program/program';
import { doubtOfKey, looksLikeKey, providerOfKey } from './data/keyShapes';
import { defineRule } from './define';
import { environmentFix } from './fixes/environment';
import { isSample, keyOwner } from './fixes/keyPlace';

export const hardcodedApiKey = defineRule({
  id: 'hardcoded-api-key',
  title: 'A provider key is written in the code',
  severity: 'error',
  languages: ['python', 'javascript', 'configuration'],
  provisions: ['6.1', '5.4'],
  cwe: [798],
  llm: ['LLM02'],
  asi: ['ASI03'],
  hasFix: true,
  why: 'Whoever reads this file, or its history, can spend and act as you.',
  remedy: 'Read the key from the environment or a secret store, and revoke the one that was written here.',
  *check(analysis) {
    const seen = new Set<number>();
    for (const { at, value, sdk, likelyBecause } of places(analysis)) {
      if (seen.has(at.start)) continue;
      seen.add(at.start);
      if (isSample(analysis, at)) continue;
      const doubt = doubtOfKey(value) ?? likelyBecause;
      const owner = keyOwner(analysis, at, value, sdk);
      yield {
        at,
        ...(doubt === undefined ? {} : { likelyBecause: doubt }),
        // Tests are full of keys that were made up.
        ...(analysis.role === 'test' && isMadeUp(value) ? { atMost: 'hint' as const } : {}),
        message: `${owner ? `The ${owner.title}` : 'A provider\'s'} key is written in the source.`,
        fixes: () => environmentFix(analysis, at, value, owner?.variable ?? 'MODEL_API_KEY'),
      };
    }
  },
});

/** Constants that become a client's key, and constants of a provider's published shape anywhere. */
function* places(analysis: Analysis): Iterable<Place> {
  const doubted: Place[] = [];
  for (const flow of analysis.flows) {
    if (flow.family !== 'credential' || flow.label !== 'key-literal' || !looksLikeKey(flow.source)) continue;
    const place = { at: flow.at, value: flow.source, sdk: flow.sink };
    if (flow.likelyBecause === undefined || providerOfKey(flow.source) !== undefined) yield place;
    else doubted.push({ ...place, likelyBecause: flow.likelyBecause });
  }
  for (const literal of analysis.program.strings) {
    const sdk = providerOfKey(literal.value);
    if (sdk !== undefined) yield { at: literal, value: literal.value, sdk };
  }
  yield* doubted;
}

interface Place {
  readonly at: Span;
  readonly value: string;
  readonly sdk: string;
  /** Why it may not be this constant that arrives at the client. */
  readonly likelyBecause?: string;
}

/** No provider issues keys of this form. */
function isMadeUp(value: string): boolean {
  return doubtOfKey(value) !== undefined || providerOfKey(value) === undefined;
}
