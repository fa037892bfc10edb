import type { ParserFact } from '../catalogue/flowFacts';
import type { Call } from '../program/program';
import { findArguments } from './arguments';
import { bitOf, OF_TEXT } from './families';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { stepsOf } from './story';
import { doubtOfForm, joinTaints, labelled, type Taint } from './taint';
import type { CallSite } from './units';
import { UNKNOWN, withTaints, type GivenArguments, type Value } from './value';

/** Text becomes data: labels stay, code is no longer run, and nothing has looked at the shape yet. */
export function parsed(machine: Machine, fact: ParserFact, given: GivenArguments, site: CallSite): Value {
  const found = findArguments(machine, given, fact.argument)[0];
  return found ? parsedValue(machine, found.value, site) : UNKNOWN;
}

const serialising = /^(stringify|dumps|model_dump_json|to_json|toJSON)$/;

/** `JSON.stringify({ text: reply })`: the shape of this text is the program's, and parsed again it is what it was. */
export function serialised(call: Call, value: Value): Value {
  const name = call.callee.kind === 'member' ? call.callee.property : call.callee.kind === 'name' ? call.callee.name : '';
  if (value.taints.length === 0 || !serialising.test(name)) return value;
  return withTaints(value, value.taints.map((taint) => (taint.symbol || taint.label === 'model-output' || taint.label === 'unvalidated-json' ? { ...taint, isEnvelope: true } : taint)));
}

/** `line.replace(/^data: /, '')`: a line of a stream of events, whose format is the provider's. */
export function streamLine(name: string, given: GivenArguments, taints: readonly Taint[]): readonly Taint[] {
  if (!/^(replace|replaceAll|removeprefix|split|partition)$/.test(name) || !/(^|\W)data: ?/.test(given.positional[0]?.text ?? '')) return taints;
  return taints.map((taint) => (taint.symbol || taint.label === 'model-output' ? { ...taint, isEnvelope: true } : taint));
}

/** `async for line in response.content`: what arrives bit by bit is what the provider sends, whose format is the provider's. */
export function arriving(stream: Value): Value {
  if (!stream.refs.some((ref) => ref.kind === 'path' && ref.path.startsWith('provider.reply'))) return stream;
  return withTaints(stream, stream.taints.map((taint) => (taint.label === 'model-output' ? { ...taint, isEnvelope: true } : taint)));
}

export function parsedValue(machine: Machine, value: Value, site: CallSite): Value {
  // The provider's own envelope has the shape that its interface documents.
  if (value.refs.some((ref) => ref.kind === 'path' && /^provider\.reply(\.(text|data|body|content|json))?$/.test(ref.path))) return value;
  const id = `parse:${machine.siteId(site.call)}`;
  const step = { file: site.module.file, span: site.call, text: `\`${site.name}\` parses it without a schema` };
  const parsedAt = { id, step, name: site.name, within: machine.frame.unit?.node };
  let taints: readonly Taint[] = [];
  for (const taint of deepTaints(value)) {
    if (taint.label === 'unvalidated-json') {
      if (taint.isEnvelope) taints = joinTaints(taints, [{ ...taint, isEnvelope: false }]);
      continue;
    }
    // What was written as a literal is the text itself again.
    const again = taint.symbol && taint.parsedAt && taint.isEnvelope ? { ...taint, isEnvelope: false } : taint;
    const text = again.cleared & OF_TEXT ? { ...again, cleared: again.cleared & ~OF_TEXT } : again;
    taints = joinTaints(taints, [text.symbol ? { ...text, isParsed: true } : text]);
    if (taint.isEnvelope || taint.cleared & bitOf('field-use')) continue;
    if (taint.symbol && !taint.parsedAt) {
      taints = joinTaints(taints, [{ ...taint, story: [...stepsOf(taint.story), step], parsedAt }]);
    } else if (taint.label === 'model-output') {
      const made = labelled('unvalidated-json', { id, name: taint.origin.name }, step, taint.likelyBecause ?? doubtOfForm(taint.origin));
      taints = joinTaints(taints, [{ ...made, story: [...stepsOf(taint.story), step], parsedAt }]);
    }
  }
  return taints.length === 0 ? UNKNOWN : { refs: [], taints };
}

