import { toolResultFixes } from './fixes/toolRole';
import { flowRule, through } from './flows';

export const toolResultInSystemPrompt = flowRule(
  {
    id: 'tool-result-in-system-prompt',
    title: 'A tool result becomes an instruction',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '5.4.1'],
    cwe: [1427],
    llm: ['LLM01'],
    asi: ['ASI01'],
    hasFix: true,
    why: 'Tools, agents and MCP servers report what others have written. In the system role a report of theirs outranks the instructions of the program.',
    remedy: 'Give the result back in a message of the tool role, or as marked material in a message of the user.',
  },
  {
    labels: ['tool-result'],
    family: 'system-prompt',
    message: (flow) => `The result of \`${flow.source}\` becomes part of the system instructions of \`${flow.sink}\`${through(flow)}.`,
    fixes: toolResultFixes,
  },
);
