import compiled from './providers.generated.json';

/** Who runs models; see `providers.yaml` for what the fields mean. */
export interface ProviderFact {
  readonly name: string;
  readonly hosting: 'hosted' | 'local' | 'gateway';
  readonly url?: string;
  readonly hosts: readonly string[];
  readonly titles?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly models?: readonly string[];
}

export const providers = compiled as unknown as readonly ProviderFact[];

const byTitle = new Map(providers.flatMap((provider) => [provider.name, ...(provider.titles ?? [])].map((title) => [title, provider] as const)));
const byPrefix = new Map(providers.flatMap((provider) => (provider.prefixes ?? []).map((prefix) => [prefix, provider] as const)));
const byModel = providers.flatMap((provider) => (provider.models ?? []).map((pattern) => ({ pattern: new RegExp(pattern), provider })));

/** The provider that a catalogue file or client names; undefined for a framework, which is none. */
export function providerOfTitle(title: string): ProviderFact | undefined {
  return byTitle.get(title);
}

/** The provider behind an address. */
export function providerOfAddress(address: string): ProviderFact | undefined {
  return providers.find(({ hosts }) => hosts.some((host) => address.includes(host)));
}

/** Takes `openai/gpt-4o` and `openai:gpt-4o` apart where the front is a provider's. */
export function splitModelId(id: string): { readonly provider: ProviderFact; readonly id: string } | undefined {
  const match = /^([\w-]+)[/:](.+)$/s.exec(id);
  const provider = match ? byPrefix.get(match[1]!) : undefined;
  return provider && match ? { provider, id: match[2]! } : undefined;
}

/** The provider that alone gives out ids of this form. */
export function providerOfModel(id: string): ProviderFact | undefined {
  return byModel.find(({ pattern }) => pattern.test(id))?.provider;
}
