import { parentPort, workerData } from 'node:worker_threads';
import { RawConnection } from './raw-client.ts';

/** A thread of its own, so that what it sends does not slow down what is measured meanwhile. */
const { url, request, count } = workerData as { url: string; request: Uint8Array; count: number };
const connections = await Promise.all(Array.from({ length: count }, () => RawConnection.open(url)));
const answers = await Promise.all(connections.map((connection) => connection.send(Buffer.from(request))));
for (const connection of connections) connection.close();
parentPort!.postMessage(answers.map(({ status, body }) => ({ status, text: body.toString('utf8', 0, 200) })));
