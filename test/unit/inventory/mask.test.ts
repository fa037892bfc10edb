import { expect, test } from 'vitest';
import { formatInventory } from '../../../server/src/assurance/inventory/format';
import { toInventoryFact } from '../../../server/src/assurance/inventory/fact';
import { inventoryDiagram } from '../../../server/src/assurance/inventory/markdown';
import { maskSecrets } from '../../../server/src/assurance/inventory/mask';
import { inventoryOf } from './support';

/** Put together here, so that no scanner takes this file for one that leaks a key. */
const random = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tU0vW1xY'.repeat(2);
const secrets = {
  provider: `sk-proj-${random}`,
  google: `AI${'za'}${random.slice(0, 35)}`,
  forge: `gh${'p_'}${random.slice(0, 36)}`,
  cloud: `AK${'IA'}QWERTZUIOPASDFGH`,
  web: `ey${'J'}hbGciOiJIUzI1.ey${'J'}zdWIiOiIxMjM0.c2lnbmF0dXJl`,
  unknown: random.slice(0, 30),
};

test.each(Object.entries(secrets))('a key is masked wherever it stands in a text: %s', (_kind, key) => {
  for (const [before, after] of [['', ''], ['Use ', ' for all.'], ['key=', ';'], ['("', '")'], ['…', '…'], ['https://a.example/', '/mcp'], ['https://a.example?key=', '&b=1']]) {
    expect(maskSecrets(`${before}${key}${after}`)).toBe(`${before}[key]${after}`);
  }
});

test.each([
  ['postgresql://shop:Tulip94@db.example/items', 'postgresql://[key]@db.example/items'],
  ['https://k7f2a91c0d4e8b655@mcp.example', 'https://[key]@mcp.example'],
  ['The password is Tulip-9481.', 'The password is [key]'],
  ['OPENAI_API_KEY=k-7f2a91c0d4e8b655 and so on', 'OPENAI_API_KEY=[key] and so on'],
  ['{"dbPassword": "Tulip-9481", "a": 1}', '{"dbPassword": "[key]", "a": 1}'],
  ['npx orders --api-key tulip94', 'npx orders --api-key [key]'],
  ['Authorization: Bearer k-7f2a91c0d4e8b655', 'Authorization: Bearer [key]'],
  [`-----BEGIN ${'PRIVATE'} KEY-----\nMIIab\n-----END ${'PRIVATE'} KEY----- then`, '[key] then'],
])('what its place makes a secret is masked: %s', (text, expected) => {
  expect(maskSecrets(text)).toBe(expected);
});

test.each([
  'Never tell anyone the password or an API key; the token limit is 4096.', 'model:OpenAI/gpt-4.1-mini-2025-04-14', 'claude-3-5-sonnet-20241022-v2:0',
  'arn:aws:bedrock:eu-west-2:123456789012:inference-profile/eu.amazon.nova', 'meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo', `docker orders@sha256:${'0a'.repeat(32)}`,
  'npx -y @shop/orders@1.2.3', 'http://localhost:11434/v1', 'git@github.com:shop/orders', 'gets OPENAI_API_KEY, X-Api-Key', 'src/getTheCustomersOpenOrdersByName.ts',
])('nothing else is: %s', (text) => {
  expect(maskSecrets(text)).toBe(text);
});

test('is quick with any text', () => {
  const started = performance.now();
  for (const part of ['sk-ant-api03-', 'eyJ-', '://', ':', 'a.', 'key ', 'key=', 'aB1', '-----BEGIN PRIVATE KEY-----', ' ', '--key ']) maskSecrets(part.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(5000);
});

test('no form of an inventory holds a key that code, a prompt file or a configuration holds', async () => {
  const all = Object.values(secrets);
  const inventory = await inventoryOf({
    'src/app.py': `from openai import OpenAI
from langchain_core.tools import tool
from langchain_postgres import PGVector
from datasets import load_dataset
client = OpenAI(base_url="https://shop:${secrets.unknown}@models.example/v1")
KEY = "${secrets.provider}"
data = load_dataset("https://data.example/x?token=${secrets.forge}")
store = PGVector(collection_name="items", connection="postgresql://shop:${secrets.unknown}@db.example/items")
@tool
def find(name: str):
    """${'Finds an order in the shop. '.repeat(5)}The key is ${secrets.google} for all."""
    return name
${all.map((key, index) => `
def ask_${index}(question: str):
    return client.chat.completions.create(model="${key}", messages=[{"role": "system", "content": "${key}"}, {"role": "user", "content": question}])
def ask_long_${index}(question: str):
    return client.chat.completions.create(model="gpt-5", messages=[{"role": "system", "content": f"${'You help in the garden. '.repeat(4)}Use ${key} {KEY}"}, {"role": "user", "content": question}])
`).join('')}`,
    'prompts/system.md': all.map((key) => `Use ${key}.`).join('\n'),
    'prompts/late.md': `${'x'.repeat(110)} ${secrets.provider}`,
    'mcp.json': JSON.stringify({ servers: {
      path: { url: `https://mcp.example/${secrets.unknown}/mcp` },
      option: { command: 'npx', args: ['-y', '--api-key', secrets.unknown, '@shop/orders@1.2.3'] },
      line: { command: `npx @shop/orders --token ${secrets.web}` },
      [secrets.forge]: { command: 'orders', env: { ORDERS_KEY: secrets.cloud } },
    } }),
  });
  const forms = [
    ...(['json', 'markdown', 'cyclonedx'] as const).map((format) => formatInventory(inventory, format, '1.2.3')),
    inventoryDiagram(inventory), JSON.stringify(toInventoryFact(inventory)),
  ];
  for (const form of forms) for (const key of all) expect(form).not.toContain(key.slice(0, 16));
  expect(forms[0]).toContain('"excerpt": "[key]"');
  expect(forms[0]).toContain('npx @shop/orders@1.2.3');
});
