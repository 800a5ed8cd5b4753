/** Takes a field, the name of the rule that it breaks, and the end of a sentence on it. */
export type RefuseValue = (field: string, constraint: string, message: string) => void;
