import { formatInventory } from '../assurance/inventory/format';
import { parseInventory } from './options';
import { checkOutput, say, showProgress, write } from './output';
import { count } from './report';
import type { ExitCode, Services } from './services';
import { survey } from './survey';

/** Lists the AI assets of files and folders. Gives 2 where something that was asked for could not be read. */
export async function runInventory(args: readonly string[], services: Services): Promise<ExitCode> {
  const { scan, format, output } = parseInventory(args);
  checkOutput(output, services);
  const progress = showProgress(services);
  const { report, inventory } = await survey(scan, services, progress.show).finally(progress.clear);
  for (const failure of report.failures) say(services, failure);
  write(formatInventory(inventory, format, services.version), output, services);
  if (output !== undefined) say(services, `${count(inventory.assets.length, 'asset')}, written to ${output}`);
  return report.failures.length > 0 ? 2 : 0;
}
