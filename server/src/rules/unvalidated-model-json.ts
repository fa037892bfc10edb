import { schemaFixes } from './fixes/schema';
import { flowRule, through } from './flows';

export const unvalidatedModelJson = flowRule(
  {
    id: 'unvalidated-model-json',
    title: 'Model output is parsed but not checked',
    severity: 'warning',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '9.4.1'],
    cwe: [20, 1426],
    llm: ['LLM10'],
    asi: ['ASI09'],
    hasFix: true,
    why: 'A reply that parses can still lack fields, hold other types or carry values nobody expected, and the code after it acts on them.',
    remedy: 'Validate the parsed reply with a schema before its fields are used, or ask the SDK for structured output.',
  },
  {
    labels: ['unvalidated-json'],
    family: 'field-use',
    message: (flow) => `Fields of the model's reply are used and no schema has checked them.`,
    fixes: schemaFixes,
  },
);
