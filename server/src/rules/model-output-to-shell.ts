import { shellFixes } from './fixes/shell';
import { flowRule, through } from './flows';

export const modelOutputToShell = flowRule(
  {
    id: 'model-output-to-shell',
    title: 'Model output runs as a shell command',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '2.6'],
    cwe: [78, 77],
    llm: ['LLM10'],
    asi: ['ASI05'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. Here it becomes a command, so whoever steers the model runs programs as this process.',
    remedy: 'Keep the program constant and pass the reply as one item of an argument list, without a shell, or pick the command from an allow-list.',
  },
  {
    labels: ['model-output'],
    family: 'shell',
    message: (flow) => `The model's reply reaches \`${flow.sink}\`${through(flow)}.`,
    fixes: shellFixes,
  },
);
