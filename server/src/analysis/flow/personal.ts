import type { Call, Expression, Name } from '../program/program';
import { words } from './credentials';
import { GIVEN_AWAY } from './families';
import { cleared } from './labels';
import type { Machine } from './machine';
import { remembered } from './remembered';
import { labelled, type Taint } from './taint';
import { addTaints, type Value } from './value';

/** Names that say by themselves that a person is behind them. */
const strong = new RegExp(
  '(^|_)(e_?mail_?address(es)?|phone_?(number|no)s?|mobile_?(number|no|phone)|telephone(_?number)?|cell_?phone|ssn|social_security(_?(number|no))?'
  + '|national_(id|insurance)(_?(number|no))?|nhs_number|passport_?(number|no|id)|driv(er|ing)s?_licen[cs]e(_?(number|no))?|date_of_birth|birth_?date|dob'
  + '|(credit_?)?card_?number|cc_number|cvv|iban|bank_account(_?number)?|(home|street|postal|billing|shipping)_address'
  + '|medical_(record|history|condition|note)s?(_?number)?|health_(record|condition)s?|diagnos[ie]s|blood_type|tax_(id|number))$', 'i',
);
/** Names that are personal on a person, and may be anything elsewhere. */
const weak = /^(e_?mail|mail|phone|telephone|mobile|address|birthday|medications|allergies)$/i;
const harmless = /^(is|has|no|num|count|get|set|valid|validate|mask(ed)?|redact(ed)?|hash(ed)?|anon(ymi[sz]ed)?|fake|example|sample|dummy|test|invalid|missing|format|extract|parse|placeholder|demo)_/i;
const people = /(^|_)(user|customer|patient|employee|person|people|applicant|student|subscriber|contact|recipient|guest|tenant|buyer|donor|policyholder|cardholder|account_holder)s?(_?(profile|record|info|data|details|row|obj|object))?$/i;

type Kind = 'strong' | 'weak' | 'none';
const kinds = new Map<string, Kind>();
/** Names are few and read often: so many are remembered, and then others. */
const MAX_KNOWN = 5_000;

function kindOf(name: string): Kind {
  const known = kinds.get(name);
  if (known) return known;
  const spaced = words(name);
  const kind = harmless.test(spaced) ? 'none' : strong.test(spaced) ? 'strong' : weak.test(spaced) || isOfPerson(spaced) ? 'weak' : 'none';
  if (kinds.size >= MAX_KNOWN) kinds.clear();
  kinds.set(name, kind);
  return kind;
}

/** `customer_email`: the person is part of the name. */
function isOfPerson(spaced: string): boolean {
  return /^\w*(user|customer|patient|employee|applicant|student|subscriber|contact|recipient)_(e_?mail|phone|mobile|address|birthday)$/i.test(spaced);
}

const namesPerson = remembered((name) => isOfPerson(words(name)));

/** A variable counts under a name that can mean nothing else, and only as likely. */
export function personalVariable(machine: Machine, value: Value, at: Name): Value {
  const record = value.refs.length === 0 || machine.isShallow ? undefined : value.refs.find((ref) => ref.kind === 'path' && machine.facts.sourceMember(ref.path)?.label === 'personal');
  if (record) return addTaints(value, [asWhole(labelled('personal', { id: machine.siteId(at), name: at.name }, machine.step(at, `\`${at.name}\` is a record of a person`)))]);
  if (machine.isShallow || (kindOf(at.name) !== 'strong' && !namesPerson(at.name)) || !canHold(value)) return value;
  return marked(machine, value, at.name, at, `\`${at.name}\` is taken for personal data by its name`);
}

/** A field of a record: `user.email`, `row["date_of_birth"]`. */
export function personalField(machine: Machine, value: Value, name: string, object: Value, at: { readonly start: number; readonly end: number }, owner: Expression): Value {
  const kind = machine.isShallow ? 'none' : kindOf(name);
  const isOfRecord = object.taints.some((taint) => taint.isWhole);
  if (kind === 'none' || !canHold(isOfRecord ? { ...value, refs: [] } : value)) return value;
  if (kind === 'weak' && !isPerson(object, owner) && !namesPerson(name)) return value;
  return marked(machine, value, `${lastName(owner)}.${name}`.replace(/^\./, ''), at, undefined);
}

