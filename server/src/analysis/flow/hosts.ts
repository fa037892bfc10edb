import type { Machine } from './machine';
import { recordInference, replyTaint } from './inference';
import { noteHeaderKeys } from './keys';
import { reachAt } from './sinks';
import type { CallSite } from './units';
import { deepTaints, memberOfObject, ofRef, type GivenArguments, type Value } from './value';

const requests = /(^|\.)(fetch|request|get|post|put|urlopen|Request|stream|send|ky|got|needle|\$fetch|ofetch)$/;
const clients = /^(globalThis\.(fetch|\$fetch)|axios|node-fetch|undici|got|ky|needle|superagent|ofetch|cross-fetch|requests|httpx|httpx2|aiohttp|urllib3?|http|https|request|wretch)\b/;

/** A request straight to a provider's address: the reply is model output, without any SDK. */
export function hostReply(machine: Machine, path: string, given: GivenArguments, site: CallSite): Value | undefined {
  if (!clients.test(path) || !(requests.test(path) || /^(axios|node-fetch|got|ky|needle|cross-fetch|ofetch)(\.default)?$/.test(path))) return undefined;
  const title = providerOf(machine, given);
  if (title === undefined) return undefined;
  recordInference(machine, undefined, path, given, site);
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
  return ofRef({ kind: 'path', path: 'provider.reply', isInstance: true }, [replyTaint(machine, site)]);
}

function providerOf(machine: Machine, given: GivenArguments): string | undefined {
  const address = [...given.positional.slice(0, 2), given.named.get('url')].map((value) => value?.text ?? memberOfObject(value, 'url')?.text).filter((text) => text !== undefined);
  for (const text of address) {
    const found = machine.facts.hosts.find(({ host }) => text!.includes(host));
    if (found) return found.title;
  }
  return undefined;
}
