import { sqlFixes } from './fixes/sql';
import { flowRule, through } from './flows';

export const toolArgumentToSql = flowRule(
  {
    id: 'tool-argument-to-sql',
    title: 'A tool argument runs as SQL',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.6', '2.2'],
    cwe: [89],
    llm: ['LLM03'],
    asi: ['ASI02'],
    hasFix: true,
    why: 'The model chooses the arguments of a tool, and whoever steers the model chooses them with it. Here one runs as SQL.',
    remedy: 'Bind the argument as a parameter of a statement that the program has written.',
  },
  {
    labels: ['tool-argument'],
    family: 'sql',
    message: (flow) => `The tool argument \`${flow.source}\` reaches \`${flow.sink}\`${through(flow)}.`,
    fixes: sqlFixes,
  },
);
