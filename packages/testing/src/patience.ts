/**
 * How long tests wait for what is to come, ms, before they say that it did not: machines may be slow, and only a failure takes that
 * long. How fast things are is for the benches to say.
 */
export const patienceMs = 240_000;
