import { urlFixes } from './fixes/url';
import { flowRule, through } from './flows';

export const toolArgumentToUrl = flowRule(
  {
    id: 'tool-argument-to-url',
    title: 'A tool argument chooses an address',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [918],
    llm: ['LLM03'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The model chooses the arguments of a tool, and whoever steers the model chooses them with it. Here one chooses an address.',
    remedy: 'Check the host of the address against an allow-list before the request.',
  },
  {
    labels: ['tool-argument'],
    family: 'url',
    message: (flow) => `The tool argument \`${flow.source}\` reaches \`${flow.sink}\`${through(flow)}.`,
    fixes: urlFixes,
  },
);
