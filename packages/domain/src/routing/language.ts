/**
 * Whether a worker who lists these tags (BCP 47, lower case) may label a task in that language: the tags are equal, or
 * one is a prefix of the other (basic filtering of RFC 4647, in both directions: `en` and `en-us` fit).
 */
export function speaks(workerLanguages: readonly string[], taskLanguage: string): boolean {
  if (taskLanguage === '') return true;
  return workerLanguages.some(
    (tag) => tag === taskLanguage || taskLanguage.startsWith(`${tag}-`) || tag.startsWith(`${taskLanguage}-`),
  );
}
