import { disclosureFixes } from './fixes/disclosure';
import { flowRule, through } from './flows';

export const systemPromptDisclosure = flowRule(
  {
    id: 'system-prompt-disclosure',
    title: 'The system prompt is sent to the client',
    severity: 'information',
    languages: ['python', 'javascript'],
    provisions: ['9.4', '5.4'],
    cwe: [200, 497],
    llm: ['LLM08'],
    asi: [],
    hasFix: true,
    why: 'Who knows the instructions of a model word by word finds the way around them sooner, and learns what else is written there.',
    remedy: 'Return the reply alone, or the messages of the user and the assistant without that of the system.',
  },
  {
    labels: ['instructions'],
    family: 'response',
    message: (flow) => `${/ /.test(flow.source) ? 'The system message' : `\`${flow.source}\``} is sent to the client by \`${flow.sink}\`${through(flow)}.`,
    fixes: disclosureFixes,
  },
);
