import { remembered } from './remembered';

/** What stands before `key` where it opens something. */
const keyWords = 'api|secret|access|private|auth|signing|service|master|license|encryption|client|admin|session|app|account|shared|azure_storage|blob_storage|storage_account';
const strict = new RegExp(
  `(^|_)((${keyWords})_?keys?|apikeys?|secrets?|passwords?|passwd|passphrase|credentials?|dsn|connection_?string|conn_?str|(?<!tik)token)(_(value|str|string|raw|plain))?$`, 'i',
);
const loose = /(^|_)(key|keys|token|private_key|pat)$/i;
const harmless = /(^|_)(start|end|begin|open|close|opening|closing|delimiter|marker|separator|input|output|prompt|completion|image|audio|video|word|special)_tokens?$|(^|_)(max|min|num|count|limit|total|usage|used|public|publishable|csrf|xsrf|primary|foreign|sort|cache|partition|idempotency|pad|eos|bos|unk|cls|mask|sep|stop|special|think|thinking|next|page|continuation|sync|refresh_count|added)(_|$)|(^|_)google_application_credentials$|(^|_)(path|dict|object|blob|bucket|row|item|record|hash|dedupe|deduplication|routing|group|feature|lookup|map|entry|column|index|translation|i18n|query|react|composite|unique|hot)_keys?$|(^|_)(id|length|size|budget|type|name|url|uri|path|file|expiry|expires|tokenizer|set|encoder|model)$/i;

/** What says in a name that the value turns something on, in capitals as in `FORCE_TOKEN` too. */
const setting = /^_?(exclude|include|ignore|force|enable|enabled|disable|disabled|allow|require|required|skip|has|is|should)_/i;
/** The same of variables and fields, among which functions and flags have verbs at their start. */
const switches = new RegExp(`${setting.source}|^(use|no|need|missing|valid|validate|get|set|check|load|create|show|with|want)_`, 'i');

/** Names of values that may be shown to everyone: what stands under one is no key, whatever its form. */
const shown = /(^|_)(address|wallet|public|publishable|id|ids|url|uri|urls|name|version|hash|checksum|digest|sha\d*|md5|etag|fingerprint|commit|revision)$/i;

/** Whether a value that looks like a key is something else by the name that it stands under. */
export const isShownByName = remembered((name) => {
  const spaced = words(name);
  return shown.test(spaced) && !strict.test(spaced);
});

/** What opens a database, or says where its file is: only its value tells which of them. */
export function isConnection(name: string): boolean {
  return /(^|_)(connection_?string|conn_?str|dsn)$/i.test(words(name.slice(name.lastIndexOf('.') + 1)));
}

export function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[.\-\s]+/g, '_');
}

/** Whether the name of a setting or environment variable says that its value lets someone in. */
export const isCredentialName = remembered((name) => {
  const spaced = words(name);
  return (strict.test(spaced) || loose.test(spaced)) && !harmless.test(spaced) && !setting.test(spaced);
});

/** Stricter: names of variables and fields, where a bare `key` or `token` is usually something else. */
export const isCredentialVariable = remembered((name) => {
  const spaced = words(name);
  return strict.test(spaced) && !/^(token|secrets?|credentials?)$/i.test(spaced) && !harmless.test(spaced)
    && !switches.test(spaced) && !entry.test(spaced);
});

/** In a program, what something is kept under. */
const entry = /(^|_)(client|session)_?keys?$/i;

/** Whether the name says that its value is where a file lies. */
export const namesPlace = remembered((name) => /(^|_)(path|file|filename|file_?path|dir|directory|folder)$/i.test(words(name)));

const certain = /(^|_)((api|secret|access|private|signing|encryption|license)_?key|apikey|secret|password|passwd|passphrase|(access|auth|refresh|bearer|bot|jwt|api|github|gitlab|slack|hf|service|verification)_?token|credentials?|connection_?string)$/i;

/** Names that hardly ever mean anything else, where `client_key` or `by_token` may. */
export function isCertainCredential(name: string): boolean {
  return certain.test(words(name.slice(name.lastIndexOf('.') + 1)));
}
