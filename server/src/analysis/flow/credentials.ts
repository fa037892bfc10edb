const words = /(^|[_.\-]|(?<=[a-z0-9])(?=[A-Z]))(api_?key|apikey|key|secret|token|password|passwd|passphrase|credentials?|private|dsn|connection_?string|conn_?str)(?=$|[_.\-A-Z0-9])/i;
const harmless = /(max|min|num|count|limit|total|usage|used|public|csrf|xsrf|_id$|Id$|length|size|budget|per|tokens$|tokenizer|tokeni[sz]|primary_?key|foreign_?key|keyword|key_?name|key_?points?|keys?_?(word|phrase|point|fact|feature|insight|topic|term)s?|sort_?key|cache_?key|idempotency|publishable|type|_set$|name$|url$|uri$|path$|file$|expir|pad_token|eos_token|bos_token|stop_token|special_token|key_?(idea|concept|theme|metric|event|date|person|people|function|value)s?)/i;

/** Whether a name says that its value lets someone in: `DB_PASSWORD`, `apiKey`; not `max_tokens`. */
export function isCredentialName(name: string): boolean {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return words.test(spaced) && !harmless.test(spaced);
}

/** Stricter: names of variables and fields, where a bare `key` or `token` is usually something else. */
export function isCredentialVariable(name: string): boolean {
  return isCredentialName(name) && !/^(has|is|use|no|need|require|missing|valid|validate|get|set|check|load|create|show|with|want)[_A-Z]/.test(name) && !/^(key|token|private|tokens|keys)$/i.test(name) && !/(^|_)(private)(_|$)/i.test(name);
}
