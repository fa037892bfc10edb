import { templateFixes } from './fixes/template';
import { flowRule, through } from './flows';

export const untrustedPromptTemplate = flowRule(
  {
    id: 'untrusted-prompt-template',
    title: 'Untrusted text becomes a template',
    severity: 'error',
    languages: ['python', 'javascript'],
    provisions: ['2.2'],
    cwe: [1336, 134],
    llm: ['LLM01'],
    asi: ['ASI01'],
    hasFix: true,
    why: 'Whoever writes a template decides which values of the program it shows, and a template engine may even run what stands in it.',
    remedy: 'Keep the template constant, name a variable in it, and pass the untrusted text as the value of that variable.',
  },
  {
    labels: ['user-input', 'model-output'],
    family: ['prompt-template', 'template'],
    // A template engine that is given model output is a rule of its own: `model-output-to-template`.
    when: (flow) => flow.family === 'prompt-template' || flow.label === 'user-input',
    message: (flow) => `\`${flow.source}\` is part of the template itself in \`${flow.sink}\`${through(flow)}.`,
    fixes: templateFixes,
  },
);
