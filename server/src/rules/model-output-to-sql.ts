import { sqlFixes } from './fixes/sql';
import { flowRule, through } from './flows';

export const modelOutputToSql = flowRule(
  {
    id: 'model-output-to-sql',
    title: 'Model output runs as SQL',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [89],
    llm: ['LLM10'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. Here it is part of a statement, so whoever steers the model reads or changes the database.',
    remedy: 'Bind values as parameters, and let the model choose among statements that the program has written.',
  },
  {
    labels: ['model-output'],
    family: 'sql',
    message: (flow) => `The model's reply is executed as SQL by \`${flow.sink}\`${through(flow)}.`,
    fixes: sqlFixes,
  },
);
