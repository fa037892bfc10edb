import type { Label } from '../analysis';
import type { SourceFact } from '../catalogue/flowFacts';
import type { Expression } from '../program/program';
import { findArguments } from './arguments';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { probe } from './probing';
import { stepsOf } from './story';
import { operandsOf } from './sums';
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

/** A relative address, one of this machine, or one below the program's own address, is the program's own server. */
export function isOwnAddress(machine: Machine, fact: SourceFact, given: GivenArguments): boolean {
  if (fact.label !== 'retrieved') return false;
  const address = given.positional[0]?.text ?? given.named.get('url')?.text ?? '';
  if (/^\/(?!\/)|^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])\b/.test(address)) return true;
  const first = firstOf(given.nodes?.positional[0] ?? given.nodes?.named.get('url'));
  return first !== undefined && probe(machine, first).refs.some((ref) => ref.kind === 'path' && ownAddress.test(ref.path));
}

/** Settings in which a program keeps the address under which it can be reached itself. */
const ownAddress = /(^|[._])(app|site|self|website|web_?app|frontend|next_?auth|vercel|vercel_branch|deployment)(_public)?_?(base_?)?(url|origin|host)$|(^|\.)(location|nextUrl)\.origin$/i;

/** What an address begins with: `${base}/api/items`, `"https://" + host + "/api"`. */
function firstOf(address: Expression | undefined): Expression | undefined {
  if (address?.kind === 'binary' && address.operator === '+') {
    const [first, second] = operandsOf(address);
    return first?.kind === 'string' && isScheme(first.value) ? second : first;
  }
  if (address?.kind !== 'template') return undefined;
  const [first, second] = address.parts.filter((part) => part !== '');
  const start = typeof first === 'string' && isScheme(first) ? second : first;
  return typeof start === 'string' ? undefined : start;
}

function isScheme(text: string): boolean {
  return /^https?:\/\/$/.test(text);
}

/** A listing of the program's own folder of prompts. */
export function isOwnFolder(fact: SourceFact, given: GivenArguments): boolean {
  const folder = given.positional[0] ?? given.receiver?.value;
  return fact.label === 'file-name' && ownTexts.test(folder?.text ?? '');
}
