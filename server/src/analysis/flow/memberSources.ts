import { libraryBases, readAnnotation } from './classes';
import { isCredentialName, isCredentialVariable } from './credentials';
import { admitsNoText } from './fieldTypes';
import type { Span } from '../program/program';
import type { Machine } from './machine';
import { sourceText } from './sources';
import { memberSymbol } from './symbol';
import { labelled, type Taint } from './taint';
import { addTaints, ofPath, type InstanceRef, type PathRef, type Value } from './value';

type Source = ReturnType<Machine['facts']['sourceMember']>;

/** What the catalogue says of reading a member: by its own path, by the object it hangs on, or as the key of a client. */
export function memberSource(machine: Machine, ref: PathRef, property: string, path: string): Source {
  return machine.facts.sourceMember(path) ?? typeSource(machine, ref, property) ?? settingSource(machine, ref.path) ?? clientKey(machine, ref, property);
}

/**
 * `from sys import argv`: the import reads the member. Settings are judged by what is read from them,
 * and a record of a person where its name is used.
 */
export function importedMember(machine: Machine, path: string, name: string, at: Span): Value {
  const source = machine.facts.sourceMember(path);
  if (!source || source.label === 'secret' || source.label === 'personal') return ofPath(path);
  const step = { file: machine.module.file, span: at, text: sourceText(source, name) };
  return addTaints(ofPath(path), [labelled(source.label, { id: machine.siteId(at), name }, step)]);
}

/** A setting whose name does not say that it lets someone in. */
export function isHarmlessMember(machine: Machine, source: NonNullable<Source>, path: string, property: string): boolean {
  return source.label === 'secret' && !source.whole && !isSecretMember(machine, path, property);
}

/** Below an environment or settings object: whether something is secret is up to its name. */
function settingSource(machine: Machine, path: string): Source {
  const source = machine.facts.sourceMember(path);
  return source?.label === 'secret' ? source : undefined;
}

/** The key that a client of an SDK was made with: `client.api_key`. */
function clientKey(machine: Machine, ref: PathRef, property: string): Source {
  const client = (ref.isInstance ? machine.facts.type(ref.path) : machine.facts.clientModule(ref.path))?.client;
  return client?.key?.some((reference) => reference.slice(reference.lastIndexOf('.') + 1) === property) ? CLIENT_KEY : undefined;
}

const CLIENT_KEY = { label: 'secret', label_text: 'the key of the client', whole: true } as const;

/** The settings object itself is no secret, only what it holds under a credential's name. */
function isSecretMember(machine: Machine, path: string, property: string): boolean {
  return machine.facts.sourceMember(path) === undefined && isCredentialName(property);
}

function typeSource(machine: Machine, ref: PathRef, property: string): Source {
  const source = ref.isInstance ? machine.facts.sourceType(ref.path) : undefined;
  return source?.not?.includes(property) ? undefined : source;
}

/** `part.errorText` of a message: what a tool or the SDK says of its failure, in words that the program chose. */
export function ofError(taints: readonly Taint[], property: string): readonly Taint[] {
  if (property !== 'errorText') return taints;
  return taints.filter((taint) => taint.label !== 'model-output' && (!taint.symbol || memberSymbol(taint.symbol, property) !== taint.symbol));
}

/** A field of a settings class of the project, by its name. */
export function ownSetting(machine: Machine, ref: InstanceRef, property: string, at: Span): Taint | undefined {
  if (!isCredentialName(property)) return undefined;
  const source = libraryBases(ref.unit).map((path) => machine.facts.sourceType(path)).find((fact) => fact?.label === 'secret');
  if (!source || readAnnotation(machine, ref.unit, property, (annotation) => admitsNoText(machine, annotation))) return undefined;
  return labelled('secret', { id: machine.siteId(at), name: property }, machine.step(at, `\`${property}\` is read from the settings`),
    isCredentialVariable(property) ? undefined : `\`${property}\` is taken for a secret by its name`);
}
