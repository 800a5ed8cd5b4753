import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { openWriteConnection } from '../file/connection.ts';
import { type EncodedFailure, encodeFailure } from './failures.ts';
import { GroupWriter, type Write } from './group-writer.ts';

export type ThreadRequest = readonly Write[] | 'give back' | 'close';
export type ThreadAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly failure: EncodedFailure };

const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread only');
const writer = new GroupWriter(openWriteConnection((workerData as { path: string }).path));

port.on('message', (request: ThreadRequest) => {
  if (request === 'close') {
    writer.close();
    port.close();
    return;
  }
  if (request === 'give back') {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    return;
  }
  const answers = writer
    .run(request)
    .map(
      (answer): ThreadAnswer => (answer.ok ? answer : { ok: false, failure: encodeFailure(answer.error) }),
    );
  // As text: tasks parse in half the time that the receiving thread needs to copy them.
  port.postMessage(JSON.stringify(answers));
});
port.postMessage('ready');
