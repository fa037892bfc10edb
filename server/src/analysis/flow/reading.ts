import type { Label } from '../analysis';
import type { SourceFact } from '../catalogue/flowFacts';
import { findArguments } from './arguments';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { stepsOf } from './story';
import { joinTaints, labelled, type Taint, type Turn } from './taint';
import type { CallSite } from './units';
import { UNKNOWN, type GivenArguments, type Value } from './value';

/** Labels of a path that say the program did not choose the file itself. */
const choosing: ReadonlySet<Label> = new Set(['user-input', 'tool-argument', 'tool-result', 'model-output', 'retrieved', 'file-name']);

/** Folders, files and functions of this name hold the program's own texts, whichever of them is picked. */
const ownTexts = /prompt|template|persona|instruction|skill|config|setting|locale|i18n|schema|package/i;

/** The text of a file that was chosen at run time; undefined for the program's own files. */
export function readChosen(machine: Machine, fact: SourceFact, path: string, given: GivenArguments, site: CallSite): Value | undefined {
  const unit = machine.frame.unit;
  if (unit && ownTexts.test(unit.name)) return undefined;
  const step = { file: site.module.file, span: site.call, text: `\`${site.name}()\` reads the file` };
  const read: Turn = { id: `read:${machine.siteId(site.call)}`, step, name: `${site.name}()`, into: 'retrieved' };
  let taints: readonly Taint[] = [];
  for (const { value, node } of (fact.chosenBy ?? []).flatMap((reference) => findArguments(machine, given, reference))) {
    if (ownTexts.test(value.text ?? '') || (node && ownTexts.test(site.module.text.slice(node.start, node.end)))) return undefined;
    for (const taint of deepTaints(value)) taints = joinTaints(taints, readFrom(taint, read));
  }
  return taints.length === 0 ? undefined : { refs: [{ kind: 'path', path: `${path}()`, isInstance: true }], taints };
}

/** `(folder / name).read_text()`. */
export function readReceiver(machine: Machine, receiver: Value, site: CallSite): Value {
  const fact: SourceFact = { label: 'retrieved', chosenBy: ['this'] };
  const callee = site.call.callee;
  const given = { positional: [], named: new Map(), rest: undefined, ...(callee.kind === 'member' ? { receiver: { value: receiver, node: callee.object } } : {}) };
  return readChosen(machine, fact, 'pathlib.Path.read_text', given, site) ?? UNKNOWN;
}

function readFrom(taint: Taint, read: Turn): readonly Taint[] {
  if (taint.symbol) return taint.parsedAt ? [] : [{ ...taint, readAt: read, story: [...stepsOf(taint.story), read.step] }];
  return readBy({ ...taint, story: [...stepsOf(taint.story), read.step] }, taint, read);
}

/** What a path's label is on the text of the file. */
export function readBy(made: Taint, given: Taint, read: Turn): Taint[] {
  if (given.symbol) return [{ ...made, readAt: read }];
  if (!given.label || !choosing.has(given.label) || ownTexts.test(given.origin.name)) return [];
  const text = labelled('retrieved', { id: `${read.id}:${given.origin.id}`, name: read.name }, read.step, made.likelyBecause);
  return [{ ...text, story: made.story, through: made.through }];
}

/** A relative address, or one of this machine, is the program's own server. */
export function isOwnAddress(fact: SourceFact, given: GivenArguments): boolean {
  if (fact.label !== 'retrieved') return false;
  const address = given.positional[0]?.text ?? given.named.get('url')?.text ?? '';
  return /^\/(?!\/)|^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])\b/.test(address);
}

/** A listing of the program's own folder of prompts. */
export function isOwnFolder(fact: SourceFact, given: GivenArguments): boolean {
  const folder = given.positional[0] ?? given.receiver?.value;
  return fact.label === 'file-name' && ownTexts.test(folder?.text ?? '');
}
