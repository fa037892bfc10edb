/** Compiles the table of providers into the JSON that the bundles carry. A broken table stops the build. */
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { refresh } from '../../scripts/lib/generated.mjs';

const FOLDER = 'server/src/analysis/catalogue';
const INPUT = `${FOLDER}/providers.yaml`;
const OUTPUT = `${FOLDER}/providers.generated.json`;

/** Writes the compiled table below `root` if it changed, or with `check` only looks. Returns the files that were stale. */
export function generate({ root, check = false }) {
  const document = parseDocument(readFileSync(join(root, INPUT), 'utf8'));
  const [error] = document.errors;
  if (error) throw new Error(`${INPUT}: ${error.message}`);
  const table = document.toJS();
  const validate = new Ajv({ allErrors: true, formats: { regex: isRegularExpression } }).compile(
    JSON.parse(readFileSync(join(root, FOLDER, 'providers.schema.json'), 'utf8')),
  );
  if (!validate(table)) {
    const faults = validate.errors.map(({ instancePath, message }) => `${INPUT}: ${instancePath} ${message}`);
    throw new Error(`The table of providers has ${faults.length} fault(s):\n  ${faults.join('\n  ')}`);
  }
  return refresh(root, OUTPUT, `${JSON.stringify(table)}\n`, { check }) ? [OUTPUT] : [];
}

function isRegularExpression(text) {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
