import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { patienceMs } from '@asg/testing';

const command = process.env.GCS_EMULATOR ?? 'gcp-storage-emulator';
const bucket = 'manifests';
const missing = `${command} is not there. Install it:
  python3 -m venv node_modules/.gcs-emulator
  node_modules/.gcs-emulator/bin/pip install gcp-storage-emulator
and set GCS_EMULATOR to node_modules/.gcs-emulator/bin/gcp-storage-emulator (Python 3 and its module venv are needed).`;

/** An emulator of Google Cloud Storage (PyPI: gcp-storage-emulator) in a process of its own, with one bucket. */
export interface GcsServer extends AsyncDisposable {
  readonly endpoint: string;
  readonly bucket: string;
  put(name: string, content: string | Buffer, contentEncoding?: string): Promise<void>;
  get(name: string): Promise<string>;
  /** Names of all objects. */
  list(): Promise<readonly string[]>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Rejects with what to install where the emulator is not there. */
export async function startGcsServer(): Promise<GcsServer> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const options = [
    'start',
    '--host=127.0.0.1',
    `--port=${port}`,
    '--in-memory',
    `--default-bucket=${bucket}`,
  ];
  const child = spawn(command, options, { stdio: 'ignore' });
  const gone = new AbortController();
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(error.code === 'ENOENT' ? missing : `${command} did not start: ${error.message}`));
    });
    child.once('exit', (code) => reject(new Error(`${command} ended with exit code ${code}`)));
  });
  ended.catch(() => gone.abort());
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  const request = async (path: string, init?: RequestInit): Promise<string> => {
    const answer = await fetch(endpoint + path, init);
    if (!answer.ok) throw new Error(`the emulator answered ${answer.status}: ${await answer.text()}`);
    return answer.text();
  };
  try {
    const patience = AbortSignal.timeout(patienceMs);
    await Promise.race([ended, answers(endpoint, AbortSignal.any([patience, gone.signal]))]);
  } catch (error) {
    if (child.pid !== undefined) await stop();
    throw error;
  }
  return {
    endpoint,
    bucket,
    put: async (name, content, contentEncoding) => {
      const query = new URLSearchParams({ uploadType: 'media', name });
      await request(`/upload/storage/v1/b/${bucket}/o?${query.toString()}`, {
        method: 'POST',
        body: content,
      });
      if (contentEncoding === undefined) return;
      const init = { method: 'PATCH', headers: { 'content-type': 'application/json' } };
      const body = JSON.stringify({ contentEncoding });
      await request(`/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`, { ...init, body });
    },
    list: async () => {
      const { items = [] } = JSON.parse(await request(`/storage/v1/b/${bucket}/o`));
      return items.map(({ name }: { name: string }) => name);
    },
    get: (name) => request(`/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}?alt=media`),
    [Symbol.asyncDispose]: stop,
  };
}

/** Until it takes connections. */
async function answers(endpoint: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const isThere = await fetch(endpoint, { signal }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    signal.throwIfAborted();
  }
}
