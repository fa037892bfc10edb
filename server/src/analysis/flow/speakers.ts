import type { Assumption, Assumptions } from './assuming';
import type { Symbol } from './symbol';
import { weaken, type Taint } from './taint';

/*
 * Who a message is from, by its role: `message.role === "user" ? <Question/> : <Answer/>`. What a chat
 * holds may be a model's, but in the branch for others it is theirs.
 */

const others = /^(user|human|system|developer)$/;
const models = /^(assistant|ai|model|bot)$/;

/** Labels of a part of a message, in code that only messages of somebody else than the model come to. */
export function bySpeaker(under: Assumptions, part: Symbol | undefined, labels: readonly Taint[]): readonly Taint[] {
  if (!part || under.size === 0 || !labels.some(isOfModel)) return labels;
  const role = [...under.values()].find((one) => saysOther(one) && isPartOf(part, one.symbol.parent));
  return role ? labels.map((taint) => (isOfModel(taint) ? weaken(taint, `\`${role.symbol.name}\` says that it is not from a model`) : taint)) : labels;
}

function isOfModel({ label }: Taint): boolean {
  return label === 'model-output' || label === 'unvalidated-json';
}

function saysOther({ symbol, is, constant, outcome }: Assumption): boolean {
  if (is !== 'equal' || symbol.path[symbol.path.length - 1] !== 'role' || typeof constant !== 'string') return false;
  return outcome ? others.test(constant) : models.test(constant);
}

function isPartOf(part: Symbol, message: Symbol | undefined): boolean {
  for (let at: Symbol | undefined = part; at; at = at.parent) if (at === message) return true;
  return false;
}
