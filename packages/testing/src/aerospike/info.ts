import { connect } from 'node:net';

const headerBytes = 8;
const timeoutMs = 2_000;
/** Version 2 of the protocol, a message of the kind "info". */
const prefix = [2, 1];

/** What a node of an Aerospike cluster answers to an info command. Rejects where it does not answer. */
export function askInfo(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: timeoutMs });
    let received = Buffer.alloc(0);
    socket.on('connect', () => {
      const body = Buffer.from(`${command}\n`);
      const header = Buffer.alloc(headerBytes);
      header.writeUInt8(prefix[0]!, 0);
      header.writeUInt8(prefix[1]!, 1);
      header.writeUIntBE(body.length, 2, 6);
      socket.write(Buffer.concat([header, body]));
    });
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      if (received.length < headerBytes) return;
      const length = received.readUIntBE(2, 6);
      if (received.length < headerBytes + length) return;
      const [, answer = ''] = /^[^\t]*\t?([^\n]*)/.exec(received.subarray(headerBytes).toString()) ?? [];
      resolve(answer);
      socket.destroy();
    });
    socket.on('timeout', () => socket.destroy(new Error(`port ${port} does not answer`)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`port ${port} hung up`)));
  });
}

/** A field of an answer such as `cluster_size=2;uptime=4`. */
export function infoField(answer: string, name: string): string | null {
  const found = answer.split(';').find((field) => field.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}
