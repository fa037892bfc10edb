import type { LanguageFamily } from '../program/program';
import compiled from './catalogue.generated.json';
import { createView, type CatalogueView } from './catalogue';
import type { CatalogueFile } from './format';

const files = compiled as unknown as readonly CatalogueFile[];

/** Views of the catalogue, with what a user declares about code of their own. */
export function catalogue(userFacts: Partial<CatalogueFile> = {}): (family: LanguageFamily) => CatalogueView {
  const views = new Map<LanguageFamily, CatalogueView>();
  return (family) => {
    let view = views.get(family);
    if (!view) {
      const own: CatalogueFile = { title: 'this project', packages: [], read: [], ...userFacts, language: family };
      views.set(family, (view = createView([...files, own], family)));
    }
    return view;
  };
}
