import { replyGuardFixes } from './fixes/replyGuard';
import { flowRule } from './flows';

export const uncheckedStopReason = flowRule(
  {
    id: 'unchecked-stop-reason',
    title: 'Text is used however the reply ended',
    severity: 'off',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '12.4'],
    cwe: [754],
    llm: ['LLM07'],
    asi: [],
    hasFix: true,
    why: 'A reply can be cut off at the token limit, refused, filtered, or hold a tool call and no text; used as it is, half an answer passes for a whole one.',
    remedy: 'Look at the finish or stop reason, the refusal, or whether there is text at all, before the text is used.',
  },
  {
    labels: ['model-output'],
    family: 'reply-text',
    message: (flow) => `\`${flow.sink}\` of the reply is used, and nothing looks at why \`${flow.source}\` stopped.`,
    fixes: replyGuardFixes,
  },
);
