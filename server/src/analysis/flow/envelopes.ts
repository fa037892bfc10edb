import type { Machine } from './machine';
import { resultOf } from './replies';
import type { PathRef } from './value';

/*
 * What a provider says about its reply, beside what the model wrote.
 */

/** What a provider says of a job and of its reply: where to ask for it again, and whether it is done. */
const ofEnvelope: ReadonlySet<string> = new Set(['urls', 'id', 'object', 'created', 'created_at', 'model', 'usage', 'status', 'statusText', 'status_code', 'system_fingerprint', 'service_tier', 'version']);

/** Something an SDK says about its result, which is no part of it: `usage`. */
export function isMetadata(machine: Machine, ref: PathRef, property: string): boolean {
  if (ref.path.startsWith('provider.reply') && ofEnvelope.has(property)) return true;
  const call = resultOf(machine, ref.path);
  const entry = call === undefined ? undefined : machine.facts.inference(call);
  return entry !== undefined && (entry.fact.metadata?.includes(property) === true || isIdOfCall(ref.path.slice(call!.length), property));
}

/** The provider numbers the calls that a model asks for; what an answer was parsed into has ids that the model wrote. */
function isIdOfCall(below: string, property: string): boolean {
  if (/pars(ed|e)|object|json/i.test(below)) return false;
  return /^(tool_?)?(call|use)_?id$/i.test(property) || (property === 'id' && /(tool_?calls?|function_?calls?|tool_?uses?|content|parts|output|choices)(\.|\(|\[|$)/i.test(below));
}
