import type { Usage } from '../../analysis/usage';
import { addAgents } from './agents';
import { addAssets, connectModelFiles } from './assets';
import { addConfigured } from './configured';
import { Drafts } from './drafts';
import { addEndpoints } from './endpoints';
import { CallGraph } from './graph';
import type { Inventory, WorkspaceFiles } from './inventory';
import { connectServers } from './mcp';
import { addModels } from './models';
import { addPromptFiles, addPrompts } from './prompts';
import { addTools } from './tools';

/**
 * Takes the inventory of a workspace: from what its code does with models, and from the files in it
 * that matter by their names. Reads nothing but through `files`; the same input gives the same result.
 */
export function takeInventory(usage: Usage, files: WorkspaceFiles): Inventory {
  const drafts = new Drafts();
  const graph = new CallGraph(usage);
  const models = addModels(drafts, usage, files);
  addPrompts(drafts, usage, models, files);
  addPromptFiles(drafts, files);
  const tools = addTools(drafts, usage, graph);
  const assets = addAssets(drafts, usage, models, files);
  const agents = addAgents(drafts, usage, { models, tools, assets, graph, files });
  addConfigured(drafts, files);
  connectServers(drafts, { tools, assets, files });
  connectModelFiles(drafts);
  addEndpoints(drafts, usage, { models, agents, assets, graph, files });
  return { ...drafts.finish(), files: usage.files.length };
}
