import { findNodeAtLocation, parseTree, getNodeValue, type Node } from 'jsonc-parser/lib/esm/main.js';
import { isCredentialName } from '../../analysis/flow/credentials';
import type { Drafts } from './drafts';
import type { McpServer, ModelFile, WorkspaceFiles } from './inventory';
import { hostAndPath } from './address';
import { formatOf, runsCode } from './assets';
import { isConfigurationFile, isModelFile, isSameFile } from './names';

/** MCP servers that configuration files name, and model files of the workspace. */
export function addConfigured(drafts: Drafts, files: WorkspaceFiles): void {
  for (const path of files.paths) {
    if (isConfigurationFile(path)) addServers(drafts, files, path);
    if (isModelFile(path)) addModelFile(drafts, files, path);
  }
}

function addModelFile(drafts: Drafts, files: WorkspaceFiles, path: string): void {
  const below = files.pathOf(path);
  const format = formatOf(path) ?? 'unknown';
  const file: Omit<ModelFile, 'id'> = {
    kind: 'model-file', name: below, format, canRunCode: runsCode(format), isPresent: true, places: [{ file: path, span: { start: 0, end: 0 } }],
  };
  // Code may name the same file from another folder.
  const known = [...drafts.all()].find((asset) => asset.kind === 'model-file' && isSameFile(below, asset.name));
  if (known) drafts.replace({ ...known, isPresent: true } as ModelFile);
  else drafts.add<ModelFile>({ ...file, id: `model-file:${below}` });
}

/** Keys under which the programs that read these files keep their servers. */
const tables = [['mcpServers'], ['servers'], ['mcp', 'servers']];

function addServers(drafts: Drafts, files: WorkspaceFiles, path: string): void {
  const text = files.readText(path);
  const tree = text === undefined ? undefined : parseTree(text, [], { allowTrailingComma: true });
  if (!tree) return;
  for (const table of tables) {
    for (const property of findNodeAtLocation(tree, table)?.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key && value?.type === 'object') addServer(drafts, files, path, key, value);
    }
  }
}

function addServer(drafts: Drafts, files: WorkspaceFiles, path: string, key: Node, value: Node): void {
  const name = String(getNodeValue(key));
  const command = textOf(value, 'command');
  const url = textOf(value, 'url') ?? textOf(value, 'serverUrl') ?? textOf(value, 'httpUrl');
  const args = listOf(value, 'args');
  const started = command === undefined ? undefined : packageOf(command, args);
  const target = url === undefined ? [command, started].filter((part) => part !== undefined).join(' ') : hostAndPath(url);
  drafts.add<McpServer>({
    kind: 'mcp-server', id: `mcp-server:${files.pathOf(path)}:${name}`, name, origin: 'configuration', readBy: readerOf(path),
    transport: url !== undefined ? 'http' : command !== undefined ? 'stdio' : 'unknown', gets: [...namesOf(value, 'env'), ...namesOf(value, 'headers')],
    places: [{ file: path, span: { start: key.offset, end: key.offset + key.length } }],
    ...(target === '' ? {} : { target }), ...(started === undefined ? {} : { isFixedVersion: isFixed(started) }),
  });
}

/** The package that a runner fetches and starts; other arguments may hold secrets and are left out. */
function packageOf(command: string, args: readonly string[]): string | undefined {
  const runner = /(^|[/\\])(npx|bunx|uvx|pipx|pnpm|yarn|docker|podman|uv|deno)(\.cmd|\.exe)?$/.exec(command)?.[2];
  if (!runner) return undefined;
  const words = args.filter((arg, index) => !arg.startsWith('-') && !isSecretOption(args[index - 1]) && !['run', 'dlx', 'x', 'exec', 'tool', 'python', 'node'].includes(arg) && !arg.includes('='));
  return words.find((word) => /^(@[\w.-]+\/)?[\w./-]+([@:][\w.^~*-]+|==[\w.]+)?$/.test(word) && !/^\d+$/.test(word));
}

/** `--api-key`: what follows it is the key. */
function isSecretOption(arg: string | undefined): boolean {
  return arg !== undefined && /^--?./.test(arg) && isCredentialName(arg.replace(/^-+/, ''));
}

function isFixed(started: string): boolean {
  return /(.@\d[\w.-]*|==\d[\w.]*|:\d[\w.-]*|@sha256:[0-9a-f]{64})$/.test(started);
}

function readerOf(path: string): string {
  const known: readonly (readonly [RegExp, string])[] = [
    [/(^|\/)\.vscode\//, 'VS Code'], [/(^|\/)\.cursor\//, 'Cursor'], [/(^|\/)claude_desktop_config\.json$/, 'Claude Desktop'], [/(^|\/)\.claude\//, 'Claude Code'],
    [/(^|\/)\.gemini\//, 'Gemini CLI'], [/(^|\/)\.windsurf\//, 'Windsurf'], [/(^|\/)\.roo\//, 'Roo Code'], [/(^|\/)\.amazonq\//, 'Amazon Q'], [/(^|\/)\.mcp\.json$/, 'Claude Code'],
  ];
  return known.find(([pattern]) => pattern.test(path))?.[1] ?? 'an MCP client';
}

function textOf(node: Node, name: string): string | undefined {
  const value: unknown = findNodeAtLocation(node, [name])?.value;
  return typeof value === 'string' ? value : undefined;
}

function listOf(node: Node, name: string): string[] {
  return (findNodeAtLocation(node, [name])?.children ?? []).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

function namesOf(node: Node, name: string): string[] {
  const table = findNodeAtLocation(node, [name]);
  return table?.type === 'object' ? (table.children ?? []).map((property) => String(property.children?.[0]?.value)) : [];
}
