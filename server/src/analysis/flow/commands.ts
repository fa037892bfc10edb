import { ofRef, type Value } from './value';

/**
 * The words of a command, as far as they are known: for each way it may be written, its words, where
 * `\0` stands for what is not known. What is no text and no list may be a thing that holds a program.
 */
export function commandsOf(value: Value | undefined): readonly (readonly string[])[] {
  if (!value) return [];
  const texts = textsOf(value);
  if (texts.length > 0) return texts.map((text) => text.trim().split(/\s+/));
  return value.refs.flatMap((ref) => {
    if (ref.kind === 'path') return /(^|\.)(split|which|parse|sync)\(\)$/.test(ref.path) && ref.schema ? commandsOf(ref.schema) : [[`${THING}${ref.path.replace(/\(\)$/, '')}`]];
    if (ref.kind !== 'object') return [];
    const [first, ...others] = ref.object.items;
    const rest = [...others.map((item) => textsOf(item)[0] ?? UNKNOWN_PART), ...(ref.object.isExact ? [] : [UNKNOWN_PART])];
    return commandsOf(first).map((words) => [...words, ...rest]);
  });
}

const UNKNOWN_PART = '\0';
/** Stands before the path of something that holds a program: `sys.executable`. */
const THING = '=';

function textsOf(value: Value): readonly string[] {
  if (value.text === undefined || (value.among && value.text.startsWith(UNKNOWN_PART))) return value.among ?? [];
  return [value.text];
}

/** Whether the command's program is one of these, whatever folder, version and ending it has. */
export function runsProgram(words: readonly string[], names: readonly string[]): boolean {
  const first = words[0] ?? '';
  if (first.startsWith(THING)) return names.includes(first.slice(THING.length));
  const name = first.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '').replace(/(?<=[a-z])[\d.]+$/i, '').toLowerCase();
  return name !== '' && names.includes(name);
}

/** Whether these words are options alone, and none that names a script: `-i`, `--norc`, `/Q`, not `-c` or `run.py`. */
export function areOptions(words: readonly string[]): boolean {
  return words.every((word) => /^[-/][^\0/]*$/.test(word) && !/^(-[a-z]*c|-e|-m|-r|-p|--eval|--print|--command|-Command|-File|-Encoded\w*|\/c)$/i.test(word));
}

/** Whether anything is known of the program but what it is kept in. */
export function isKnownProgram(value: Value): boolean {
  return commandsOf(value).some((words) => !words[0]!.startsWith(THING) && !words[0]!.endsWith(UNKNOWN_PART));
}

/** The words of a known text: they are known by what they were made from. */
export function wordsOf(text: Value): Value {
  return ofRef({ kind: 'path', path: 'text.split()', isInstance: true, schema: text });
}

/** `COMMANDS[language].format(file=path)`: each text that it may be, with its gaps. */
export function withGaps(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.replace(/\{[^{}]*\}/g, UNKNOWN_PART));
}
