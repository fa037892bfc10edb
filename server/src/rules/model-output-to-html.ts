import { htmlFixes } from './fixes/html';
import { flowRule, through } from './flows';

export const modelOutputToHtml = flowRule(
  {
    id: 'model-output-to-html',
    title: 'Model output is rendered as markup',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2', '9.4.1'],
    cwe: [79],
    llm: ['LLM10'],
    asi: ['ASI09'],
    hasFix: true,
    why: 'The reply of a model is text that others can steer. Here it becomes markup, so a script in it runs in the page of whoever reads it.',
    remedy: 'Show the reply as text, or clean it with an HTML sanitizer after rendering.',
  },
  {
    labels: ['model-output'],
    family: 'html',
    message: (flow) => `The model's reply is rendered as markup by \`${flow.sink}\`${through(flow)}.`,
    fixes: htmlFixes,
  },
);
