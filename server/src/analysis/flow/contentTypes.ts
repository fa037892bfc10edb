import type { Expression, Member } from '../program/program';
import { bitOf } from './families';
import type { Frame } from './frame';
import type { Machine } from './machine';
import { accessPath } from './names';
import { memberOfObject } from './objects';
import { probe } from './probing';
import type { CallSite } from './units';
import type { GivenArguments, Value } from './value';

/*
 * What a server says of the form of its answer before it sends it: no browser takes plain text, a
 * stream of events or JSON for a page. It is kept of the object that the answer is sent with.
 */

const setting = /^(setHeader|set|header|type|contentType|writeHead)$/;
const sending = /^(send|write|end)$/;
const MARK = '#plain';
/** What a browser looks through for markup, and what is not known. */
const rendered = /html|xml|svg|\0|^$/i;

/** `res.setHeader("Content-Type", "text/plain")`, `res.type("txt")`, `res.writeHead(200, { "Content-Type": "text/event-stream" })`. */
export function noteContentType(machine: Machine, { object, property }: Member, { positional }: GivenArguments): void {
  const type = setting.test(property) && machine.isLive ? typeOf(property, positional) : undefined;
  const root = type === undefined ? undefined : rootOf(object);
  if (root === undefined) return;
  if (rendered.test(type!)) machine.state.forget(`${root}.${MARK}`);
  else machine.state.refine(`${root}.${MARK}`, bitOf('html'));
}

/** A call that sends text with such an object; who tells what the object is may stand elsewhere. */
export function sentAs(machine: Machine, { object, property }: Member, site: CallSite): CallSite {
  return sending.test(property) && isPlain(machine, object) ? { ...site, isPlain: true } : site;
}

/** The form that a call says the answer has; undefined where it says nothing of that, empty where it is not known. */
function typeOf(method: string, given: readonly Value[]): string | undefined {
  const [first, second] = given;
  if (method === 'type' || method === 'contentType') return first?.text ?? '';
  if (method !== 'writeHead' && typeof first?.constant === 'string') return /^content-type$/i.test(first.constant) ? second?.text ?? '' : undefined;
  const headers = given.map((value) => memberOfObject(value, 'Content-Type') ?? memberOfObject(value, 'content-type')).find((value) => value !== undefined);
  return headers && (headers.text ?? '');
}

/** The object that calls of a chain are made of: `res` of `res.status(200).send`. */
function rootOf(node: Expression): string | undefined {
  return node.kind === 'call' && node.callee.kind === 'member' ? rootOf(node.callee.object) : accessPath(node);
}

/** Whether what is sent with this object is no page, by what was said of it before, here or where this function was made. */
function isPlain(machine: Machine, node: Expression): boolean {
  const root = rootOf(node);
  if (root === undefined || !machine.isLive) return false;
  const mark = `${root}.${MARK}`;
  if (isMarkedIn(machine, node) || machine.state.refined.has(mark)) return true;
  for (let frame: Frame | undefined = machine.frame; frame?.outer; frame = frame.outer) {
    if ((frame.state ?? frame.exit)?.vars.has(root.split('.')[0]!)) return false;
    if (frame.unit?.definedAt?.refined.has(mark)) return true;
  }
  return false;
}

/** `res.type("text/plain").send(text)`. */
function isMarkedIn(machine: Machine, node: Expression): boolean {
  if (node.kind !== 'call' || node.callee.kind !== 'member') return false;
  const type = setting.test(node.callee.property) ? typeOf(node.callee.property, node.arguments.map(({ value }) => probe(machine, value))) : undefined;
  return type === undefined ? isMarkedIn(machine, node.callee.object) : !rendered.test(type);
}
