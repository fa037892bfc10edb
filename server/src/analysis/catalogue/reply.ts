import type { InferenceFact } from './modelFacts';

/** The members of an SDK's result that matter to whoever uses its text. */
export interface ReplyMembers {
  /** They hold text of the model. */
  readonly text: ReadonlySet<string>;
  /** They say why the reply ended, or why there is no text. */
  readonly stop: ReadonlySet<string>;
}

const texts: readonly string[] = ['content', 'text', 'output_text', 'outputText'];

/** Names that SDKs give to the reason for the end; those of them that a fact lists under `metadata` need no other line. */
const reasons: ReadonlySet<string> = new Set([
  'finish_reason', 'finishReason', 'stop_reason', 'stopReason', 'done_reason', 'incomplete_details', 'prompt_feedback', 'promptFeedback',
]);

/** A look at one of these, too, shows that the text may be missing: it was refused, or something else came instead. */
const instead: readonly string[] = [
  'refusal', 'tool_calls', 'toolCalls', 'function_call', 'functionCall', 'function_calls', 'functionCalls', 'type', 'status',
  'rawFinishReason', 'completionReason', 'safety_ratings', 'safetyRatings', 'blockReason', 'block_reason',
];

/** Undefined where the SDK does not say why a reply ended, so that nobody can look at it. */
export function replyMembers(fact: InferenceFact): ReplyMembers | undefined {
  if (fact.kind !== 'chat' && fact.kind !== 'completion') return undefined;
  const stop = fact.stop ?? (fact.metadata ?? []).filter((name) => reasons.has(name));
  if (stop.length === 0 || fact.result === 'none') return undefined;
  return { text: new Set(fact.text ?? texts), stop: new Set([...stop, ...reasons, ...instead]) };
}
