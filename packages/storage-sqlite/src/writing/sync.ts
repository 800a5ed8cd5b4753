/** What a noun's writer does in the thread that writes: the port's operations, their results at once. */
export type Sync<Writer> = {
  readonly [Operation in keyof Writer]: Writer[Operation] extends (
    argument: infer Argument,
  ) => Promise<infer Result>
    ? (argument: Argument) => Result
    : never;
};
