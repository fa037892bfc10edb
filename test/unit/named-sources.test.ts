import { expect, test } from 'vitest';
import { defaultSettings } from '../../server/src/lint/settings';
import { fixtureLinter } from '../support/fixtures';

const tool = (parameter: string, used: string): string => `
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { execSync } from 'node:child_process';
import { z } from 'zod';
const server = new McpServer({ name: 'shell', version: '1.0.0' });
server.tool('run', { command: z.string(), folder: z.string() }, async (${parameter}) => {
  return { content: [{ type: 'text', text: execSync(\`ls \${${used}}\`).toString() }] };
});
`;

test.each([
  ['{ folder, command }', 'command', 'command'],
  ['{ folder: place }', 'place', 'folder'],
  ['{ command = "." } = {}', 'command', 'command'],
  ['given', 'given.command', 'given'],
])('a handler that takes %s has its argument told by name', async (parameter, used, name) => {
  const linter = await fixtureLinter();
  linter.setFile({ path: '/w/tool.ts', text: tool(parameter, used), language: 'typescript' });
  const messages = linter.lint('/w/tool.ts', defaultSettings).findings.map((finding) => finding.message);
  expect(messages).toContainEqual(expect.stringContaining(`The tool argument \`${name}\` reaches`));
});
