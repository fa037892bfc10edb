import { shellFixes } from './fixes/shell';
import { flowRule, through } from './flows';

export const toolArgumentToShell = flowRule(
  {
    id: 'tool-argument-to-shell',
    title: 'A tool argument runs as a shell command',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [78],
    llm: ['LLM03'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The model chooses the arguments of a tool, and whoever steers the model chooses them with it. Here one runs as a shell command.',
    remedy: 'Keep the program constant and pass the argument as one item of an argument list, without a shell.',
  },
  {
    labels: ['tool-argument'],
    family: 'shell',
    message: (flow) => `The tool argument \`${flow.source}\` reaches \`${flow.sink}\`${through(flow)}.`,
    fixes: shellFixes,
  },
);
