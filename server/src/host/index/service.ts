import { engineKey } from './cache';
import { FileIndex, type BuildCounts, type IndexOptions } from './fileIndex';

/** What an index is asked and told, by whichever thread. */
export type IndexRequest =
  | { readonly kind: 'start'; readonly options: Omit<IndexOptions, 'engine'> }
  | { readonly kind: 'changed'; readonly paths: readonly string[] }
  /** Files have come or gone, or configuration has changed. */
  | { readonly kind: 'forget' }
  | { readonly kind: 'callers'; readonly id: number; readonly path: string }
  | { readonly kind: 'stop' };

export type IndexReply =
  | { readonly kind: 'built'; readonly counts: BuildCounts; readonly milliseconds: number }
  | { readonly kind: 'callers'; readonly id: number; readonly paths: readonly string[] }
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'stopped' };

/** Between a change and its being written down, in milliseconds; many come together. */
const SAVE_AFTER = 30_000;

/** Answers about one index, one request after the other. `engine` names the build that it is made with. */
export function serveIndex(engine: string, reply: (message: IndexReply) => void): (request: IndexRequest) => void {
  let index: FileIndex | undefined;
  let last = Promise.resolve();
  let saving: NodeJS.Timeout | undefined;

  const save = async (): Promise<void> => {
    clearTimeout(saving);
    saving = undefined;
    await index?.save(Date.now()).catch((error: unknown) => reply({ kind: 'problem', message: `the index is not kept for the next start: ${wordsOf(error)}` }));
  };
  const saveSoon = (): void => {
    saving ??= setTimeout(() => { last = last.then(save); }, SAVE_AFTER).unref();
  };
  const carryOut = async (request: IndexRequest): Promise<void> => {
    switch (request.kind) {
      case 'start': {
        const started = performance.now();
        index = new FileIndex({ ...request.options, engine: engineKey(engine, JSON.stringify(request.options.facts)) });
        const counts = await index.build();
        await save();
        return reply({ kind: 'built', counts, milliseconds: Math.round(performance.now() - started) });
      }
      case 'changed':
        for (const path of request.paths) index?.changed(path);
        return saveSoon();
      case 'forget':
        index?.forget();
        return saveSoon();
      case 'callers':
        return reply({ kind: 'callers', id: request.id, paths: await index?.callersOf(request.path) ?? [] });
      case 'stop':
        await save();
        return reply({ kind: 'stopped' });
    }
  };
  return (request) => {
    last = last.then(() => carryOut(request)).catch((error: unknown) => {
      reply({ kind: 'problem', message: wordsOf(error) });
      // Whoever waits for an answer gets one.
      if (request.kind === 'callers') reply({ kind: 'callers', id: request.id, paths: [] });
    });
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
