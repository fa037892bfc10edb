/**
 * Compiles the catalogue's YAML files, one for each library, into the JSON that the bundles carry.
 * A file that breaks the schema stops the build with its name, line and what was expected.
 */
import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { refresh } from '../../scripts/lib/generated.mjs';

const FOLDER = 'server/src/analysis/catalogue';
const OUTPUT = `${FOLDER}/catalogue.generated.json`;

/**
 * Writes the compiled catalogue below `root` if it changed, or with `check` only looks.
 * Returns the files that were stale. Throws one Error that lists every broken place.
 */
export function generate({ root, check = false }) {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true, verbose: true }).compile(
    JSON.parse(readFileSync(join(root, FOLDER, 'schema.json'), 'utf8')),
  );
  const faults = [];
  const files = yamlFiles(root).map(({ path, language }) => {
    const source = readYaml(root, path);
    faults.push(...source.faults);
    if (source.faults.length > 0) return undefined;
    if (!validate(source.value)) faults.push(...validate.errors.map((error) => describe(source, error)));
    else if (source.value.language !== language) {
      faults.push(`${path}:${source.lineOf(['language'])}: language should be "${language}", as its folder says`);
    }
    return source.value;
  });
  if (faults.length > 0) throw new Error(`The catalogue has ${faults.length} fault(s):\n  ${faults.join('\n  ')}`);
  return refresh(root, OUTPUT, `${JSON.stringify(files)}\n`, { check }) ? [OUTPUT] : [];
}

function yamlFiles(root) {
  return ['javascript', 'python'].flatMap((language) => {
    const folder = join(root, FOLDER, language);
    const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    return names.sort().map((name) => ({ path: `${FOLDER}/${language}/${name}`, language }));
  });
}

function readYaml(root, path) {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(root, path), 'utf8'), { lineCounter: lines });
  const lineAt = (offset) => lines.linePos(offset).line;
  const faults = [...document.errors, ...document.warnings].map(
    ({ pos, message }) => `${path}:${lineAt(pos[0])}: ${message.split('\n')[0].replace(/ at line \d+.*$/, '')}`,
  );
  /** The line where that place begins, with its key if it has one, or the nearest one around it. */
  const lineOf = (keys) => {
    for (let length = keys.length; length > 0; length--) {
      const parent = length === 1 ? document.contents : document.getIn(keys.slice(0, length - 1), true);
      const node = isMap(parent)
        ? parent.items.find(({ key }) => String(key) === keys[length - 1])?.key
        : document.getIn(keys.slice(0, length), true);
      if (node?.range) return lineAt(node.range[0]);
    }
    return 1;
  };
  return { path, faults, lineOf, value: faults.length === 0 ? document.toJS() : undefined };
}

function describe(source, error) {
  const keys = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra = error.params.additionalProperty;
  const where = [...keys, ...(extra === undefined ? [] : [extra])];
  const line = source.lineOf(where);
  return `${source.path}:${line}: ${where.join('.') || 'the file'} ${expectation(error)}`;
}

function expectation({ keyword, params, message, data }) {
  if (keyword === 'additionalProperties') return 'is not a known field';
  if (keyword === 'enum') return `should be one of ${params.allowedValues.join(', ')}, but is ${JSON.stringify(data)}`;
  return message;
}
