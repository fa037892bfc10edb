import { flowRule, through } from './flows';

export const personalDataInPrompt = flowRule(
  {
    id: 'personal-data-in-prompt',
    title: 'Personal data is sent to a model',
    severity: 'information',
    languages: ['python', 'javascript'],
    provisions: ['5.4', '10.1'],
    cwe: [359],
    llm: ['LLM02'],
    asi: [],
    hasFix: false,
    why: 'What is in a prompt leaves this system and can be kept by the provider. The person it is about may not know, and may not have agreed.',
    remedy: 'Send only what the task needs: leave the field out, put a placeholder in its place, or redact the text before it is sent.',
  },
  {
    labels: ['personal'],
    family: 'prompt',
    message: (flow) => `\`${flow.source}\` is sent to the model in \`${flow.sink}\`${through(flow)}, and nothing redacts it.`,
  },
);
