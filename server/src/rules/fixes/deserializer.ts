import type { Analysis, Flow } from '../../analysis/analysis';
import type { RuleFix } from '../define';
import { calleePath } from './callees';
import { pythonMember } from './imports';
import { replace, textOf } from './places';

const loaders = /^yaml\.(?:unsafe_|full_)?load(_all)?$/;

/** Any loader of PyYAML becomes the safe one; the other formats have none. */
export function deserializerFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { call } = flow;
  const path = call && analysis.family === 'python' ? calleePath(analysis, call.callee) : undefined;
  const stream = call?.arguments.find((it) => it.name === undefined || it.name === 'stream');
  const all = path === undefined ? null : loaders.exec(path);
  if (!call || !all || !stream || stream.spread) return [];
  const member = `safe_load${all[1] ?? ''}`;
  const loader = pythonMember(analysis, 'yaml', member);
  const edits = [...loader.edits, replace(call, `${loader.text}(${textOf(analysis, stream.value)})`)];
  return [{ title: `Read with \`yaml.${member}\``, edits }];
}
