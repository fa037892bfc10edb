import type { AssetUse, Setting, Usage } from '../../analysis/usage';
import type { Drafts } from './drafts';
import type { Dataset, McpClient, McpServer, ModelFile, Tool, VectorStore, WorkspaceFiles } from './inventory';
import type { UsedModels } from './models';
import { isSameFile } from './names';
import { powerOf } from './tools';

export interface ListedAsset {
  readonly use: AssetUse;
  readonly id: string;
}

/** Vector stores, datasets, model files, MCP servers and clients, and ready-made tools. */
export function addAssets(drafts: Drafts, usage: Usage, models: readonly UsedModels[], files: WorkspaceFiles): ListedAsset[] {
  return usage.assets.flatMap((use) => {
    const id = addAsset(drafts, use, files);
    if (id !== undefined && use.fact.kind === 'vector-store') embeddings(drafts, use, id, models);
    return id === undefined ? [] : [{ use, id }];
  });
}

function addAsset(drafts: Drafts, use: AssetUse, files: WorkspaceFiles): string | undefined {
  const places = [use.at];
  const location = first(use.settings['location']);
  const named = first(use.settings['name']);
  switch (use.fact.kind) {
    case 'vector-store': {
      const id = `vector-store:${use.title}${named === undefined ? '' : `/${named}`}`;
      drafts.add<VectorStore>({ kind: 'vector-store', id, name: named ?? use.title, product: use.title, places, ...(location === undefined ? {} : { target: location }) });
      return id;
    }
    case 'dataset': {
      const name = named ?? 'chosen at run time';
      const id = `dataset:${use.title}/${name}`;
      drafts.add<Dataset>({ kind: 'dataset', id, name, source: use.title, isFixedVersion: first(use.settings['revision']) !== undefined, places });
      return id;
    }
    case 'model-file': return addModelFile(drafts, use, location ?? named);
    case 'mcp-server': {
      const name = named ?? 'MCP server';
      const id = `mcp-server:${files.pathOf(use.at.file)}:${name}`;
      drafts.add<McpServer>({ kind: 'mcp-server', id, name, origin: 'code', transport: 'unknown', gets: [], places });
      return id;
    }
    case 'mcp-client': {
      const id = `mcp-client:${files.pathOf(use.at.file)}:${named ?? location ?? use.name}`;
      drafts.add<McpClient>({ kind: 'mcp-client', id, name: named ?? location ?? use.name, places });
      return id;
    }
    case 'tool': {
      const id = `tool:${use.title}`;
      const powers = (use.fact.powers ?? []).flatMap((family) => powerOf[family] ?? []).map((power) => ({ power, at: use.at, name: use.name }));
      drafts.add<Tool>({ kind: 'tool', id, name: use.title, powers, parameters: [], schema: 'given', places });
      return id;
    }
    default: return undefined;
  }
}

function addModelFile(drafts: Drafts, use: AssetUse, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const id = `model-file:${path}`;
  drafts.add<ModelFile>({
    kind: 'model-file', id, name: path, format: formatOf(path) ?? use.title, canRunCode: use.fact.unsafe ?? false, isPresent: false, places: [use.at],
  });
  return id;
}

/** A model whose id is the path of a file comes from that file. To be called when all files are listed. */
export function connectModelFiles(drafts: Drafts): void {
  const files = [...drafts.all()].filter(({ kind }) => kind === 'model-file');
  if (files.length === 0) return;
  for (const asset of [...drafts.all()]) {
    if (asset.kind !== 'model' || asset.modelId === undefined) continue;
    for (const file of files) if (asset.modelId === file.name || isSameFile(file.name, asset.modelId)) drafts.connect(asset.id, file.id, 'loads');
  }
}

/** A store is filled and searched with the embedding model that stands nearest before it in the same file. */
function embeddings(drafts: Drafts, use: AssetUse, id: string, models: readonly UsedModels[]): void {
  if (use.fact.embeddings === undefined) return;
  const own = models.filter(({ use: model }) => model.task === 'embedding' && model.at.file === use.at.file);
  for (const { ids } of own) for (const one of ids) drafts.connect(id, one, 'embeds-with');
}

const formats: Readonly<Record<string, string>> = {
  gguf: 'GGUF', ggml: 'GGML', safetensors: 'safetensors', pt: 'PyTorch', pth: 'PyTorch', ckpt: 'PyTorch checkpoint', onnx: 'ONNX',
  pkl: 'pickle', pickle: 'pickle', joblib: 'pickle (joblib)', h5: 'HDF5', keras: 'Keras', tflite: 'TensorFlow Lite', pb: 'TensorFlow', mlmodel: 'Core ML', bin: 'binary weights',
};

export function formatOf(path: string): string | undefined {
  return formats[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
}

/** Formats that hold programs, or can. */
export function runsCode(format: string): boolean {
  return /^(PyTorch|pickle|Keras|HDF5)/.test(format);
}

function first(setting: Setting | undefined): string | undefined {
  return setting?.constants[0]?.value;
}
