import type { SourceFact } from '../catalogue/flowFacts';
import { isCredentialName } from './credentials';
import { join } from './joining';
import type { Machine } from './machine';
import { leaveReading } from './openCalls';
import { isOwnAddress, isOwnFolder, readChosen } from './reading';
import { asWhole } from './personal';
import { defaultDoubt } from './secrets';
import { labelled, type Taint } from './taint';
import type { CallSite } from './units';
import { addTaints, UNKNOWN, type GivenArguments, type Value } from './value';
import { startId } from '../program/places';
import type { FlowStep } from '../analysis';

/** Stands before the name of a variable that a value was read from. */
export const environment = 'environment.';

/** The result of a call that is a source. An environment read counts when its name says credential. */
export function sourceOf(machine: Machine, path: string, given: GivenArguments, site: CallSite): Value | undefined {
  const fact = machine.facts.sourceCall(path);
  if (!fact) return undefined;
  if (fact.label === 'secret' && isEnvironment(path)) {
    const key = given.positional[0] ?? given.named.get('key') ?? UNKNOWN;
    const name = key.constant;
    const fallback = given.positional[1] ?? given.named.get('default') ?? UNKNOWN;
    if (typeof name !== 'string') {
      const left = leaveReading(machine, key, given, site, { path, open: 'source' });
      return left ? join(left, fallback) : fallback;
    }
    if (!isCredentialName(name)) return { ...fallback, refs: [...fallback.refs, { kind: 'path', path: `${environment}${name}`, isInstance: true }] };
    return addTaints(fallback.taints.length > 0 ? { refs: [], taints: fallback.taints } : UNKNOWN, [labelled('secret', { id: `${startId(site.module, site.call)}:${name}`, name }, at(site, `\`${name}\` is read from the environment`), defaultDoubt(name, fallback))]);
  }
  if (fact.chosenBy) return readChosen(machine, fact, path, given, site);
  if (isOwnAddress(machine, fact, given) || isOwnFolder(fact, given)) return undefined;
  return { refs: [{ kind: 'path', path: `${path}()`, isInstance: true }], taints: [asSource(fact, labelled(fact.label, { id: startId(site.module, site.call), name: `${site.name}()` }, at(site, sourceText(fact, `${site.name}()`)), fact.likely))] };
}

export function isEnvironment(path: string): boolean {
  return /(^|\.)(environ|env|getenv|config|settings|ConfigService)(\.|$|\()/.test(path) || /^os\.getenv/.test(path);
}

export function sourceText(fact: SourceFact, name: string): string {
  return `\`${name}\` is ${fact.label_text ?? words[fact.label]}`;
}

const words: Readonly<Record<SourceFact['label'], string>> = {
  'user-input': 'input from outside', retrieved: 'text from elsewhere', secret: 'a secret', personal: 'personal data',
  'tool-argument': 'chosen by the model', 'model-output': 'the reply of a model', 'tool-result': 'the result of a tool',
  'file-name': 'a list of files',
};

function at(site: CallSite, text: string): FlowStep {
  return { file: site.module.file, span: site.call, text };
}

/** A session or a user is a whole record, whose fields are judged one by one. */
function asSource(fact: SourceFact, taint: Taint): Taint {
  return fact.label === 'personal' ? asWhole(taint) : taint;
}
