import type { Flow } from '../analysis/analysis';
import { schemaFixes } from './fixes/schema';
import { flowRule } from './flows';

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
    message: (flow) => `${field(flow)} of the model's reply is used, and no schema has checked it.`,
    fixes: schemaFixes,
  },
);

function field(flow: Flow): string {
  return /^[\w$-]+$/.test(flow.sink) ? `The field \`${flow.sink}\`` : 'A part';
}
