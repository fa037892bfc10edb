import { isCredentialName } from '../../analysis/flow/credentials';
import { replaceProviderKeys } from '../../rules/data/keyShapes';

/** What stands in an inventory for a key, password or token. */
const mark = '[key]';

/** Keys of other services that often stand beside those of models, web tokens and private keys. */
const wellKnown = new RegExp([
  '(?<![A-Za-z0-9])(?:(?:AKIA|ASIA)[A-Z0-9]{16}', 'gh[pousr]_\\w{30,}', 'github_pat_\\w{30,}', 'glpat-[\\w-]{20,}', 'xox[abeprs]-[\\w-]{10,}', '[rs]k_(?:live|test)_\\w{16,}',
  'eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{10,4000}(?:\\.[\\w-]*)?)', '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)',
].join('|'), 'g');
/** `://name:password@` and `://token@`. */
const inAddress = /(:\/\/)(?:[^\s/@:]*:[^\s/@]+|[^\s/@:]{12,})@/g;
/** `api_key=…`, `"password": "…"`, `the token is …`: the name decides. */
const named = /([\w.-]{3,60})(["'`]?\s{0,3}(?:[:=]|\bis\b)\s{0,3}["'`]?)([^\s"'`,;&<>[\]]{6,})/g;
/** `--api-key …` */
const option = /((?:^|\s)--?)([\w-]{3,60})(\s{1,3}["'`]?)([^\s"'`]{6,})/g;
const bearer = /\b(Bearer\s{1,3})([^\s"'`,;<>[\]]{8,})/gi;
/** A long run of letters and digits that no one has thought up. A digest behind `:` or `@` names a version. */
const run = /(?<![A-Za-z0-9])(?<![:@])[A-Za-z0-9]{24,}(?![A-Za-z0-9])/g;

/**
 * A text without the keys, passwords and tokens in it, for lists that are handed on. What is masked needlessly
 * costs a word; what is not masked is out. So it is stricter than what the rules call a finding.
 */
export function maskSecrets(text: string): string {
  return replaceProviderKeys(text, mark)
    .replace(wellKnown, mark)
    .replace(inAddress, `$1${mark}@`)
    .replace(option, (all, dashes: string, name: string, between: string) => (isCredentialName(name) ? `${dashes}${name}${between}${mark}` : all))
    .replace(named, (all, name: string, between: string, value: string) => (isCredentialName(name) && isValue(value) ? `${name}${between}${mark}` : all))
    .replace(bearer, (all, word: string, value: string) => (isValue(value) ? `${word}${mark}` : all))
    .replace(run, (all) => (isRandom(all) ? mark : all));
}

/** A plain word is none, nor is what is filled in at run time. */
function isValue(text: string): boolean {
  return (/\d/.test(text) || (/[A-Z]/.test(text) && /[a-z]/.test(text))) && !/^[{$(…%]/.test(text);
}

function isRandom(text: string): boolean {
  if (/^[0-9a-f]{32,}$/.test(text)) return /\d/.test(text) && /[a-f]/.test(text);
  return (text.match(/\d/g) ?? []).length >= 3 && /[a-z]/.test(text) && /[A-Z]/.test(text);
}

/** The same value with every text in it masked; places stay as they are. */
export function maskAll<T>(value: T): T {
  return masked(value) as T;
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskSecrets(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null || 'span' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, masked(item)]));
}
