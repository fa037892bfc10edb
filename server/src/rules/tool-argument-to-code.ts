import { codeFixes } from './fixes/code';
import { flowRule, through } from './flows';

export const toolArgumentToCode = flowRule(
  {
    id: 'tool-argument-to-code',
    title: 'A tool argument runs as code',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [94],
    llm: ['LLM03'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The model chooses the arguments of a tool, and whoever steers the model chooses them with it. Here one runs as code.',
    remedy: 'Parse the argument as data, or run it only in a sandbox.',
  },
  {
    labels: ['tool-argument'],
    family: 'code',
    message: (flow) => `The tool argument \`${flow.source}\` reaches \`${flow.sink}\`${through(flow)}.`,
    fixes: codeFixes,
  },
);
