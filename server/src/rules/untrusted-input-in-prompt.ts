import { flowRule, through } from './flows';

export const untrustedInputInPrompt = flowRule(
  {
    id: 'untrusted-input-in-prompt',
    title: 'Unchecked input is sent to a model',
    severity: 'off',
    languages: ['python', 'javascript'],
    provisions: ['5.4.1'],
    cwe: [1427],
    llm: ['LLM01'],
    asi: [],
    hasFix: false,
    why: 'Input of any length and content can carry orders to the model, crowd out the instructions of the program, and cost what it likes.',
    remedy: 'Bound the length of the input, and let a moderation or another check look at it, before it goes into a prompt.',
  },
  {
    labels: ['user-input'],
    family: 'user-prompt',
    message: (flow) => `\`${flow.source}\` goes into a prompt of \`${flow.sink}\` unchecked${through(flow)}.`,
  },
);
