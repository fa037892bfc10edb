/** Writes the index of the rules: the folder is the list, so that a rule is registered by being there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refresh } from '../../scripts/lib/generated.mjs';

const FOLDER = 'server/src/rules';
const OUTPUT = `${FOLDER}/index.ts`;

/** Brings the index below `root` up to date, or with `check` only compares. Returns what was stale. */
export function generate({ root, check = false }) {
  const rules = readdirSync(join(root, FOLDER))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .flatMap((file) => {
      const name = /^export const (\w+) = defineRule\(/m.exec(readFileSync(join(root, FOLDER, file), 'utf8'))?.[1];
      return name === undefined ? [] : [{ id: file.slice(0, -'.ts'.length), name }];
    });
  return refresh(root, OUTPUT, render(rules), { check }) ? [OUTPUT] : [];
}

function render(rules) {
  const imports = rules.map(({ id, name }) => `import { ${name} } from './${id}';\n`);
  const entries = rules.map(({ id, name }) => `  '${id}': ${name},\n`);
  return `// Written from the files of this folder by \`npm run generate\`.
${imports.join('')}
/** Every rule by its id, which is its file's name. */
export const rules = {
${entries.join('')}} as const;

export type RuleId = keyof typeof rules;
`;
}
