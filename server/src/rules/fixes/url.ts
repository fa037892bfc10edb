import type { Analysis, Flow } from '../../analysis/analysis';
import type { RuleFix } from '../define';
import { allowListEdits } from './allowList';
import { pythonName } from './imports';

/** The host has to be on a list, which the user fills in. */
export function urlFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { value } = flow;
  if (!value) return [];
  const parse = analysis.family === 'python' ? pythonName(analysis, 'urllib.parse', 'urlparse') : undefined;
  const edits = allowListEdits(analysis, value, {
    list: 'ALLOWED_HOSTS', entry: 'example.com', message: 'this host is not on the list', names: ['address', 'target'],
    subject: (name) => (parse ? `${parse.text}(${name}).hostname` : `new URL(${name}).hostname`),
  });
  return edits ? [{ title: 'Check the host against a list, then fill in the hosts', edits: [...parse?.edits ?? [], ...edits] }] : [];
}
