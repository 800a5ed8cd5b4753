import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StorageUnavailable } from '@asg/storage';
import { decodeFailure } from './failures.ts';
import type { Write, WriteAnswer } from './group-writer.ts';
import type { WriteTransport } from './transport.ts';
import type { ThreadAnswers, ThreadRequest } from './writer-thread.ts';

interface Waiting {
  resolve(answers: readonly WriteAnswer[]): void;
  reject(error: Error): void;
}

/** Writes in a thread of its own. Resolves when the thread has the file open; rejects if it cannot. */
export async function threadTransport(path: string): Promise<WriteTransport> {
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    workerData: { path },
    name: 'asg-writer',
  });
  await once(worker, 'message');
  // Not `once`: that rejects on an error, and the exit still follows.
  const exited = new Promise((resolve) => {
    worker.once('exit', resolve);
  });
  /** In the order of the groups sent: the thread answers in that order. */
  const waiting: Waiting[] = [];
  let lost: StorageUnavailable | null = null;

  const fail = (reason: string, cause?: unknown): void => {
    lost ??= new StorageUnavailable(`the writing thread is gone: ${reason}`, { cause });
    for (const group of waiting.splice(0)) group.reject(lost);
  };
  worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error), error));
  worker.on('exit', (code) => fail(`exit code ${code}`));
  worker.on('message', (json: string) => {
    for (const answers of JSON.parse(json) as ThreadAnswers)
      waiting
        .shift()
        ?.resolve(
          answers.map((answer) => (answer.ok ? answer : { ok: false, error: decodeFailure(answer.failure) })),
        );
  });
  const exchange = (group: readonly Write[]): Promise<readonly WriteAnswer[]> =>
    new Promise((resolve, reject) => {
      if (lost !== null) {
        reject(lost);
        return;
      }
      // Throws, and so rejects, if an argument cannot be copied.
      worker.postMessage(group satisfies ThreadRequest);
      waiting.push({ resolve, reject });
    });

  /** Whatever cannot even be sent fails alone, like whatever throws in the executor. */
  const send: WriteTransport['send'] = async (group) => {
    try {
      return await exchange(group);
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      if (group.length === 1) return [{ ok: false, error }];
      const answers: WriteAnswer[] = [];
      for (const write of group) answers.push(...(await send([write])));
      return answers;
    }
  };

  return {
    groupsAtOnce: 3,
    send,
    giveBack: () => worker.postMessage('give back' satisfies ThreadRequest),
    close: async () => {
      if (lost === null) worker.postMessage('close' satisfies ThreadRequest);
      await exited;
    },
  };
}
