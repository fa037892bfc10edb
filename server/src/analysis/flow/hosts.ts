import type { Expression } from '../program/program';
import { bitOf, EVERYTHING } from './families';
import { deepTaints } from './labels';
import type { Machine } from './machine';
import { recordInference, replyTaint } from './inference';
import { noteHeaderKeys } from './keys';
import { memberOfObject } from './objects';
import { keepArguments, sight } from './sightings';
import { reachAt } from './sinks';
import type { CallSite } from './units';
import { weaken, type Taint } from './taint';
import { ofPath, ofRef, type GivenArguments, type Value } from './value';

const requests = /(^|\.)(fetch|request|get|post|put|urlopen|Request|stream|send|ky|got|needle|\$fetch|ofetch)$/;
const clients = /^(@angular\/common\/http\.HttpClient|@nestjs\/axios\.HttpService|globalThis\.(fetch|\$fetch)|axios|node-fetch|undici|got|ky|needle|superagent|ofetch|cross-fetch|requests|httpx|httpx2|aiohttp|urllib3?|http|https|request|wretch)\b/;

/** A request straight to a provider's address: the reply is model output, without any SDK. */
export function hostReply(machine: Machine, path: string, given: GivenArguments, site: CallSite): Value | undefined {
  if (path === 'globalThis.EventSource') return addressesOf(given).some((text) => asking.test(/^[^?#]*/.exec(text)![0])) ? ownReply(machine, site) : undefined;
  if (!clients.test(path) || !(requests.test(path) || /^(axios|node-fetch|got|ky|needle|cross-fetch|ofetch)(\.default)?$/.test(path))) return undefined;
  const sent = replyTo(given.positional[0]);
  if (sent) return sent;
  const title = providerOf(machine, given);
  if (title === undefined) return serverReply(machine, path, given, site);
  if (isReadOnly(path, given)) return path === OPENED ? { ...ofPath(READY, true), text: addressesOf(given)[0]! } : undefined;
  const isAsked = !addressesOf(given).some((text) => preparing.test(text));
  if (isAsked) recordInference(machine, undefined, path, given, site);
  sightRequest(machine, path, title, given, site);
  for (const options of [given.positional[1], given.positional[2], given.positional[0]]) noteHeaderKeys(machine, memberOfObject(options, 'headers'), title, site.call);
  noteHeaderKeys(machine, given.named.get('headers'), title, site.call);
  for (const value of [...given.positional, ...given.named.values()]) {
    for (const name of ['body', 'json', 'data']) {
      const body = memberOfObject(value, name);
      if (body) reachAt(machine, 'prompt', site, undefined, `${site.name}()`, deepTaints(body));
    }
  }
  for (const name of ['json', 'data', 'content']) {
    const body = given.named.get(name);
    if (body) reachAt(machine, 'prompt', site, given.nodes?.named.get(name), `${site.name}()`, deepTaints(body));
  }
  if (!isAsked || addressesOf(given).some((text) => silent.test(text))) return ofRef({ kind: 'path', path: 'provider.reply', isInstance: true });
  const taint: Taint = { ...replyTaint(machine, site), isEnvelope: true };
  return path.endsWith('.Request') ? ofPath(READY, true, [{ ...taint, cleared: bitOf('url') }]) : ofPath('provider.reply', true, [taint]);
}

/** A request that is made and not yet sent: the program chose its address. */
const READY = 'provider.request';
const OPENED = 'urllib.request.Request';

/** `urlopen(request)`, `session.send(request.prepare())`: what a model says to a request that was made before. */
function replyTo(request: Value | undefined): Value | undefined {
  if (!request?.refs.some((ref) => ref.kind === 'path' && ref.path.startsWith(READY)) || request.taints.length === 0) return undefined;
  return ofPath('provider.reply', true, request.taints.map((taint) => ({ ...taint, cleared: taint.cleared & ~bitOf('url') })));
}

/** A request to an address that ends like those at which servers of models listen, wherever the server is. */
function serverReply(machine: Machine, path: string, given: GivenArguments, site: CallSite): Value | undefined {
  const ends = addressesOf(given).map((text) => /(?:^|\0|[^/]\/|^\/)[^?#]*/.exec(text)?.[0] ?? '');
  const end = ends.find((text) => text !== '' && !isOwnServer(machine, text));
  if (isReadOnly(path, given)) return undefined;
  if (end === undefined) return ends.some((text) => asking.test(text)) && hasFields(given, [questions], site) ? ownReply(machine, site) : undefined;
  const address = end.replace(/\/$/, '');
  const fact = machine.facts.endpoints.find(({ ends, body }) => ends.some((one) => address.endsWith(one)) && (!body || hasFields(given, body, site)));
  if (!fact) return undefined;
  const taint = weaken(replyTaint(machine, site), `the address of \`${site.name}()\` was not resolved; it ends like that of a model's server`);
  return ofRef({ kind: 'path', path: 'provider.reply', isInstance: true }, [{ ...taint, isEnvelope: true }]);
}

/** Addresses of a program's own server at which, by their names, a model answers. */
const asking = /^\/([\w.-]+\/)*(chat|chat-?bot|completions?|ai|llm|gpt|openai|gemini|claude|anthropic|ask|assistant|copilot)([/_-][\w./-]*)?$/i;
const questions = ['messages', 'message', 'prompt', 'question', 'query', 'input', 'userInput', 'userMessage', 'user_message', 'user_input'];
/** What a page does with such a reply harms where it is rendered or run. */
const ELSEWHERE = EVERYTHING & ~(bitOf('html') | bitOf('code'));

/** `fetch('/api/chat', { body: JSON.stringify({ message }) })`: the page's own server hands on what a model says. */
function ownReply(machine: Machine, site: CallSite): Value {
  const taint = weaken(replyTaint(machine, site), `\`${site.name}()\` asks the page's own server; its address is named like one at which a model answers`);
  return ofRef({ kind: 'path', path: 'provider.reply', isInstance: true }, [{ ...taint, cleared: ELSEWHERE }]);
}

/** A page asks the server it came from. */
function isOwnServer(machine: Machine, address: string): boolean {
  return machine.module.family === 'javascript' && address.startsWith('/');
}

/** Whether the body of a request is known to have one field of each group. */
function hasFields(given: GivenArguments, groups: readonly (readonly string[])[], { call }: CallSite): boolean {
  const written = new Set(call.arguments.flatMap(({ value }) => stringified(value)));
  if (groups.every((names) => names.some((name) => written.has(name)))) return true;
  const parts = [...given.positional, ...given.named.values()].flatMap((value) => [value, memberOfObject(value, 'body'), memberOfObject(value, 'json'), memberOfObject(value, 'data')]);
  const bodies = parts.flatMap((value) => [value, ...value?.refs.map((ref) => (ref.kind === 'path' ? ref.schema : undefined)) ?? []]);
  return bodies.some((body) => groups.every((names) => names.some((name) => memberOfObject(body, name) !== undefined)));
}

/** The names in `{ body: JSON.stringify({ message }) }`. */
function stringified(options: Expression): readonly string[] {
  const body = options.kind === 'object' ? options.entries.find(({ key }) => key === 'body')?.value : undefined;
  const told = body?.kind === 'call' && body.callee.kind === 'member' && body.callee.property === 'stringify' ? body.arguments[0]?.value : undefined;
  return told?.kind === 'object' ? told.entries.flatMap(({ key }) => (typeof key === 'string' ? [key] : [])) : [];
}

/** The model of a request is in its body, as text or as it was before it became text. */
function sightRequest(machine: Machine, path: string, title: string, given: GivenArguments, site: CallSite): void {
  const sighting = sight(machine, 'inference', path, site, { title });
  const references = ['json.model', 'data.model', 'content.model', 'json@1.model', '1.model', '1.body.model', '1.data.model', '0.body.model', '0.data.model'];
  keepArguments(machine, sighting, 'model', given, references);
  keepArguments(machine, sighting, 'address', given, ['url@0', 'url@1', '0.url']);
}

/** What a server of Ollama does with models and files, which no model answers. */
const keeping = /\/api\/(pull|push|create|copy|delete|show|tags|ps|version|blobs\/[^/?#]*)\/?(\?.*)?$/;

const administrative = /\/(models|engines|tags|show|pull|version|files|usage|ps|fine_tun\w*|batches|assistants|vector_stores)(\/[^:]*)?(\?.*)?$/;

/** Something is left with the provider, or a key for a session is fetched: no model answers yet. */
const preparing = /\/(realtime\/(sessions|client_secrets|transcription_sessions)|files|uploads|fine_tuning\/jobs|assistants|vector_stores|threads(\/[^/]+(\/messages)?)?|count_tokens|tokenize)\/?(\?.*)?$/;

/** Asking what models there are, or for the state of a job, runs no model. */
function isReadOnly(path: string, given: GivenArguments): boolean {
  if (addressesOf(given).some((text) => keeping.test(text))) return true;
  const options = given.positional[1] ?? given.positional[0];
  const method = memberOfObject(options, 'method')?.constant ?? given.named.get('method')?.constant ?? (typeof given.positional[0]?.constant === 'string' && /^[A-Z]+$/.test(given.positional[0].constant) ? given.positional[0].constant : undefined);
  if (typeof method === 'string') return /^(get|head|delete)$/i.test(method);
  if (/^urllib\.request\./.test(path) && !given.named.has('data') && given.positional.length < 2) return true;
  if (/\.(get|head)$/.test(path)) return true;
  const address = given.positional[0]?.text ?? memberOfObject(given.positional[0], 'url')?.text ?? '';
  if (administrative.test(address)) return true;
  return /(fetch|\$fetch|node-fetch|ofetch)(\.default)?$/.test(path) && given.positional.length < 2 && !memberOfObject(given.positional[0], 'url');
}

/** What comes back are pictures, sounds and numbers, and addresses that the provider chose. */
const silent = /\/(images\/(generations|edits|variations)|audio\/speech|embeddings|moderations)\b/;

function addressesOf(given: GivenArguments): readonly string[] {
  return [...given.positional.slice(0, 2), given.named.get('url')]
    .map((value) => value?.text ?? memberOfObject(value, 'url')?.text ?? memberOfObject(value, 'hostname')?.text ?? memberOfObject(value, 'host')?.text)
    .filter((text) => text !== undefined);
}

function providerOf(machine: Machine, given: GivenArguments): string | undefined {
  for (const text of addressesOf(given)) {
    const found = machine.facts.hosts.find(({ host }) => text.includes(host));
    if (found) return found.title;
  }
  return undefined;
}
