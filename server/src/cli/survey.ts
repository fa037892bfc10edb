import { joinUsages, type Usage } from '../analysis/usage';
import { locateInventory, type LocatedInventory } from '../assurance/inventory/located';
import { isInventoryFile } from '../assurance/inventory/names';
import { takeInventory } from '../assurance/inventory/takeInventory';
import { nodeHost } from '../host/nodeHost';
import type { ScanOptions } from './options';
import { pathBelow } from './locate';
import type { ScanReport } from './report';
import { scan } from './scan';
import type { Services } from './services';

/** A scan, with the inventory of what was scanned. */
export interface Survey {
  readonly report: ScanReport;
  readonly inventory: LocatedInventory;
}

/** Scans and takes the inventory in one go. Never throws for what is in the files. */
export async function survey(options: ScanOptions, services: Services, onProgress?: (examined: number) => void): Promise<Survey> {
  const usages: Usage[] = [];
  const paths: string[] = [];
  const report = await scan(options, services, onProgress, {
    isWanted: isInventoryFile, onFile: (path) => void paths.push(path), onUsage: (usage) => void usages.push(usage),
  });
  const pathOf = (path: string): string => pathBelow(report.root, path);
  const inventory = takeInventory(joinUsages(usages), { paths, readText: nodeHost.readText, pathOf });
  return { report, inventory: locateInventory(inventory, pathOf, nodeHost.readText) };
}
