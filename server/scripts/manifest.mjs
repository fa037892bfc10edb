/** Writes one setting per rule into the manifest, so that editors complete and explain them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refresh } from '../../scripts/lib/generated.mjs';
import { readRules } from './rules-index.mjs';

const MANIFEST = 'package.json';
const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'];

/** Brings the manifest below `root` up to date, or with `check` only compares. Returns what was stale. */
export async function generate({ root, check = false }) {
  const { rules, notices } = await readRules(root);
  const text = readFileSync(join(root, MANIFEST), 'utf8');
  return refresh(root, MANIFEST, manifestSource(text, [...rules, ...notices]), { check }) ? [MANIFEST] : [];
}

/** The manifest's text with the properties of `principled.severity` taken from the rules, in order of their ids. */
export function manifestSource(text, rules) {
  const manifest = JSON.parse(text);
  const setting = manifest.contributes.configuration.properties['principled.severity'];
  const byId = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  setting.properties = Object.fromEntries(
    byId.map(({ id, title, why, severity }) => [
      id,
      { type: 'string', enum: SEVERITIES, description: `${title}. ${why} Default: ${severity}.` },
    ]),
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
