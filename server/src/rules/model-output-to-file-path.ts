import { byDecision } from './decisions';
import { filePathFixes } from './fixes/filePath';
import { flowRule, through } from './flows';

export const modelOutputToFilePath = flowRule(
  {
    id: 'model-output-to-file-path',
    title: 'Model output chooses a file',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [22, 73],
    llm: ['LLM10'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. Here it names a file, so whoever steers the model can reach files outside the folder that was meant.',
    remedy: 'Resolve the path and check that it lies inside the folder that was meant, or take only its base name.',
  },
  {
    labels: ['model-output'],
    family: 'file-path',
    together: byDecision,
    message: (flow) => `The model's reply chooses the path that \`${flow.sink}\` uses${through(flow)}.`,
    fixes: filePathFixes,
  },
);
