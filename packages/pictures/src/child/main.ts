import { setPriority } from 'node:os';
import sharp from 'sharp';
import { type Answer, type Request, ready } from './messages.ts';
import { rendered } from './render.ts';

/**
 * The program that decodes pictures of strangers: apart from the server, without its environment, one picture at a time. It
 * ends with the process that started it.
 */
sharp.cache(false);
sharp.concurrency(1);
/** The server's requests go before pictures. */
setPriority(5);

process.on('disconnect', () => process.exit());
process.on('message', (message: Request) => void answer(message));
process.send?.(ready);

async function answer({ work, format, bytes }: Request): Promise<void> {
  const result = await rendered(work, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), format);
  const answered: Answer = { result, memoryBytes: process.memoryUsage.rss() };
  process.send?.(answered);
}
