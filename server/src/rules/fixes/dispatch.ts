import type { Analysis, Flow } from '../../analysis/analysis';
import type { RuleFix } from '../define';
import { allowListEdits } from './allowList';

/** The name has to be on a list of what may be called, which the user fills in. */
export function dispatchFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const edits = flow.value && allowListEdits(analysis, flow.value, {
    list: 'ALLOWED_NAMES', entry: 'example', message: 'this name is not on the list', names: ['wanted', 'wanted_name'],
    subject: (name) => name,
  });
  return edits ? [{ title: 'Check the name against a list, then fill in the names', edits }] : [];
}
