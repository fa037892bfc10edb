import { join } from 'node:path';
import { root } from '../scripts/lib/bootstrap.mjs';
import { generateAll } from '../scripts/lib/generate.mjs';
import { copyGrammars } from '../scripts/lib/grammars.mjs';

/** Runs once before vitest: tests import derived files and read the grammars, without a build. */
export async function setup() {
  await generateAll();
  copyGrammars(join(root, 'out/grammars'));
}
