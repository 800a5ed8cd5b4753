import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openWriteConnection } from '../file/connection.ts';
import { type EncodedFailure, encodeFailure } from './failures.ts';
import { GroupWriter, type Write, type WriteAnswer } from './group-writer.ts';

export type ThreadRequest = readonly Write[] | 'give back' | 'close';
export type ThreadAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly failure: EncodedFailure };
/** Of one or more groups, in the order in which they were sent. */
export type ThreadAnswers = readonly (readonly ThreadAnswer[])[];

const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread only');
const writer = new GroupWriter(openWriteConnection((workerData as { path: string }).path));

port.on('message', (request: ThreadRequest) => {
  const sizes: number[] = [];
  /** What is no group, and ends the taking of more. */
  let last: 'give back' | 'close' | null = null;
  const taken = (next: ThreadRequest): readonly Write[] => {
    if (typeof next === 'string') last = next;
    else sizes.push(next.length);
    return typeof next === 'string' ? [] : next;
  };
  /** The groups that came while those before them were written: a commit costs the same for all of them. */
  const more = (): readonly Write[] => {
    const next = last === null ? receiveMessageOnPort(port) : undefined;
    return next === undefined ? [] : taken(next.message);
  };
  const first = taken(request);
  if (sizes.length > 0) answer(writer.run(first, more), sizes);
  if (last !== null) end(last);
});
port.postMessage('ready');

function answer(all: readonly WriteAnswer[], sizes: readonly number[]): void {
  let from = 0;
  const byGroup = sizes.map((size) => {
    from += size;
    return all
      .slice(from - size, from)
      .map((one): ThreadAnswer => (one.ok ? one : { ok: false, failure: encodeFailure(one.error) }));
  });
  // As text: tasks parse in half the time that the receiving thread needs to copy them.
  port?.postMessage(JSON.stringify(byGroup satisfies ThreadAnswers));
}

function end(how: 'give back' | 'close'): void {
  if (how === 'close') {
    writer.close();
    port?.close();
    return;
  }
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
