/** The real server, whose standard output also goes to standard error, where a test can read it. */
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((chunk: string | Uint8Array, ...rest: []) => {
  process.stderr.write(chunk);
  return write(chunk, ...rest);
}) as typeof process.stdout.write;
await import('../../apps/server/src/main.ts');
