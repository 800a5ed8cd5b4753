import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** An edit of the source that breaks one invariant on purpose. Each text occurs exactly once in its file. */
export interface Mutation {
  readonly name: string;
  readonly breaks: string;
  readonly edits: readonly { readonly file: string; readonly find: string; readonly replace: string }[];
}

/** What is loaded from now on is broken as ASG_MUTATION says, in memory alone. */
export function breakSource(mutations: readonly Mutation[]): void {
  const mutation = mutations.find((one) => one.name === process.env.ASG_MUTATION);
  assert.ok(mutation, `no mutation ${process.env.ASG_MUTATION}`);
  const root = fileURLToPath(new URL('../../', import.meta.url));
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const file = url.startsWith('file:') ? fileURLToPath(url).slice(root.length) : '';
      const edits = mutation.edits.filter((edit) => edit.file === file);
      if (edits.length === 0) return loaded;
      let source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
      for (const { find, replace } of edits) {
        assert.equal(source.split(find).length, 2, `${file} must hold once: ${find}`);
        source = source.replace(find, () => replace);
      }
      return { ...loaded, source };
    },
  });
}
