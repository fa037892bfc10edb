import { codeFixes } from './fixes/code';
import { flowRule, through } from './flows';

export const modelOutputToCode = flowRule(
  {
    id: 'model-output-to-code',
    title: 'Model output runs as code',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '9.4.1'],
    cwe: [94, 95],
    llm: ['LLM10'],
    asi: ['ASI05'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. Here it is run as code, so whoever steers the model acts as this process.',
    remedy: 'Parse the reply as data, or ask for structured output and validate it; run model-written code only in a sandbox.',
  },
  {
    labels: ['model-output'],
    family: 'code',
    message: (flow) => `The model's reply reaches \`${flow.sink}\`${through(flow)}.`,
    fixes: codeFixes,
  },
);
