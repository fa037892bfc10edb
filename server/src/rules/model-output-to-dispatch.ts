import { dispatchFixes } from './fixes/dispatch';
import { flowRule, through } from './flows';

export const modelOutputToDispatch = flowRule(
  {
    id: 'model-output-to-dispatch',
    title: 'Model output names what is called',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '2.6'],
    cwe: [470],
    llm: ['LLM10'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. Here it names what is called or loaded, so whoever steers the model can reach parts of the program that were not meant for it.',
    remedy: 'Look the name up in a table that lists what may be called.',
  },
  {
    labels: ['model-output'],
    family: 'dispatch',
    message: (flow) => `The model's reply names what \`${flow.sink}\` looks up${through(flow)}.`,
    fixes: dispatchFixes,
  },
);
