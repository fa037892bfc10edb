import Ajv from 'ajv';
import * as CDX from '@cyclonedx/cyclonedx-library';
import { expect, test } from 'vitest';
import schema from '../../../schemas/inventory.schema.json';
import { formatInventory } from '../../../server/src/assurance/inventory/format';
import { inventoryDiagram } from '../../../server/src/assurance/inventory/markdown';
import { inventoryOf } from './support';

const hostile = [`<img src=x onerror=alert(1)>`, `</script><script>alert(1)</script>`, `"]; click n0 href "javascript:alert(1)`, '`|\u202Egnp.exe', "it's --> n1\nend"];
const code = `from openai import OpenAI
import subprocess
from langchain_core.tools import tool
from datasets import load_dataset
client = OpenAI()
${hostile.map((text, index) => `@tool(${JSON.stringify(`${text}t`)})
def tool_${index}(x: str):
    """${index} does ${'<b>'}things"""
    subprocess.run(x)
data_${index} = load_dataset(${JSON.stringify(text)})
client.chat.completions.create(model=${JSON.stringify(text)}, messages=[{"role": "system", "content": ${JSON.stringify(text)}}])
`).join('')}`;
const workspace = { [`src/<img src=x onerror=alert(1)>/"quoted" \u202Egnp.py`]: code, 'mcp.json': JSON.stringify({ servers: Object.fromEntries(hostile.map((text) => [text, { url: text }])) }) };

test('JSON is as its schema says', async () => {
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const json: unknown = JSON.parse(formatInventory(await inventoryOf(workspace), 'json', '1.2.3'));
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...(json as object), version: 2 })).toBe(false);
});

test('CycloneDX is valid against the published schema, and the same each time', async () => {
  const inventory = await inventoryOf(workspace);
  const text = formatInventory(inventory, 'cyclonedx', '1.2.3');
  expect(await new CDX.Validation.JsonStrictValidator(CDX.Spec.Version.v1dot6).validate(text)).toBeNull();
  expect(formatInventory(await inventoryOf(workspace), 'cyclonedx', '1.2.3')).toBe(text);
  const bom = JSON.parse(text) as { specVersion: string; serialNumber?: string; components: { type: string; modelCard?: object; data?: unknown[] }[]; services: unknown[]; dependencies: unknown[]; metadata: { timestamp?: string } };
  expect(bom.specVersion).toBe('1.6');
  expect(bom.serialNumber ?? bom.metadata.timestamp).toBeUndefined();
  const models = bom.components.filter(({ type }) => type === 'machine-learning-model');
  expect(models).toHaveLength(hostile.length);
  expect(models.every(({ modelCard }) => JSON.stringify(modelCard).includes('text generation'))).toBe(true);
  expect(bom.components.filter(({ type, data }) => type === 'data' && data?.length === 1)).toHaveLength(2 * hostile.length);
  expect(bom.services.length).toBeGreaterThan(hostile.length);
});

test('Markdown and its diagram show hostile names and carry none of them out', async () => {
  const inventory = await inventoryOf(workspace);
  const text = formatInventory(inventory, 'markdown', '1.2.3');
  expect(text).not.toMatch(/<(img|script|b)\b|\u202E/i);
  expect(text.split('```')).toHaveLength(3);
  const diagram = inventoryDiagram(inventory);
  const box = /^ {2}(n\d+\["[\p{L}\p{N} .,:/_…#;-]*"\]|p_[a-z]+\{\{"[a-z ]+"\}\}|n\d+ -->(\|[a-z ]+\|)? (n\d+|p_[a-z]+))$/u;
  expect(diagram.trimEnd().split('\n').slice(1).filter((line) => !box.test(line))).toEqual([]);
  expect(text).toMatchSnapshot();
});

test('an empty workspace says so in every format', async () => {
  const inventory = await inventoryOf({});
  expect(formatInventory(inventory, 'markdown', '1')).toBe('# AI inventory\n\nNo AI assets were found in 0 source files.\n');
  expect(await new CDX.Validation.JsonStrictValidator(CDX.Spec.Version.v1dot6).validate(formatInventory(inventory, 'cyclonedx', '1'))).toBeNull();
});
