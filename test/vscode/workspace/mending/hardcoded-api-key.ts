import Anthropic from '@anthropic-ai/sdk';

export const client = new Anthropic({ apiKey: 'proj-7f2a91c0d4e8b6553c1a9e02' });
