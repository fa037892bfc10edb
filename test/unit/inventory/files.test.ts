import { expect, test } from 'vitest';
import { inventoryOf, listed } from './support';

const mcp = `{
  // Shared by the team.
  "servers": {
    "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem@1.2.3", "/data"], "env": { "TOKEN": "do-not-show-7f2a91" } },
    "search": { "command": "uvx", "args": ["search-server", "--key=do-not-show-7f2a91"] },
    "remote": { "url": "https://user:do-not-show-7f2a91@mcp.example.com/sse?key=do-not-show-7f2a91", "headers": { "Authorization": "Bearer do-not-show-7f2a91" } },
  },
}`;

test('MCP servers of configuration files, without anything that could be a secret', async () => {
  const inventory = await inventoryOf({ '.vscode/mcp.json': mcp });
  expect(listed(inventory)).toEqual([
    'mcp-server:.vscode/mcp.json:files @ .vscode/mcp.json:4',
    'mcp-server:.vscode/mcp.json:remote @ .vscode/mcp.json:6',
    'mcp-server:.vscode/mcp.json:search @ .vscode/mcp.json:5',
  ]);
  expect(inventory.assets).toMatchObject([
    { transport: 'stdio', target: 'npx @modelcontextprotocol/server-filesystem@1.2.3', isFixedVersion: true, gets: ['TOKEN'], readBy: 'VS Code' },
    { transport: 'http', target: 'https://mcp.example.com/sse', gets: ['Authorization'] },
    { transport: 'stdio', target: 'uvx search-server', isFixedVersion: false },
  ]);
  expect(JSON.stringify(inventory)).not.toContain('do-not-show');
});

test.each(['mcp.json', '.mcp.json', '.cursor/mcp.json', 'claude_desktop_config.json', '.claude/settings.json'])('%s is read', async (path) => {
  const inventory = await inventoryOf({ [path]: '{ "mcpServers": { "one": { "command": "node", "args": ["server.js"] } } }' });
  expect(listed(inventory)).toEqual([`mcp-server:${path}:one @ ${path}:1`]);
});

test.each(['', '{', '[]', 'null', '{ "servers": 1 }', '{ "servers": { "a": 1, "b": { "args": {}, "command": 7 } } }'])('a broken configuration %j costs nothing else', async (text) => {
  const inventory = await inventoryOf({ 'mcp.json': text, 'prompts/a.md': 'You are kind.' });
  expect(listed(inventory)).toContain('prompt:prompts/a.md @ prompts/a.md:1');
});

test('prompt files and model files by the conventions of the field', async () => {
  const inventory = await inventoryOf({
    'prompts/answer.md': 'You answer.\n{{ question }}', 'prompts/README.md': 'About', 'src/notes.md': 'no prompt', '.github/copilot-instructions.md': 'Be brief.',
    'models/tiny.gguf': '',
  });
  expect(listed(inventory)).toEqual([
    'prompt:.github/copilot-instructions.md @ .github/copilot-instructions.md:1',
    'prompt:prompts/answer.md @ prompts/answer.md:1',
    'model-file:models/tiny.gguf @ models/tiny.gguf:1',
  ]);
  expect(inventory.assets[1]).toMatchObject({ form: 'file', isTemplate: true, excerpt: 'You answer. {{ question }}' });
});
