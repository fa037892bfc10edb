import { byDecision } from './decisions';
import { filePathFixes } from './fixes/filePath';
import { flowRule, through } from './flows';

export const toolArgumentToFilePath = flowRule(
  {
    id: 'tool-argument-to-file-path',
    title: 'A tool argument chooses a file',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [22],
    llm: ['LLM03'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The model chooses the arguments of a tool, and whoever steers the model chooses them with it. Here one chooses a file.',
    remedy: 'Resolve the path and check that it lies inside the folder that was meant.',
  },
  {
    labels: ['tool-argument'],
    family: 'file-path',
    together: byDecision,
    message: (flow) => `The tool argument \`${flow.source}\` reaches \`${flow.sink}\`${through(flow)}.`,
    fixes: filePathFixes,
  },
);
