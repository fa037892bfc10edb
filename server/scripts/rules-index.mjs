/**
 * Derives everything that lists the rules from the rule files themselves: the index the product
 * imports, the ids that `principled.yaml` completes, and the table of the README.
 */
import * as esbuild from 'esbuild';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refresh } from '../../scripts/lib/generated.mjs';

const FOLDER = 'server/src/rules';
const INDEX = `${FOLDER}/index.ts`;
const SCHEMA = 'schemas/principled.schema.json';
const README = 'README.md';
const START = '<!-- rules:start -->';
const END = '<!-- rules:end -->';

/**
 * Brings the derived files below `root` up to date, or with `check` only compares them. Returns the
 * paths of those that were stale. Throws an Error that names the rule file which is not as it should be.
 */
export async function generate({ root, check = false }) {
  const { rules, notices } = await readRules(root);
  const derived = {
    [INDEX]: indexSource(rules),
    [SCHEMA]: schemaSource(readFileSync(join(root, SCHEMA), 'utf8'), rules, notices),
  };
  if (existsSync(join(root, README))) derived[README] = readmeSource(readFileSync(join(root, README), 'utf8'), rules);
  return Object.keys(derived).filter((path) => refresh(root, path, derived[path], { check }));
}

/** Every rule below `root` with its metadata and the name it is exported under, by id, and the engine's notices. */
export async function readRules(root) {
  const names = readdirSync(join(root, FOLDER))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const entry = [
    `export { notices } from '../lint/notices';`,
    ...names.map((name, at) => `export * as file${at} from './${name}';`),
  ];
  const loaded = await load(entry.join('\n'), join(root, FOLDER));
  const rules = names.flatMap((name, at) => ruleIn(root, name, loaded[`file${at}`]));
  return { rules, notices: Object.values(loaded.notices) };
}

/** The rule a file exports; a file that exports none is a helper, unless a page stands beside it. */
function ruleIn(root, name, exports) {
  const found = Object.entries(exports).filter(([, value]) => typeof value?.check === 'function' && typeof value.id === 'string');
  const path = `${FOLDER}/${name}.ts`;
  if (found.length === 0) {
    if (existsSync(join(root, FOLDER, `${name}.md`))) throw new Error(`${path}: expected an exported rule, since ${name}.md is its page.`);
    return [];
  }
  if (found.length > 1) throw new Error(`${path}: expected one rule, found ${found.length}.`);
  const [[exported, rule]] = found;
  if (rule.id !== name) throw new Error(`${path}: expected the rule \`${name}\`, found \`${rule.id}\`.`);
  return [{ exported, ...rule }];
}

/** Bundles TypeScript on the fly and runs it. */
async function load(contents, resolveDir) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

export function indexSource(rules) {
  const imports = rules.map(({ id, exported }) => `import { ${exported === camel(id) ? '' : `${exported} as `}${camel(id)} } from './${id}';`);
  return [
    '// Generated from the files of this folder by npm run generate.',
    `import type { Rule } from './define';`,
    ...imports,
    '',
    '/** Every rule, by id. */',
    'export const rules = {',
    ...rules.map(({ id }) => `  '${id}': ${camel(id)},`),
    '} as const satisfies Readonly<Record<string, Rule>>;',
    '',
    'export type RuleId = keyof typeof rules;',
    '',
  ].join('\n');
}

export function schemaSource(text, rules, notices) {
  const schema = JSON.parse(text);
  schema.$defs.severities.properties = Object.fromEntries(
    [...rules, ...notices].map(({ id, title, why, severity }) => [
      id, { $ref: '#/$defs/severity', description: `${title}. ${why} Default: \`${severity}\`.` },
    ]),
  );
  return `${JSON.stringify(schema, null, 2)}\n`;
}

export function readmeSource(text, rules) {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) throw new Error(`${README}: expected ${START} and ${END} around the table of rules.`);
  return `${text.slice(0, start + START.length)}\n${rulesTable(rules)}\n${text.slice(end)}`;
}

function rulesTable(rules) {
  const heads = ['Rule', 'What it finds', 'Severity', 'Fix', 'Code of Practice', 'CWE', 'OWASP'];
  const rows = rules.map((rule) => [
    `[\`${rule.id}\`](${FOLDER}/${rule.id}.md)`,
    rule.title,
    rule.severity,
    rule.hasFix ? 'yes' : '',
    rule.provisions.join(', '),
    rule.cwe.join(', '),
    [...rule.llm, ...rule.asi].map((id) => `${id}:2026`).join(', '),
  ]);
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function camel(id) {
  return id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
