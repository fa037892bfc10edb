import type { LanguageFamily } from '../program/program';
import compiled from './catalogue.generated.json';
import { createView, type CatalogueView } from './catalogue';
import type { CatalogueFile, TracingFact } from './format';

const files = compiled as unknown as readonly CatalogueFile[];

/** How files of tools look that name no SDK: the bases, messages, results and decorators of frameworks of their own. */
const toolWords = ['ToolBase', 'ToolMessage', 'ToolResult', 'ToolResponse', 'ServiceResponse', 'BaseAction', 'Toolkit', 'Tools:', 'Tools(', 'register_tool', '@activity', 'call_tool', 'args_schema', 'function_description', 'tool_description'];

/** What extensions of VS Code that use its models have; the package itself is in every extension. */
const editorWords = ['LanguageModelChat', 'LanguageModelTool', 'selectChatModels', 'createChatParticipant'];

/**
 * Words that a file with model code has at least one of: SDK packages, hosts, key prefixes, usual
 * names. The inventory also wants files that only hold data or weights.
 */
export function glanceWords(userFacts: Partial<CatalogueFile> = {}, purpose: 'findings' | 'inventory' = 'findings'): readonly string[] {
  const words = new Set(['llm', 'LLM', 'gpt', 'GPT', 'claude', 'Claude', 'gemini', 'Gemini', 'chat_model', 'chatModel', 'BaseTool', 'tool_call', 'toolwrapper', '@tool', ...toolWords, ...editorWords, 'sk-', 'AIza', 'gsk_', 'hf_', 'principled:']);
  for (const file of files) {
    if (purpose === 'inventory' && file.assets) for (const name of file.packages) for (const word of importsOf(name)) words.add(word);
    // What records the calls of a whole project is often set up in a file of its own.
    for (const word of file.tracing?.flatMap(tracingWords) ?? []) words.add(word);
    if (!file.inference && !file.tools && !file.prompts && !file.hosts) continue;
    for (const name of file.packages) for (const word of wordsOf(name)) words.add(word);
    for (const host of file.hosts ?? []) words.add(host);
  }
  for (const fact of userFacts.inference ?? []) for (const call of fact.calls) words.add(lastPart(call));
  for (const fact of userFacts.sources ?? []) for (const call of fact.calls ?? []) words.add(lastPart(call));
  return [...words].filter((word) => !general.has(word));
}

function tracingWords({ calls = [], decorators = [], wrappers = [], imports = [], monitoring = [], environment = [] }: TracingFact): string[] {
  const packages = new Set([...calls, ...decorators, ...wrappers, ...imports, ...monitoring].map((path) => path.slice(0, path.indexOf('.')) || path));
  return [...[...packages].flatMap(importsOf), ...environment];
}

/** Short names are looked for as imports are written, or every other text would have them. */
function wordsOf(name: string): string[] {
  const last = lastPart(name);
  const long = [name, last].filter((word) => word.length > 4);
  return long.length > 0 ? long : importsOf(name);
}

function importsOf(name: string): string[] {
  return [`"${name}"`, `'${name}'`, `"${name}/`, `'${name}/`, `import ${name}`, `from ${name}`];
}

/** Packages that every program has. */
const general = new Set(['globalThis', 'builtins', 'json', 'os', 'sys', 're', 'path', 'fs', 'react', 'typing', 'asyncio', 'vscode']);

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
}

/** Views of the catalogue, with what a user declares about code of their own. */
export function catalogue(userFacts: Partial<CatalogueFile> = {}): (family: LanguageFamily) => CatalogueView {
  const views = new Map<LanguageFamily, CatalogueView>();
  return (family) => {
    let view = views.get(family);
    if (!view) {
      const own: CatalogueFile = { title: 'this project', packages: [], read: [], ...userFacts, language: family };
      views.set(family, (view = createView([...files, own], family)));
    }
    return view;
  };
}
