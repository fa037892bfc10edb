import { expect, test } from 'vitest';
import { resolveImport } from '../../server/src/analysis/resolve/files';
import { createLayout } from '../../server/src/host/layout/layout';

interface Case {
  readonly name: string;
  /** Paths below `/r`, with the text of those that are read. */
  readonly files: Readonly<Record<string, string>>;
  readonly from: string;
  /** Specifier to the file below `/r` that it leads to; null for a library. */
  readonly imports: Readonly<Record<string, string | null>>;
}

const cases: readonly Case[] = [
  {
    name: 'a module of a package does not hide a library from its neighbours',
    files: { 'app/__init__.py': '', 'app/openai.py': 'import openai', 'app/json.py': '', 'app/run.py': '' },
    from: 'app/run.py', imports: { openai: null, json: null, '.openai': 'app/openai.py', 'app.openai': 'app/openai.py' },
  },
  {
    name: 'a folder without a package file that wraps a library does not hide it either',
    files: { '.git/HEAD': '', 'app/openai/__init__.py': '', 'app/openai/client.py': 'from openai import OpenAI', 'app/run.py': '' },
    from: 'app/run.py', imports: { openai: null, 'app.openai.client': 'app/openai/client.py' },
  },
  {
    name: 'a package at the root of the project is the one that is meant',
    files: { 'pyproject.toml': '', 'agents/__init__.py': '', 'agents/plan.py': '', 'main.py': '' },
    from: 'main.py', imports: { agents: 'agents/__init__.py', 'agents.plan': 'agents/plan.py' },
  },
  {
    name: 'dots count packages upward',
    files: { 'a/b/c.py': '', 'a/d.py': '', 'a/__init__.py': '', 'a/b/__init__.py': '' },
    from: 'a/b/c.py', imports: { '.': 'a/b/__init__.py', '..': 'a/__init__.py', '..d': 'a/d.py', '...x': null },
  },
  {
    name: 'a package comes before a module of its name',
    files: { 'tools.py': '', 'tools/__init__.py': '', 'main.py': '' },
    from: 'main.py', imports: { tools: 'tools/__init__.py' },
  },
  {
    name: 'projects of one repository find each other by their roots',
    files: {
      '.git/HEAD': '', 'one/pyproject.toml': '[tool.poetry]\npackages = [{ include = "first", from = "code" }]', 'one/code/first/__init__.py': '',
      'two/setup.cfg': '', 'two/setup.py': '', 'two/src/second/__init__.py': '', 'three/pyproject.toml': '', 'three/app/main.py': '', 'three/app/__init__.py': '',
    },
    from: 'three/app/main.py', imports: { first: 'one/code/first/__init__.py', second: 'two/src/second/__init__.py', third: null },
  },
  {
    name: 'half-typed configuration says nothing and harms nothing',
    files: { '.git/HEAD': '', 'tsconfig.json': '{ "compilerOptions": { "paths": ', 'package.json': '{', 'pyproject.toml': '[tool', 'a.ts': '', 'b.ts': '' },
    from: 'a.ts', imports: { './b': 'b.ts', '@x/y': null },
  },
  {
    name: 'the longest pattern wins, an exact name before all',
    files: {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "@/ui/*": ["./ui/*"], "@/ui/root": ["./root.ts"] } } }',
      'src/ui/a.ts': '', 'ui/a.ts': '', 'root.ts': '', 'ui/root.ts': '', 'src/b.tsx': '', 'src/main.ts': '',
    },
    from: 'src/main.ts', imports: { '@/ui/a': 'ui/a.ts', '@/ui/root': 'root.ts', '@/b': 'src/b.tsx', '@/c': null },
  },
  {
    name: 'a base in circles ends',
    files: { 'tsconfig.json': '{ "extends": "./other.json" }', 'other.json': '{ "extends": "./tsconfig.json", "compilerOptions": { "baseUrl": "src" } }', 'src/a.ts': '', 'b.ts': '' },
    from: 'b.ts', imports: { a: 'src/a.ts' },
  },
  {
    name: 'a base with the place of the configuration that uses it',
    files: {
      'base/tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["${configDir}/src/*"] } } }',
      'app/tsconfig.json': '{ "extends": ["../base"] }', 'app/src/a.ts': '', 'app/b.ts': '',
    },
    from: 'app/b.ts', imports: { '~/a': 'app/src/a.ts' },
  },
  {
    name: 'packages by exports, main, types, and by what a build leaves out',
    files: {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/a/package.json': '{ "name": "@r/a", "exports": { ".": { "@r/source": "./code/a.ts", "default": "./dist/a.js" }, "./parts/*": "./dist/parts/*.mjs" } }',
      'packages/a/code/a.ts': '', 'packages/a/src/parts/x.ts': '',
      'packages/b/package.json': '{ "name": "b-tools", "main": "dist/cjs/index.js", "types": "dist/types/index.d.ts" }', 'packages/b/src/index.tsx': '', 'packages/b/src/deep/y.js': '',
      'packages/c/main.ts': '',
    },
    from: 'packages/c/main.ts',
    imports: { '@r/a': 'packages/a/code/a.ts', '@r/a/parts/x': 'packages/a/src/parts/x.ts', 'b-tools': 'packages/b/src/index.tsx', 'b-tools/deep/y': 'packages/b/src/deep/y.js', '@r/d': null },
  },
  {
    name: 'of packages of one name the nearest, and never a published one in place of an SDK',
    files: {
      'lerna.json': '{}', 'one/package.json': '{ "name": "same" }', 'one/index.ts': '', 'two/package.json': '{ "name": "same" }', 'two/index.ts': '', 'two/app/a.ts': '',
      'sdk/package.json': '{ "name": "openai" }', 'sdk/index.ts': '',
    },
    from: 'two/app/a.ts', imports: { same: 'two/index.ts', openai: null },
  },
  {
    name: 'code beside its declarations, TypeScript behind `.js`, a folder with a main file',
    files: { 'a.d.ts': '', 'a.js': '', 'b.tsx': '', 'lib/package.json': '{ "main": "start.js" }', 'lib/start.js': '', 'm.ts': '' },
    from: 'm.ts', imports: { './a': 'a.js', './b.js': 'b.tsx', './lib': 'lib/start.js', './c.vue': null },
  },
];

test.each(cases)('$name', ({ files, from, imports }) => {
  const paths = Object.keys(files);
  const disk = {
    readText: (path: string) => files[path.replace(/^\/r\//, '')],
    isFile: (path: string) => files[path.replace(/^\/r\//, '')] !== undefined,
    list: (folder: string) => {
      const prefix = folder === '/r' ? '' : `${folder.slice('/r/'.length)}/`;
      return [...new Set(paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('/')[0]!))];
    },
  };
  const context = { isFile: disk.isFile, layout: createLayout(disk), isLibrary: (name: string) => ['openai', 'json', 'agents'].includes(name) };
  const family = from.endsWith('.py') ? 'python' : 'javascript';
  const found = Object.fromEntries(Object.keys(imports).map((specifier) => [
    specifier, resolveImport(context, `/r/${from}`, specifier, family)?.replace(/^\/r\//, '') ?? null,
  ]));
  expect(found).toEqual(imports);
});
