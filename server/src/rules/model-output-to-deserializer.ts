import { deserializerFixes } from './fixes/deserializer';
import { flowRule, through } from './flows';

export const modelOutputToDeserializer = flowRule(
  {
    id: 'model-output-to-deserializer',
    title: 'Model output is deserialised',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2'],
    cwe: [502],
    llm: ['LLM10'],
    asi: ['ASI05'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. This format can create any object when it is read, so whoever steers the model runs code in this process.',
    remedy: 'Use a format that holds only data, such as JSON, or the safe loader.',
  },
  {
    labels: ['model-output'],
    family: 'deserializer',
    message: (flow) => `The model's reply is deserialised by \`${flow.sink}\`${through(flow)}.`,
    fixes: deserializerFixes,
  },
);
