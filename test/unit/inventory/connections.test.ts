import { expect, test } from 'vitest';
import { inventoryOf, linked, listed } from './support';

const only = (lines: readonly string[], pattern: RegExp): string[] => lines.filter((line) => pattern.test(line));

const factory = `import os
from langchain_openai import ChatOpenAI
from langchain_anthropic import ChatAnthropic
from langchain_ollama import ChatOllama

def make(provider, model):
    if provider == "openai":
        return ChatOpenAI(model=model)
    if provider == "anthropic":
        return ChatAnthropic(model=model)
    return ChatOllama(model=model)

def fast():
    return make(os.environ["PROVIDER"], "gpt-4o-mini")

def thorough():
    return make(os.environ["PROVIDER"], "claude-3-5-haiku-20241022")

def cheap():
    return make(os.environ["PROVIDER"], "my-finetune")
`;

test('an id that a factory hands to several providers is listed where it belongs, else once as chosen at run time', async () => {
  const inventory = await inventoryOf({ 'llm.py': factory });
  expect(only(listed(inventory), /^model:/)).toEqual([
    'model:Anthropic/claude-3-5-haiku-20241022 @ llm.py:10',
    'model:OpenAI/gpt-4o-mini @ llm.py:8',
    'model:chosen at run time in llm.py/my-finetune @ llm.py:8 llm.py:10 llm.py:11',
  ]);
  expect(only(linked(inventory), /at run time/)).toEqual(['Anthropic', 'Ollama', 'OpenAI'].map((name) => `model:chosen at run time in llm.py/my-finetune hosted-by provider:${name}`));
  expect(inventory.assets.find(({ name }) => name === 'chosen at run time')).toMatchObject({ candidates: ['my-finetune'], pins: [{ by: 'run-time' }] });
});

test('the same constant for two providers is no choice: both have the model', async () => {
  const inventory = await inventoryOf({
    'a.py': 'from openai import OpenAI, AzureOpenAI\nMODEL = "gpt-4o"\ndef f(q):\n    OpenAI().responses.create(model=MODEL, input=q)\n    AzureOpenAI().responses.create(model=MODEL, input=q)\n',
  });
  expect(only(listed(inventory), /^model:/)).toEqual(['model:Azure OpenAI/gpt-4o @ a.py:5', 'model:OpenAI/gpt-4o @ a.py:4']);
});

test('Python: an MCP server offers its tools, and clients lead to the servers that they start or are given', async () => {
  const inventory = await inventoryOf({
    'shop/server.py': `from mcp.server.fastmcp import FastMCP
server = FastMCP("shop")

@server.tool()
def price(name: str) -> str:
    return name
`,
    'client.py': `from mcp import StdioServerParameters
from mcp.client.stdio import stdio_client
from agents.mcp import MCPServerStdio
from fastmcp import Client
from shop.server import server

near = stdio_client(StdioServerParameters(command="python", args=["shop/server.py"]))
far = MCPServerStdio(params={"command": "npx", "args": ["-y", "@example/files@1.2.3"]})
inside = Client(server)
`,
    '.mcp.json': '{ "mcpServers": { "files": { "command": "npx", "args": ["-y", "@example/files@1.2.3"] } } }',
  });
  expect(only(linked(inventory), /offers|connects-to/)).toEqual([
    'mcp-client:client.py:Client connects-to mcp-server:shop/server.py:shop',
    'mcp-client:client.py:npx connects-to mcp-server:.mcp.json:files',
    'mcp-client:client.py:python connects-to mcp-server:shop/server.py:shop',
    'mcp-server:shop/server.py:shop offers tool:price',
  ]);
});

test('TypeScript: an MCP server offers its tools, wherever they are registered, and a client leads to it by its address', async () => {
  const inventory = await inventoryOf({
    'server.ts': `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { register } from './tools';
const server = new McpServer({ name: 'shop', version: '1.0.0' });
server.registerTool('price', { description: 'The price', inputSchema: { name: z.string() } }, async ({ name }) => ({ content: [] }));
register(server);
`,
    'tools.ts': `import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
export function register(server: McpServer) {
  server.tool('stock', { name: z.string() }, async ({ name }) => ({ content: [] }));
}
`,
    'client.ts': `import { experimental_createMCPClient } from 'ai';
export const client = await experimental_createMCPClient({ transport: { type: 'sse', url: 'https://tools.example.com/mcp' } });
`,
    '.vscode/mcp.json': '{ "servers": { "remote": { "url": "https://tools.example.com/mcp" } } }',
  });
  expect(only(linked(inventory), /offers|connects-to/)).toEqual([
    'mcp-client:client.ts:https://tools.example.com/mcp connects-to mcp-server:.vscode/mcp.json:remote',
    'mcp-server:server.ts:shop offers tool:price',
    'mcp-server:server.ts:shop offers tool:stock',
  ]);
});

test('a model that is made from a file loads it', async () => {
  const inventory = await inventoryOf({
    'a.py': `from llama_cpp import Llama
from transformers import AutoModelForCausalLM
llm = Llama(model_path="./weights/small.gguf")
print(llm.create_chat_completion(messages=[{"role": "user", "content": "Hello"}]))
`,
    'weights/small.gguf': '',
  });
  expect(only(linked(inventory), /loads/)).toEqual(['model:this machine/./weights/small.gguf loads model-file:./weights/small.gguf']);
  expect(inventory.assets.at(-1)).toMatchObject({ kind: 'model-file', isPresent: true });
});

const guard = `from functools import wraps

def guarded(f):
    @wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner
`;
const guardedApp = `import os
from flask import Flask
from openai import OpenAI
from guard import guarded
app = Flask(__name__)

@app.post("/ask")
@guarded
def ask():
    return OpenAI().responses.create(model="gpt-4o", input="Hello").output_text

@app.get("/health")
@guarded
def health():
    return "ok"

@app.post("/draw")
@guarded
def draw():
    return OpenAI().images.generate(model="dall-e-3", prompt="A tree").data[0].url
`;

test('Python: endpoints behind one decorator each reach only their own models', async () => {
  const inventory = await inventoryOf({ 'guard.py': guard, 'app.py': guardedApp });
  expect(only(linked(inventory), /calls/)).toEqual([
    'endpoint:app.py:POST /ask calls model:OpenAI/gpt-4o',
    'endpoint:app.py:POST /draw calls model:OpenAI/dall-e-3',
  ]);
});

test('TypeScript: endpoints behind one wrapper each reach only their own models', async () => {
  const inventory = await inventoryOf({
    'guard.ts': `export function guarded(handler) {
  return async (req, res) => { await handler(req, res); };
}
`,
    'app.ts': `import express from 'express';
import OpenAI from 'openai';
import { guarded } from './guard';
const app = express();
const client = new OpenAI();
app.post('/ask', guarded(async (req, res) => res.json(await client.responses.create({ model: 'gpt-4o', input: 'Hello' }))));
app.post('/draw', guarded(async (req, res) => res.json(await client.images.generate({ model: 'dall-e-3', prompt: 'A tree' }))));
app.get('/health', guarded(async (req, res) => res.send('ok')));
`,
  });
  expect(only(linked(inventory), /calls/)).toEqual([
    'endpoint:app.ts:POST /ask calls model:OpenAI/gpt-4o',
    'endpoint:app.ts:POST /draw calls model:OpenAI/dall-e-3',
  ]);
});
