import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/bootstrap.mjs';

const FILES_IN_PACKAGE = 10;
const PIECES_IN_FILE = 5;

/** What differs between the two languages that measured code is written in. */
const languages = {
  python: {
    ending: '.py',
    comment: '#',
    plainHeader: 'import json\nfrom dataclasses import dataclass, field\nfrom pathlib import Path\n\nSHELF = Path("/srv")\n\n\n',
    common: 'from openai import OpenAI\n\nopenai = OpenAI()\n\n\ndef relay_common(question: str) -> str:\n'
      + '    return openai.responses.create(model="gpt-5-mini", input=question).output_text\n',
    importing: (from, name) => `from ${from} import ${name}\n`,
    relay: (name, inner) => `def ${name}(question: str) -> str:\n    return ${inner}(question.strip())\n`,
    place: { common: '..common', neighbour: (name) => `.${name}` },
  },
  typescriptreact: {
    ending: '.tsx',
    comment: '//',
    plainHeader: "import { useEffect, useMemo, useState } from 'react';\n\n",
    common: "import OpenAI from 'openai';\n\nconst client = new OpenAI();\n\n"
      + 'export async function relay_common(question: string): Promise<string> {\n'
      + "  return (await client.responses.create({ model: 'gpt-5-mini', input: question })).output_text;\n}\n",
    importing: (from, name) => `import { ${name} } from '${from}';\n`,
    relay: (name, inner) => `export const ${name} = async (question: string) => ${inner}(question.trim());\n`,
    place: { common: '../common', neighbour: (name) => `./${name}` },
  },
};

/** The languages of the measured files, by the identifiers that editors use. */
export const measured = Object.keys(languages);

/** One file of at least `lines` lines: a header, then by turns a piece that asks a model and a plain one. */
export function writeFileText(language, lines) {
  const { header, asking, plain } = readPieces(language);
  let text = header;
  for (let number = 1, count = lineCount(text); count < lines; number++) {
    const pieces = number % 2 === 0 ? asking : plain;
    const piece = numbered(pieces[(number >> 1) % pieces.length], number);
    text += piece;
    count += lineCount(piece);
  }
  return text;
}

/**
 * Writes a project below `folder`: for each of `packages` ten Python and ten TSX files. Half of them
 * ask models and import a neighbour and a common module; the other half is plain code.
 * Returns how many files there are.
 */
export function writeProject(folder, packages) {
  let files = 0;
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    files++;
  };
  for (const language of measured) {
    const { ending, common } = languages[language];
    write(`${language}/common${ending}`, common);
    for (let number = 0; number < packages; number++) {
      for (let at = 0; at < FILES_IN_PACKAGE; at++) {
        const text = at % 2 === 0 ? relatedFile(language, number, at) : plainFile(language, number, at);
        write(`${language}/package_${number}/desk_${at}${ending}`, text);
      }
    }
  }
  return files;
}

/** A file that asks models, and passes questions on to the one before it or to the common module. */
function relatedFile(language, number, at) {
  const { importing, relay, place } = languages[language];
  const { header, asking, plain } = readPieces(language);
  const [from, inner] = at === 0
    ? [place.common, 'relay_common']
    : [place.neighbour(`desk_${at - 2}`), `relay_${number}_${at - 2}`];
  return withImport(header, importing(from, inner)) + body([...asking, ...plain], number, at) + relay(`relay_${number}_${at}`, inner);
}

/** The new import stands above the others, and below a directive or a docstring. */
function withImport(header, line) {
  const at = header.indexOf('import ');
  return header.slice(0, at) + line + header.slice(at);
}

function plainFile(language, number, at) {
  return languages[language].plainHeader + body(readPieces(language).plain, number, at);
}

function body(pieces, number, at) {
  const first = (number * FILES_IN_PACKAGE + at) * PIECES_IN_FILE;
  const numbers = Array.from({ length: PIECES_IN_FILE }, (_, index) => first + index + 1);
  return numbers.map((one) => numbered(pieces[one % pieces.length], one)).join('');
}

/** Names that end in 0 are those a piece declares. */
function numbered(text, number) {
  return text.replace(/\b([A-Za-z]\w*?)0\b/g, `$1${number}`);
}

/** The header of the pieces' file, and the texts of its pieces. */
function readPieces(language) {
  const { ending, comment } = languages[language];
  const source = readFileSync(join(root, `test/bench/workspace/pieces${ending}`), 'utf8');
  const [header, ...rest] = source.split(new RegExp(`^${comment} piece: `, 'm'));
  const isPlain = (part) => part.slice(0, part.indexOf('\n')).includes('without any model');
  const textOf = (part) => part.slice(part.indexOf('\n') + 1);
  return { header, asking: rest.filter((it) => !isPlain(it)).map(textOf), plain: rest.filter(isPlain).map(textOf) };
}

function lineCount(text) {
  return text.split('\n').length - 1;
}
