/** Where the API viewer that stood here before had its operations: `#tag/tasks/POST/v1/tasks`. Null: it is no such address. */
export function oldAddress(hash: string): string | null {
  const noun = /^#(?:\/?tag|api-1\/tag)\/([\w-]+)/.exec(hash)?.[1];
  return noun === undefined ? null : `api/${noun.toLowerCase()}`;
}
