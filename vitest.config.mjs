import { defineConfig } from 'vitest/config';

/** Suites with a host of their own: a language server over a pipe, and VS Code in a browser. */
const hosted = ['test/lsp/**', 'test/look/**', 'test/vscode/**'];

export default defineConfig({
  test: {
    globalSetup: './test/setup.mjs',
    // Its ES modules import one another without file names' endings, which only a bundler understands.
    server: { deps: { inline: ['jsonc-parser'] } },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...hosted, 'test/fixtures/**'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'lsp', include: ['test/lsp/**/*.test.ts'], testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          name: 'look',
          include: ['test/look/**/*.test.ts'],
          // A browser, an editor and a server share the machine: one more try tells a slow moment from a broken view.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
