import { secretFixes } from './fixes/secrets';
import { flowRule, through } from './flows';

export const secretInPrompt = flowRule(
  {
    id: 'secret-in-prompt',
    title: 'A secret is sent to a model',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['5.4', '6.1'],
    cwe: [200, 522],
    llm: ['LLM02'],
    asi: ['ASI03'],
    hasFix: true,
    why: 'What is in a prompt leaves this system, can be logged or kept by the provider, and can be repeated to whoever talks to the model.',
    remedy: 'Leave the secret out: give the model a named placeholder, and put the real value in after the reply.',
  },
  {
    labels: ['secret'],
    family: 'prompt',
    message: (flow) => `\`${flow.source}\` is sent to the model in \`${flow.sink}\`${through(flow)}.`,
    fixes: secretFixes,
  },
);
