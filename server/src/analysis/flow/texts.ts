/**
 * Methods of texts, lists, dicts and promises. On a receiver that was not resolved to anything else
 * they mean what they always mean: a part, a copy or a change of the receiver.
 */
const sameText = [
  'strip', 'lstrip', 'rstrip', 'lower', 'upper', 'title', 'capitalize', 'casefold', 'swapcase', 'expandtabs', 'removeprefix',
  'removesuffix', 'replace', 'translate', 'format', 'format_map', 'zfill', 'center', 'ljust', 'rjust', 'encode', 'decode',
  'split', 'rsplit', 'splitlines', 'partition', 'rpartition', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase',
  'replaceAll', 'slice', 'substring', 'substr', 'concat', 'repeat', 'padStart', 'padEnd', 'normalize', 'toString',
  'valueOf', 'charAt', 'at', 'join', 'group', 'groups', 'groupdict', 'match', 'matchAll', 'search', 'findall', 'finditer', 'exec', 'sub', 'subn', 'fullmatch',
  'copy', 'reverse', 'sort', 'flat', 'toReversed', 'toSorted', 'entries', 'items', 'values', 'json', 'text', 'data',
  'get', 'pop', 'popitem', 'shift', 'setdefault', 'read', 'readline', 'readlines', 'getvalue', 'result', 'toJSON', 'next',
  'first', 'last', 'fillna', 'tolist', 'to_dict', 'as_posix', 'joinpath', 'with_suffix', 'with_name', 'resolve', 'absolute',
  'expanduser', 'relative_to', 'model_dump', 'model_dump_json', 'dict', 'tolowercase', 'arrayBuffer', 'blob', 'tee',
  'pipeThrough', 'getReader', 'iter_lines', 'iter_content', 'iter_text', 'aiter_lines', 'aiter_text', 'content',
];
const answers = [
  'startswith', 'endswith', 'startsWith', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'find', 'rfind', 'index', 'count',
  'isdigit', 'isalpha', 'isalnum', 'isidentifier', 'isnumeric', 'isspace', 'islower', 'isupper', 'has', 'test', 'exists',
  'is_file', 'is_dir', 'localeCompare', 'charCodeAt', 'codePointAt', 'keys', 'some', 'every', 'findIndex', 'search', 'is_relative_to',
  'toFixed', 'toPrecision', 'toExponential',
];
const higher = ['map', 'filter', 'forEach', 'find', 'findLast', 'flatMap', 'reduce', 'reduceRight', 'then', 'catch', 'finally', 'on', 'once', 'apply', 'addEventListener', 'subscribe', 'pipe'];
const changes = ['append', 'extend', 'insert', 'add', 'push', 'unshift', 'update', 'set', 'write', 'put', 'enqueue', 'appendleft', 'put_nowait', 'splice'];

const textMethods = new Set([...sameText, ...answers, ...higher, ...changes]);
const answering = new Set(answers.filter((name) => name !== 'find' && name !== 'search'));
const changing = new Set(changes);

const ambiguous = new Set([
  'json', 'text', 'get', 'read', 'formData', 'blob', 'arrayBuffer',
  'exec', 'search', 'match', 'find', 'write', 'put', 'set', 'update', 'add', 'insert', 'resolve', 'next', 'result', 'content', 'test', 'apply', 'pipe', 'format', 'index',
]);

/** Also methods of requests, replies and objects of the project: on a parameter, the caller knows which. */
export function isAmbiguous(name: string): boolean {
  return ambiguous.has(name);
}

export function isTextMethod(name: string): boolean {
  return textMethods.has(name);
}

/** The result is a number, a position or yes or no: no label gets through. */
export function isAnswer(name: string, isPython: boolean): boolean {
  return answering.has(name) || (isPython && (name === 'find'));
}

export function isChange(name: string): boolean {
  return changing.has(name);
}

/** Looks up by a key what was stored: the key is not what comes out. */
const lookups = /^(find(First|Unique|Many|One|All|AndCountAll|By[A-Z]\w*)(OrThrow)?|find_(one|by_\w+)|get_?by_\w+|getBy[A-Z]\w*|a?get_object_or_404|get_or_404|filter_by)$/;

/** Of a query that is put together: what it is given is bound to it, and is no part of what it says. */
export function bindsValues(name: string): boolean {
  return /^(where|having|(not)?_?in_|i?like)$/.test(name);
}

/** Named like something that escapes, checks, measures or looks up; on an unknown callee that is believed. */
export function isTrustedName(name: string): boolean {
  return lookups.test(name) || /(sanit|(?<!un_?)escape|clean_?html|purify|(?<!un_?)quote|redact|anonymi[sz]e|mask|hash|digest|encrypt|count|length|^len$|^is_?[A-Z_a-z]|^has_?[A-Z]|tokeni[sz]e|num_tokens|similarity|score|embed)/i.test(name)
    && !/^(issue|island|hashtag|hash_?tag)/i.test(name);
}
