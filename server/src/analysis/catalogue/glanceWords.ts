import compiled from './catalogue.generated.json';
import type { LanguageFamily } from '../program/program';
import type { TracingFact } from './flowFacts';
import type { CatalogueFile } from './format';

/** A word to look for in a text, case and all. */
export interface GlanceWord {
  readonly text: string;
  /** Characters (ASCII) of which none may stand right before the word. */
  readonly notAfter?: string;
  /** Characters (ASCII) of which none may stand right behind it. */
  readonly notBefore?: string;
}

const files = compiled as unknown as readonly CatalogueFile[];

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** How files of tools look that name no SDK: the bases, messages, results and decorators of frameworks of their own. */
const toolWords = ['ToolBase', 'ToolMessage', 'ToolResult', 'ToolResponse', 'ServiceResponse', 'BaseAction', 'Toolkit', 'Tools:', 'Tools(', 'register_tool', '@activity', 'call_tool', 'args_schema', 'function_description', 'tool_description'];

/** How tools look in JavaScript, and how pages ask a server of their own that hands on what a model says. */
const scriptWords = ['inputSchema', 'Tool = {', '/api/chat', '/api/ai/', '/api/completion', '/api/generate', '/api/ask', '/api/assistant', '/api/llm', '/api/gpt'];

/** What extensions of VS Code that use its models have; the package itself is in every extension. */
const editorWords = ['LanguageModelChat', 'LanguageModelTool', 'selectChatModels', 'createChatParticipant'];

/** Names of what runs code that a model wrote, for whoever wires it to one. */
const executorWords = ['execute_code', 'run_code', 'exec_code', 'eval_code', 'evaluate_code', 'generated_code', 'execute_python', 'run_python', 'exec_python', 'Interpreter', 'CodeExecut', 'CodeRunner', 'CodeSandbox', 'PythonRepl', 'PythonREPL', 'PythonExecut', 'PythonRunner', 'PythonSandbox'];

/** What else model code names. `fullmatch`, `allMessages`, `bellman` and `task-` are none of it. */
const usual: readonly GlanceWord[] = [
  { text: 'llm', notAfter: 'aeiou' }, { text: 'sk-', notAfter: LETTERS }, { text: 'hf_', notAfter: LETTERS },
  ...['LLM', 'gpt', 'GPT', 'claude', 'Claude', 'gemini', 'Gemini', 'chat_model', 'chatModel', 'language_model', 'languageModel', 'BaseTool', 'tool_call', 'toolwrapper', '@tool', 'xinference', 'AIza', 'gsk_', 'principled:'].map(plain),
];

/**
 * Words that a file with model code has at least one of: SDK packages, hosts, key prefixes, usual
 * names. The inventory also wants files that only hold data or weights.
 */
export function glanceWords(userFacts: Partial<CatalogueFile> = {}, purpose: 'findings' | 'inventory' = 'findings'): readonly GlanceWord[] {
  const words = [...usual, ...[...toolWords, ...scriptWords, ...editorWords, ...executorWords].map(plain)];
  for (const file of files) {
    if (purpose === 'inventory' && file.assets) words.push(...file.packages.flatMap(importsOf));
    // What records the calls of a whole project is often set up in a file of its own.
    words.push(...file.tracing?.flatMap(tracingWords) ?? []);
    if (!file.inference && !file.tools && !file.prompts && !file.hosts) continue;
    words.push(...file.packages.flatMap(wordsOf), ...(file.hosts ?? []).map(plain));
  }
  for (const fact of userFacts.inference ?? []) words.push(...fact.calls.map(lastPart).map(plain));
  for (const fact of userFacts.sources ?? []) words.push(...(fact.calls ?? []).map(lastPart).map(plain));
  return [...new Map(words.map((word) => [JSON.stringify(word), word])).values()].filter(({ text }) => !general.has(text));
}

/** What only a file that asks a model has: a provider's host, the path of its interface, a call that the user has named. */
export function anchorWords(userFacts: Partial<CatalogueFile> = {}): readonly GlanceWord[] {
  const calls = [...userFacts.inference ?? [], ...userFacts.sources ?? []].flatMap(({ calls = [] }) => calls.map(lastPart));
  return [...new Set([...files.flatMap(({ hosts = [] }) => hosts), ...interfacePaths, ...calls, 'principled:'])].map(plain);
}

const interfacePaths = ['chat/completions', '/v1/messages', '/v1/responses', 'generateContent', '/api/generate', '/api/chat', ':11434'];

/** Whether an import names a package that asks models, or takes part in that. */
export function isSdkImport(specifier: string, family: LanguageFamily): boolean {
  const mark = family === 'python' ? '.' : '/';
  for (let end = specifier.length; end > 0; end = specifier.lastIndexOf(mark, end - 1)) if (sdks.has(specifier.slice(0, end))) return true;
  return false;
}

function plain(text: string): GlanceWord {
  return { text };
}

function tracingWords({ calls = [], decorators = [], wrappers = [], imports = [], monitoring = [], environment = [] }: TracingFact): GlanceWord[] {
  const packages = new Set([...calls, ...decorators, ...wrappers, ...imports, ...monitoring].map((path) => path.slice(0, path.indexOf('.')) || path));
  return [...[...packages].flatMap(importsOf), ...environment.map(plain)];
}

/** Short and common names are looked for as imports are written, or every other text would have them. */
function wordsOf(name: string): GlanceWord[] {
  const last = lastPart(name);
  const telling = [name, last].filter((word) => word.length > 4 && !common.has(word));
  return telling.length > 0 ? telling.map((text) => ({ text, ...beginnings[text] })) : importsOf(name);
}

function importsOf(name: string): GlanceWord[] {
  const statements = [`import ${name}`, `from ${name}`].map((text) => ({ text, notBefore: `${LETTERS}_` }));
  return [...[`"${name}"`, `'${name}'`, `"${name}/`, `'${name}/`].map(plain), ...statements];
}

/** Packages that every program has. */
const general = new Set(['globalThis', 'builtins', 'json', 'os', 'sys', 're', 'path', 'fs', 'react', 'typing', 'asyncio', 'vscode']);

/** Names of packages, or last parts of them, that stand for other things in most programs. */
const common = new Set(['agent', 'agents', 'classic', 'client', 'community', 'core-auth', 'google', 'guidance', 'haystack', 'inference', 'optimum', 'outlines', 'replicate', 'runtime', 'server', 'together', 'workflow']);

/** Names that other words begin with: `coherence`, `autogenerate`. */
const beginnings: Readonly<Record<string, { readonly notBefore: string }>> = { cohere: { notBefore: 'n' }, autogen: { notBefore: 'e' } };

const sdks = new Set(files.flatMap((file) => (file.inference || file.tools || file.prompts || file.hosts ? file.packages : [])).filter((name) => !general.has(name)));

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
}
