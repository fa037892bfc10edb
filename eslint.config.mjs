import tseslint from 'typescript-eslint';
import { houseRules } from './scripts/lint/house-rules.mjs';

/** Rooms of server/src, and what each may not reach: the arrows of ARCHITECTURE.md. */
const rooms = {
  analysis: ['rules', 'lint', 'assurance', 'host', 'lsp', 'cli', 'client'],
  rules: ['lint', 'assurance', 'host', 'lsp', 'cli', 'client'],
  lint: ['assurance', 'host', 'lsp', 'cli', 'client'],
  assurance: ['host', 'lsp', 'cli', 'client'],
  host: ['assurance', 'lsp', 'cli', 'client'],
  lsp: ['cli', 'client'],
  cli: ['lsp', 'client'],
};
/** Rooms that see text and bytes only: no files, no clock, no environment, no protocol. */
const pure = ['analysis', 'rules', 'lint', 'assurance'];

const nodeModules = {
  regex: '^(node:|(fs|path|os|crypto|child_process|worker_threads|net|http|https|url|process)($|/))',
  message: 'This room sees text and bytes only: let lsp/ or cli/ read files and pass the result in.',
};
const protocolPackages = {
  regex: '^vscode',
  message: 'Only lsp/ and client/ know the protocol: use the types of our own.',
};
const noNetwork = {
  regex: '^(node:)?(http|https|http2|dgram|tls|dns)($|/)',
  message: 'Nothing leaves the machine.',
};

function arrows(name) {
  const barred = {
    regex: `^\\.[./]*/(.*/)?(${rooms[name].join('|')})(/|$)`,
    message: 'This import goes against an arrow: analysis <- rules <- lint <- assurance <- { lsp, cli }.',
  };
  const isPure = pure.includes(name);
  const outside = [
    ...(isPure ? [nodeModules] : [noNetwork]),
    ...(name === 'lsp' ? [] : [protocolPackages]),
  ];
  return {
    files: [`server/src/${name}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [barred, ...outside] }],
    },
  };
}

const world = ['process', 'console', 'fetch', 'require', 'performance', 'setTimeout', 'setInterval', '__dirname'];

export default tseslint.config(
  {
    ignores: ['node_modules/', 'dist/', 'out/', '.cache/', 'coverage/', 'examples/', 'test/fixtures/', 'test/**/workspace/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
    },
  },
  {
    files: ['**/*.{ts,mjs}'],
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  ...Object.keys(rooms).map(arrows),
  {
    files: pure.map((name) => `server/src/${name}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', ...world.map((name) => ({ name, message: 'Pass it in from lsp/ or cli/.' }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pass the time in from lsp/ or cli/.' },
        { object: 'Math', property: 'random', message: 'The same input gives the same findings.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pass the time in.' },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/analysis/languages/**'],
    plugins: { house: houseRules },
    rules: { 'house/no-node-types': 'error' },
  },
  {
    files: ['client/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            noNetwork,
            {
              regex: '^\\.[./]*/(.*/)?server/(?!src/lsp/protocol$)',
              message: 'The client knows the types of server/src/lsp/protocol.ts and nothing else of the server.',
            },
            { regex: '/lsp/protocol$', allowTypeImports: true, message: 'Types only: the server is another process.' },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'scripts/**/*.mjs', 'server/scripts/**/*.mjs', '*.{ts,mjs}'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['*.{ts,mjs}'], rules: { 'no-restricted-exports': 'off' } },
);
