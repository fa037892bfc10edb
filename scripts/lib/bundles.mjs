import * as esbuild from 'esbuild';
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { root } from './bootstrap.mjs';
import { generateAll } from './generate.mjs';
import { copyGrammars } from './grammars.mjs';
import { noticesFor } from './notices.mjs';

const require = createRequire(import.meta.url);

const product = {
  extension: 'client/src/extension.ts',
  server: 'server/src/lsp/main.ts',
  cli: 'server/src/cli/main.ts',
};

/**
 * Makes dist/ (what is shipped) and out/test/ (the suites that run inside VS Code).
 * With `dev` the bundles have source maps and readable names. Throws an Error that says what is wrong.
 */
export async function build({ dev = false } = {}) {
  await generateAll();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const inputs = await bundle({ entries: product, folder: 'dist', dev });
  copyGrammars(join(root, 'dist/grammars'));
  writeFileSync(join(root, 'dist/NOTICES.txt'), noticesFor(root, inputs));
  rmSync(join(root, 'out/test'), { recursive: true, force: true });
  await bundle({ entries: suiteEntries(), folder: 'out/test', dev: true, external: ['mocha'] });
}

function suiteEntries() {
  const files = globSync('test/vscode/**/{index,*.test}.ts', { cwd: root });
  return Object.fromEntries(files.map((path) => [relative('test/vscode', path).replace(/\.ts$/, ''), path]));
}

/** Bundles entries and gives the paths of all source files that went in. */
async function bundle({ entries, folder, dev, external = [] }) {
  mkdirSync(join(root, folder), { recursive: true });
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // The CycloneDX library looks for it when XML is to be written, and does without.
    external: ['vscode', 'xmlbuilder2', ...external],
    // The package's ES module finds itself by import.meta.url, which a CommonJS bundle has not.
    alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
    minify: !dev,
    sourcemap: dev,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(result.metafile.inputs);
}
