import { remembered } from './remembered';

/** What stands before `key` where it opens something. */
const keyWords = 'api|secret|access|private|auth|signing|service|master|license|encryption|client|admin|session|app|account|shared|storage';
const strict = new RegExp(
  `(^|_)((${keyWords})_?keys?|apikeys?|secrets?|passwords?|passwd|passphrase|credentials?|dsn|connection_?string|conn_?str|(?<!tik)token)(_(value|str|string|raw|plain))?$`, 'i',
);
const loose = /(^|_)(key|keys|token|private_key|pat)$/i;
const harmless = /(^|_)(max|min|num|count|limit|total|usage|used|public|publishable|csrf|xsrf|primary|foreign|sort|cache|partition|idempotency|pad|eos|bos|sep|stop|special|next|page|continuation|sync|refresh_count|added)(_|$)|(^|_)(object|blob|bucket|row|item|record|hash|dedupe|deduplication|routing|group|feature)_keys?$|(^|_)(id|length|size|budget|type|name|url|uri|path|file|expiry|expires|tokenizer|set|encoder|model)$/i;

function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[.\-\s]+/g, '_');
}

/** Whether the name of a setting or environment variable says that its value lets someone in. */
export const isCredentialName = remembered((name) => {
  const spaced = words(name);
  return (strict.test(spaced) || loose.test(spaced)) && !harmless.test(spaced);
});

/** Stricter: names of variables and fields, where a bare `key` or `token` is usually something else. */
export const isCredentialVariable = remembered((name) => {
  const spaced = words(name);
  return strict.test(spaced) && !/^(token|secrets?|credentials?)$/i.test(spaced) && !harmless.test(spaced)
    && !/^(has|is|use|no|need|require|missing|valid|validate|get|set|check|load|create|show|with|want)_/i.test(spaced);
});

const certain = /(^|_)((api|secret|access|private|signing|encryption|license)_?key|apikey|secret|password|passwd|passphrase|(access|auth|refresh|bearer|bot|jwt|api|github|gitlab|slack|hf|service|verification)_?token|credentials?|connection_?string)$/i;

/** Names that hardly ever mean anything else, where `client_key` or `by_token` may. */
export function isCertainCredential(name: string): boolean {
  return certain.test(words(name.slice(name.lastIndexOf('.') + 1)));
}
