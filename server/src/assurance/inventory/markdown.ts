import { formatInventoryJson } from './json';
import type { LocatedInventory } from './located';

export function formatInventoryMarkdown(inventory: LocatedInventory): string {
  return formatInventoryJson(inventory, '');
}
