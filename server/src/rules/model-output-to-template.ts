import { flowRule, through } from './flows';

export const modelOutputToTemplate = flowRule(
  {
    id: 'model-output-to-template',
    title: 'Model output is compiled as a template',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2'],
    cwe: [1336],
    llm: ['LLM10'],
    asi: ['ASI05'],
    hasFix: false,
    why: 'The reply of a model is text that others can steer. Template engines evaluate expressions, so whoever steers the model runs code in this process.',
    remedy: 'Keep templates in the program and pass the reply to them as a value.',
  },
  {
    labels: ['model-output'],
    family: 'template',
    message: (flow) => `The model's reply is compiled as a template by \`${flow.sink}\`${through(flow)}.`,
  },
);
