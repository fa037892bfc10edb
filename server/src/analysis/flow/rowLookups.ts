import type { Expression } from '../program/program';
import type { GivenArguments } from './value';

/** `session.get(Topic, id)`, `Topic.query.get(id)` in Python: what is stored under the key comes out, and never the key. */
export function isRowLookup(callee: Expression, { positional, nodes }: GivenArguments): boolean {
  if (callee.kind !== 'member' || callee.property !== 'get') return false;
  const model = nodes?.positional[0];
  // `request.query.get("name")`: rows have no names that are written down.
  if (model?.kind === 'string') return false;
  if (positional.length > 1) return model?.kind === 'name' && /^[A-Z]\w*[a-z]/.test(model.name);
  const asked = callee.object.kind === 'call' ? callee.object.callee : callee.object;
  return asked.kind === 'member' && /^(query|objects)$/.test(asked.property) && !(asked.object.kind === 'name' && /req/i.test(asked.object.name));
}
