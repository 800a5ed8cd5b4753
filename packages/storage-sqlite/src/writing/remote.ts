import type { GroupCommit } from './group-commit.ts';
import { type Writers, type WrittenNoun, writers } from './writers.ts';

/** The writers as they are called from the event loop: each result is there once its transaction is committed. */
export type RemoteWriters = {
  readonly [Noun in WrittenNoun]: {
    readonly [Operation in keyof Writers[Noun]]: Writers[Noun][Operation] extends (
      argument: infer Argument,
    ) => infer Result
      ? (argument: Argument) => Promise<Result>
      : never;
  };
};

/** The one place that names operations to the thread that writes: a function for each method of each writer. */
export function remoteWriters(writes: GroupCommit): RemoteWriters {
  const nouns = Object.entries(writers).map(([noun, { prototype }]) => {
    const operations = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    const remote = operations.map((operation) => [
      operation,
      (argument: unknown) => writes.submit({ noun: noun as WrittenNoun, operation, argument }),
    ]);
    return [noun, Object.fromEntries(remote)];
  });
  return Object.fromEntries(nouns);
}
