import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error: it has no types
import untyped from '@20minutes/s3rver';
import { S3Client } from '@aws-sdk/client-s3';

/** What is used of the server; it brings no types of its own. */
interface Served {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}
const S3rver = untyped as new (options: object) => Served;

const objectEnding = '._S3rver_object';
const region = 'us-east-1';
const [accessKeyId, secretAccessKey] = ['S3RVER', 'S3RVER'];

/** An S3-compatible server in this process, with one bucket, and a client of it. */
export interface S3Server extends AsyncDisposable {
  readonly endpoint: string;
  readonly bucket: string;
  readonly client: S3Client;
  /** Keys of all objects, as they lie in its folder. */
  keys(): Promise<readonly string[]>;
  /** As POST /v1/jobs takes them. */
  readonly credentials: Readonly<Record<string, string>>;
}

export async function startS3Server(bucket = 'manifests'): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'asg-s3-'));
  const configureBuckets = [{ name: bucket, configs: [] }];
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return {
    endpoint,
    bucket,
    client,
    keys: async () => {
      const names = await readdir(join(directory, bucket), { recursive: true });
      return names
        .filter((name) => name.endsWith(objectEnding))
        .map((name) => name.slice(0, -objectEnding.length));
    },
    credentials: { access_key_id: accessKeyId, secret_access_key: secretAccessKey, region, endpoint },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
