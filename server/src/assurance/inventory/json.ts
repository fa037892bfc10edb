import { jsonText } from '../../lint/escape';
import type { LocatedInventory } from './located';

/** The version of the JSON shape; it rises when a field changes its meaning or goes. */
const inventoryVersion = 1;

/** The inventory as other programs read it; `schemas/inventory.schema.json` describes it. */
export function formatInventoryJson(inventory: LocatedInventory, toolVersion: string): string {
  const { files, assets, connections } = inventory;
  const tool = { name: 'principled', version: toolVersion };
  return jsonText({ version: inventoryVersion, tool, files, assets, connections });
}
