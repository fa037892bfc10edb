import { expect, test } from 'vitest';
import { inventoryOf, linked, listed } from './support';

const python = `import os, subprocess
from fastapi import FastAPI
from openai import OpenAI
from langchain_openai import ChatOpenAI
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent

MODEL = os.getenv("CHAT_MODEL", "gpt-4o-2024-08-06")
SYSTEM = "You answer questions about the shop."
client = OpenAI()
app = FastAPI()

@tool
def run_report(name: str) -> str:
    """Runs a report."""
    return start(name)

def start(name):
    return subprocess.run(["report", name]).stdout

llm = ChatOpenAI(model="gpt-4o-mini" if os.environ.get("FAST") else "gpt-4o")
agent = create_react_agent(llm, tools=[run_report])

def ask(text, model="gpt-3.5-turbo"):
    r = client.chat.completions.create(model=model, messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": text}])
    return r.choices[0].message.content

@app.post("/chat")
def chat(q: str):
    return ask(q, model=MODEL)

@app.post("/agent")
def run_agent(q: str):
    return agent.invoke({"messages": [("user", q)]})

@app.get("/health")
def health():
    return "ok"
`;

test('Python: endpoints, agents, models, prompts and tools are found and connected', async () => {
  const inventory = await inventoryOf({ 'app.py': python });
  expect(listed(inventory)).toEqual([
    'endpoint:app.py:POST /agent @ app.py:32',
    'endpoint:app.py:POST /chat @ app.py:28',
    'agent:app.py:create_react_agent @ app.py:22',
    'model:OpenAI/gpt-4o @ app.py:21',
    'model:OpenAI/gpt-4o-2024-08-06 @ app.py:25',
    'model:OpenAI/gpt-4o-mini @ app.py:21',
    'provider:OpenAI @ app.py:10 app.py:21 app.py:25',
    'prompt:app.py:SYSTEM @ app.py:9',
    'tool:run_report @ app.py:14',
  ]);
  expect(linked(inventory)).toEqual([
    'agent:app.py:create_react_agent runs model:OpenAI/gpt-4o',
    'agent:app.py:create_react_agent runs model:OpenAI/gpt-4o-mini',
    'agent:app.py:create_react_agent has-tool tool:run_report',
    'endpoint:app.py:POST /agent calls agent:app.py:create_react_agent',
    'endpoint:app.py:POST /agent calls model:OpenAI/gpt-4o',
    'endpoint:app.py:POST /agent calls model:OpenAI/gpt-4o-mini',
    'endpoint:app.py:POST /chat calls model:OpenAI/gpt-4o-2024-08-06',
    'model:OpenAI/gpt-4o hosted-by provider:OpenAI',
    'model:OpenAI/gpt-4o-2024-08-06 prompted-by prompt:app.py:SYSTEM',
    'model:OpenAI/gpt-4o-2024-08-06 hosted-by provider:OpenAI',
    'model:OpenAI/gpt-4o-mini hosted-by provider:OpenAI',
  ]);
  expect(inventory.assets.find(({ id }) => id === 'model:OpenAI/gpt-4o-2024-08-06')).toMatchObject({
    isFixedVersion: true,
    pins: [{ by: 'constant', at: { path: 'app.py', line: 8, column: 33 } }, { by: 'environment', variables: ['CHAT_MODEL'] }],
  });
  expect(inventory.assets.find(({ id }) => id === 'tool:run_report')).toMatchObject({
    powers: [{ power: 'shell', at: { path: 'app.py', line: 19 } }], parameters: ['name'], schema: 'from-signature', description: 'Runs a report.',
  });
});

