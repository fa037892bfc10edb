import type { LocatedInventory } from './located';
import { formatInventoryJson } from './json';

export function formatCycloneDx(inventory: LocatedInventory, toolVersion: string): string {
  return formatInventoryJson(inventory, toolVersion);
}
