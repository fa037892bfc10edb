import * as esbuild from 'esbuild';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../lib/bootstrap.mjs';

const require = createRequire(import.meta.url);

/** Where everything that a run makes is kept. */
export const workFolder = join(root, 'out/bench');
/** A copy of dist/, so that a build during the measurements does not change what is measured. */
export const productFolder = join(workFolder, 'product');
export const grammarFolder = join(productFolder, 'grammars');

/** Copies what was built, and bundles the engine and the editor's suite for the measurements. */
export async function prepareProduct() {
  rmSync(workFolder, { recursive: true, force: true });
  mkdirSync(workFolder, { recursive: true });
  cpSync(join(root, 'dist'), productFolder, { recursive: true });
  await bundle('test/bench/engine.ts', join(workFolder, 'engine.cjs'));
  await bundle('test/bench/activation.ts', join(workFolder, 'activation/index.js'));
}

/** The engine as it runs in the server, unminified so that a profile is readable. */
export function loadEngine() {
  return require(join(workFolder, 'engine.cjs'));
}

function bundle(entry, outfile) {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
    logLevel: 'warning',
  });
}
