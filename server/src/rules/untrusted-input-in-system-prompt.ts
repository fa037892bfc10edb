import { systemPromptFixes } from './fixes/systemPrompt';
import { flowRule, through } from './flows';

export const untrustedInputInSystemPrompt = flowRule(
  {
    id: 'untrusted-input-in-system-prompt',
    title: 'Untrusted input becomes an instruction',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '5.4.1'],
    cwe: [1427],
    llm: ['LLM01'],
    asi: ['ASI01'],
    hasFix: true,
    why: 'Models give instructions in the system role more weight. Input placed there lets whoever wrote it change what the model is for.',
    remedy: 'Keep the system text constant and put the input into a message of the user role.',
  },
  {
    labels: ['user-input'],
    family: 'system-prompt',
    message: (flow) => `\`${flow.source}\` becomes part of the system instructions of \`${flow.sink}\`${through(flow)}.`,
    fixes: systemPromptFixes,
  },
);
