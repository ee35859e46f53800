/** Characters of a hypothesis, apart from the schema: forms need them and no schema library. */
export const HYPOTHESIS_LENGTH = { least: 10, most: 600 } as const;
