import { retrievedTextFixes } from './fixes/systemPrompt';
import { flowRule, through } from './flows';

export const retrievedTextInSystemPrompt = flowRule(
  {
    id: 'retrieved-text-in-system-prompt',
    title: 'Retrieved text becomes an instruction',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['5.4.1', '2.2'],
    cwe: [1427],
    llm: ['LLM01'],
    asi: ['ASI06'],
    hasFix: true,
    why: 'Documents, pages, files and mails are written by others. In the system role the model takes what they say for an order of the program.',
    remedy: 'Keep the system text constant and put the retrieved text into a message of the user role, between marks that name it as material.',
  },
  {
    labels: ['retrieved'],
    family: 'system-prompt',
    message: (flow) => `Text from \`${flow.source}\` becomes part of the system instructions of \`${flow.sink}\`${through(flow)}.`,
    fixes: retrievedTextFixes,
  },
);
