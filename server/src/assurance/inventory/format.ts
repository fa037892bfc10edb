import { formatCycloneDx } from './cyclonedx';
import { formatInventoryJson } from './json';
import type { LocatedInventory } from './located';
import { formatInventoryMarkdown } from './markdown';

/** The inventory as a document. The same inventory gives the same text. */
export function formatInventory(inventory: LocatedInventory, format: 'json' | 'cyclonedx' | 'markdown', toolVersion: string): string {
  switch (format) {
    case 'json': return formatInventoryJson(inventory, toolVersion);
    case 'cyclonedx': return formatCycloneDx(inventory, toolVersion);
    case 'markdown': return formatInventoryMarkdown(inventory);
  }
}
