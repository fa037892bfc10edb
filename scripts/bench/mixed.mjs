/**
 * Edits of many kinds, spread over a text: what is typed inside of functions and outside, at names
 * that others use, and what is only half there yet. Each is taken back by the next.
 */

/** Where an edit of a kind can be made: the end of what the expression matches. */
const python = {
  'a letter in a function': { after: /^ {8,}.*[A-Za-z](?=[^A-Za-z\n]*$)/gm, typed: 'x' },
  'a line in a function': { after: /^ {4}(?:if|for|return) .*\n/gm, typed: '        pass\n' },
  'a comment between functions': { after: /\n\n(?=(?:def|class|@))/g, typed: '# a note\n' },
  'a blank line': { after: /\n\n(?=(?:def|class|@))/g, typed: '\n' },
  'a letter in a docstring': { after: /^ *"""\w+/gm, typed: 'x' },
  'a value at the top level': { after: /^[A-Za-z_]+ = .*["\w](?=[^"\w]*$)/gm, typed: 'x' },
  'an import': { after: /\n(?=import )/g, typed: 'import zlib\n' },
  'a decorator': { after: /\n(?=def )/g, typed: '@traced\n' },
  'a parameter': { after: /^def \w+\(\w+/gm, typed: 'x' },
  'the name of a function': { after: /^def \w+/gm, typed: 'x' },
  'the name of a method': { after: /^ {4}def \w+/gm, typed: 'x' },
  'a base class': { after: /^class \w+(?=[(:])/gm, typed: '(Base)' },
  'a field': { after: /^ {4}\w+(?=: )/gm, typed: 'x' },
  'a new function': { after: /\n\n(?=def )/g, typed: 'def added(text: str) -> str:\n    return text\n\n\n' },
  'half a function': { after: /\n\n(?=def )/g, typed: 'def ad' },
  'an open bracket': { after: /\n\n(?=def )/g, typed: 'print(' },
};

const typescriptreact = {
  'a letter in a function': { after: /^ {4,}.*[A-Za-z](?=[^A-Za-z\n]*$)/gm, typed: 'x' },
  'a line in a function': { after: /^ {2}(?:const|return) .*;\n/gm, typed: '  void 0;\n' },
  'a comment between functions': { after: /\n\n(?=(?:export|const|function|interface|class|async))/g, typed: '// a note\n' },
  'a blank line': { after: /\n\n(?=(?:export|const|function|interface|class|async))/g, typed: '\n' },
  'a value at the top level': { after: /^const \w+ = .*['\w](?=[^'\w]*;$)/gm, typed: 'x' },
  'an import': { after: /\n(?=import )/g, typed: "import zlib from 'node:zlib';\n" },
  'a parameter': { after: /^(?:export )?(?:async )?function \w+\(\w+/gm, typed: 'x' },
  'the name of a function': { after: /^(?:export )?(?:async )?function \w+/gm, typed: 'x' },
  'a field of a type': { after: /^ {2}\w+(?=\??: \w+;$)/gm, typed: 'x' },
  'a new function': { after: /\n\n(?=(?:export |async |function ))/g, typed: 'function added(text: string) {\n  return text;\n}\n\n' },
  'half a function': { after: /\n\n(?=(?:export |async |function ))/g, typed: 'function ad' },
  'an open bracket': { after: /\n\n(?=(?:export |async |function ))/g, typed: 'call(' },
};

const kinds = { python, typescriptreact };

/** `count` edits and as many that take them back, all kinds by turns, each at another of its places. */
export function mixedEdits(language, text, count) {
  const places = Object.entries(kinds[language]).map(([kind, { after, typed }]) => {
    const ends = [...text.matchAll(after)].map((match) => match.index + match[0].length);
    if (ends.length === 0) throw new Error(`There is no place for ${kind}.`);
    return { kind, typed, ends };
  });
  const steps = [];
  for (let at = 0; at < count; at++) {
    const { kind, typed, ends } = places[at % places.length];
    const start = ends[(Math.floor(at / places.length) * 7919) % ends.length];
    const longer = text.slice(0, start) + typed + text.slice(start);
    steps.push({ kind, before: text, after: longer, edit: { start, oldEnd: start, newEnd: start + typed.length } });
    steps.push({ kind, before: longer, after: text, edit: { start, oldEnd: start + typed.length, newEnd: start } });
  }
  return steps;
}
