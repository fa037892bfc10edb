import { urlFixes } from './fixes/url';
import { flowRule, through } from './flows';

export const modelOutputToUrl = flowRule(
  {
    id: 'model-output-to-url',
    title: 'Model output chooses an address',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [918, 601],
    llm: ['LLM10'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. Here it names an address, so whoever steers the model can make this process call services inside the network or send data out.',
    remedy: 'Check the host of the address against an allow-list before the request.',
  },
  {
    labels: ['model-output'],
    family: 'url',
    message: (flow) => `The model's reply chooses the address that \`${flow.sink}\` requests${through(flow)}.`,
    fixes: urlFixes,
  },
);