const route = `import { openai, createOpenAI } from '@ai-sdk/openai';
import { generateText, tool } from 'ai';
import { exec } from 'child_process';
import { z } from 'zod';
import { review } from '../../lib/review';
const fast = process.env.FAST_MODEL ?? 'gpt-4o-mini';
const own = createOpenAI({ baseURL: 'https://llm.example.com/v1' });
const SYSTEM = \`You help in a shell.\`;
export async function POST(req: Request) {
  const { prompt } = await req.json();
  const { text } = await generateText({
    model: openai('gpt-4o'), system: SYSTEM, prompt,
    tools: { run: tool({ description: 'Runs a command', inputSchema: z.object({ c: z.string() }), execute: async ({ c }) => exec(c) }) },
  });
  await generateText({ model: own(fast), prompt });
  return Response.json({ text: await review(text) });
}
`;
const helper = `import OpenAI from 'openai';
const client = new OpenAI({ baseURL: 'https://api.deepseek.com' });
export const review = (text: string) => client.chat.completions.create({ model: 'deepseek-chat', messages: [{ role: 'user', content: text }] });
`;

test('TypeScript: model objects, addresses of other providers, tools by key, and calls in other files', async () => {
  const inventory = await inventoryOf({ 'app/api/route.ts': route, 'lib/review.ts': helper });
  expect(listed(inventory)).toEqual([
    'endpoint:app/api/route.ts:POST app/api/route.ts @ app/api/route.ts:9',
    'model:DeepSeek/deepseek-chat @ lib/review.ts:3',
    'model:OpenAI/gpt-4o @ app/api/route.ts:12',
    'model:llm.example.com/gpt-4o-mini @ app/api/route.ts:15',
    'provider:DeepSeek @ lib/review.ts:2 lib/review.ts:3',
    'provider:OpenAI @ app/api/route.ts:12',
    'provider:llm.example.com @ app/api/route.ts:7 app/api/route.ts:15',
    'prompt:app/api/route.ts:SYSTEM @ app/api/route.ts:8',
    'tool:run @ app/api/route.ts:13',
  ]);
  expect(linked(inventory)).toContain('endpoint:app/api/route.ts:POST app/api/route.ts calls model:DeepSeek/deepseek-chat');
  expect(linked(inventory)).toContain('model:OpenAI/gpt-4o has-tool tool:run');
  expect(inventory.assets.find(({ id }) => id === 'tool:run')).toMatchObject({ powers: [{ power: 'shell' }], schema: 'given' });
});

test('a model that only a user or a file chooses is listed as chosen at run time', async () => {
  const inventory = await inventoryOf({ 'a.py': 'from anthropic import Anthropic\ndef f(m):\n    return Anthropic().messages.create(model=m, max_tokens=9, messages=[])\n' });
  expect(listed(inventory)).toContain('model:Anthropic/chosen at run time @ a.py:3');
});

test('stores, datasets, model files and MCP servers of code', async () => {
  const inventory = await inventoryOf({
    'a.py': `import torch
from datasets import load_dataset
from langchain_chroma import Chroma
from langchain_openai import OpenAIEmbeddings
from transformers import AutoModelForCausalLM
from mcp.server.fastmcp import FastMCP
store = Chroma(collection_name="manuals", embedding_function=OpenAIEmbeddings(model="text-embedding-3-small"))
data = load_dataset("squad", revision="1f2e3d")
weights = torch.load("weights/old.pt")
model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-8B")
server = FastMCP("shop")
`,
    'weights/old.pt': '',
  });
  expect(listed(inventory)).toEqual([
    'model:OpenAI/text-embedding-3-small @ a.py:7',
    'model:this machine/meta-llama/Llama-3.1-8B @ a.py:10',
    'provider:OpenAI @ a.py:7',
    'provider:this machine @ a.py:10',
    'mcp-server:a.py:shop @ a.py:11',
    'vector-store:Chroma/manuals @ a.py:7',
    'dataset:Hugging Face datasets/squad @ a.py:8',
    'model-file:weights/old.pt @ a.py:9',
  ]);
  expect(linked(inventory)).toContain('vector-store:Chroma/manuals embeds-with model:OpenAI/text-embedding-3-small');
  expect(inventory.assets.at(-1)).toMatchObject({ isPresent: true, canRunCode: true, format: 'PyTorch' });
});
