// Written from the files of this folder by `npm run generate`.

/** Every rule by its id, which is its file's name. */
export const rules = {
} as const;

export type RuleId = keyof typeof rules;
