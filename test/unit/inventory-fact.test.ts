import { expect, test } from 'vitest';
import { toInventoryFact } from '../../server/src/assurance/inventory/fact';
import type { LocatedInventory } from '../../server/src/assurance/inventory/located';

const places = [{ path: 'app/main.py', line: 3, column: 5 }];
const at = places[0]!;
const inventory: LocatedInventory = {
  files: 1,
  assets: [
    { id: 'm', kind: 'model', name: 'gpt-4o', places, modelId: 'gpt-4o', provider: 'p', tasks: ['chat'], pins: [], isFixedVersion: false },
    { id: 't', kind: 'tool', name: 'run', places, powers: [{ power: 'shell', at, name: 'os.system' }, { power: 'shell', at, name: 'run' }], parameters: [], schema: 'none' },
    { id: 'e', kind: 'endpoint', name: 'POST /ask', places },
  ],
  connections: [{ from: 'e', to: 'm', relation: 'calls' }],
};

test('the inventory keeps what evidence, documents and report speak of', () => {
  const place = [{ path: 'app/main.py', line: 3 }];
  expect(toInventoryFact(inventory)).toEqual({
    assets: [
      { id: 'm', kind: 'model', name: 'gpt-4o', detail: expect.stringContaining('chat'), places: place, isFixedVersion: false },
      { id: 't', kind: 'tool', name: 'run', detail: expect.stringContaining('runs commands'), places: place, powers: ['shell'] },
      { id: 'e', kind: 'endpoint', name: 'POST /ask', detail: '', places: place },
    ],
    connections: [{ from: 'e', to: 'm', relation: 'calls' }],
  });
});