function marked(machine: Machine, value: Value, name: string, at: { readonly start: number; readonly end: number }, because: string | undefined): Value {
  const taint = labelled('personal', { id: machine.siteId(at), name }, machine.step(at, `\`${name}\` is personal data`), because);
  return addTaints(withoutWhole(value), [taint]);
}

function withoutWhole(value: Value): Value {
  return value.taints.some((taint) => taint.isWhole) ? { ...value, taints: value.taints.filter((taint) => !taint.isWhole) } : value;
}

/** Constants, functions and classes hold nobody's data; what a model made up or read out, it has already. */
function canHold(value: Value): boolean {
  if (value.constant !== undefined) return false;
  if (value.taints.some((taint) => taint.label === 'model-output' || taint.label === 'unvalidated-json' || (taint.label === 'personal' && !taint.isWhole))) return false;
  return value.refs.every((ref) => ref.kind === 'symbol' || ref.kind === 'object' || (ref.kind === 'path' && ref.isInstance));
}

function isPerson(object: Value, owner: Expression): boolean {
  if (object.taints.some((taint) => taint.isWhole)) return true;
  if (object.refs.some((ref) => (ref.kind === 'instance' || ref.kind === 'class') && people.test(words(ref.unit.name)))) return true;
  return people.test(words(lastName(owner)));
}

/** `user` of `session.user`, `getUser()`, `users[0]`. */
function lastName(expression: Expression): string {
  switch (expression.kind) {
    case 'name': return expression.name;
    case 'member': return expression.property;
    case 'index': return expression.index.kind === 'string' ? expression.index.value : lastName(expression.object);
    case 'call': return lastName(expression.callee).replace(/^_*(get|find|load|fetch|read|current|require)_?(by_?id)?/i, '');
    case 'await':
    case 'cast': return lastName(expression.value);
    default: return '';
  }
}

const serialising = /^(stringify|dumps|vars|asdict|model_to_dict)$/;
const serialised = /^(model_dump|model_dump_json|to_dict|to_json|dict|json|toJSON|toObject|as_dict|_asdict)$/;

/** `JSON.stringify(customer)`, `user.model_dump_json()`: a whole record becomes text. */
export function wholeRecord(machine: Machine, call: Call, result: Value): Value {
  if (machine.isShallow) return result;
  const callee = lastName(call.callee);
  const subject = serialising.test(callee) ? call.arguments[0]?.value
    : serialised.test(callee) && call.callee.kind === 'member' ? call.callee.object : undefined;
  if (!subject || !people.test(words(lastName(subject))) || !canHold({ ...result, refs: [] })) return result;
  const name = lastName(subject);
  if (result.taints.some((taint) => taint.label === 'personal')) return result;
  const because = `\`${name}\` is taken for a record of a person by its name`;
  const taint = labelled('personal', { id: machine.siteId(call), name }, machine.step(call, `the whole of \`${name}\` becomes text`), because);
  return addTaints(result, [taint]);
}

/** Parts through which a record is still the record; any other field is judged by its own name. */
const containers = /^(\[\]|user|users|data|session|profile|account|customer|person|user_metadata|rows|results?|record|__dict__|state)$/;

/** What a part of a whole record has of its labels: those of a field that says nothing of a person are gone. */
export function partLabels(taints: readonly Taint[], property: string): readonly Taint[] {
  if (!taints.some((taint) => taint.isWhole) || containers.test(property)) return taints;
  return taints.filter((taint) => !taint.isWhole);
}

export function asWhole(taint: Taint): Taint {
  return { ...taint, isWhole: true };
}

const redacting = /(redact|anonymi[sz]e|pseudonymi[sz]e|scrub|de_?identif|mask|strip_?pii|remove_?pii|filter_?pii)/i;

/** A function that is named for it takes personal data and secrets out, whatever it looks like inside. */
export function redacted(call: Call, result: Value): Value {
  if (result.taints.length === 0 || !redacting.test(lastName(call.callee))) return result;
  return cleared(result, GIVEN_AWAY);
}
