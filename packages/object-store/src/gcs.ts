import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Bucket } from '@google-cloud/storage';
import { contentFrom, isPlain } from './content.ts';
import { changed, failureOf, failureOfStatus, nothing } from './failures.ts';
import type { ObjectCredentials, ObjectStream, ReadObject, SignObjects, WriteObject } from './port.ts';
import { tagOf } from './version.ts';

const scope = 'https://www.googleapis.com/auth/devstorage.read_write';

type GcsCredentials = Extract<ObjectCredentials, { kind: 'gcs' }>;
type Place = { readonly bucket: string; readonly key: string };

/** `endpoint`: another server than Google's, set by the operator, e.g. an emulator; asked without a token. */
export async function readGcs(
  endpoint: string | null,
  credentials: GcsCredentials,
  { bucket, key }: Place,
  { offset, tag, signal }: ReadObject,
): Promise<ObjectStream> {
  try {
    const file = (await bucketOf(endpoint, credentials, bucket)).file(key);
    const [{ generation, size, contentEncoding }] = await file.getMetadata();
    const isPacked = !isPlain(contentEncoding);
    const own = tagOf({ version: String(generation), isPacked });
    if (tag !== null && own !== tag) throw changed();
    const start = isPacked ? 0 : offset;
    if (start >= Number(size)) return { tag: own, body: nothing() };
    // Of this generation: it may be replaced before the first byte is asked for.
    const stream = file.bucket
      .file(key, { ...(generation === undefined ? {} : { generation }) })
      .createReadStream({ start, validation: false, decompress: false });
    signal.addEventListener('abort', () => stream.destroy(signal.reason as Error), { once: true });
    const answered = once(stream, 'response');
    // Nothing is asked for before somebody reads.
    stream.read(0);
    const [{ headers }] = await answered;
    const encoding = isUnpacked(headers) ? undefined : contentEncoding;
    return { tag: own, body: contentFrom(stream, encoding, offset - start) };
  } catch (error) {
    throw failureOfGcs(error);
  }
}

/** What is stored as gzip the server may unpack itself, whatever it was asked for: then it says how it is stored, and not how it comes. */
function isUnpacked(headers: Readonly<Record<string, string | undefined>>): boolean {
  return headers['x-goog-stored-content-encoding'] === 'gzip' && headers['content-encoding'] !== 'gzip';
}

export async function writeGcs(
  endpoint: string | null,
  credentials: GcsCredentials,
  { bucket, key }: Place,
  { body, contentType, signal }: WriteObject,
): Promise<void> {
  try {
    const file = (await bucketOf(endpoint, credentials, bucket)).file(key);
    const target = file.createWriteStream({ resumable: false, validation: false, contentType });
    await pipeline(Readable.from(body()), target, { signal });
  } catch (error) {
    throw failureOfGcs(error);
  }
}

export async function removeGcs(
  endpoint: string | null,
  credentials: GcsCredentials,
  { bucket, key }: Place,
): Promise<void> {
  try {
    await (await bucketOf(endpoint, credentials, bucket)).file(key).delete({ ignoreNotFound: true });
  } catch (error) {
    throw failureOfGcs(error);
  }
}

/** Addresses of objects, good for so long. */
export async function signGcs(
  endpoint: string | null,
  credentials: GcsCredentials,
  { locations, nowMs, secondsMax }: Omit<SignObjects, 'credentials'>,
): Promise<readonly string[]> {
  try {
    const expires = nowMs + secondsMax * 1000;
    const signed = locations.map(async ({ bucket, key }) => {
      const file = (await bucketOf(endpoint, credentials, bucket)).file(key);
      const [url] = await file.getSignedUrl({ version: 'v4', action: 'read', expires });
      return url;
    });
    return await Promise.all(signed);
  } catch (error) {
    throw failureOf(error);
  }
}

/** Of a customer's service account nothing is used but the e-mail and the key: the rest could name other servers. */
async function bucketOf(endpoint: string | null, account: GcsCredentials, name: string): Promise<Bucket> {
  const [{ Storage }, { GoogleAuth, JWT }] = await Promise.all([
    import('@google-cloud/storage'),
    import('google-auth-library'),
  ]);
  const { clientEmail: email, privateKey: key } = account;
  const authClient = new GoogleAuth({ authClient: new JWT({ email, key, scopes: [scope] }) });
  // Asked for when an address is signed; by itself it would look for an account of this machine.
  authClient.getCredentials = async () => ({ client_email: email, private_key: key });
  const storage = new Storage({
    projectId: 'none',
    authClient,
    ...(endpoint === null ? {} : { apiEndpoint: endpoint }),
  });
  return storage.bucket(name);
}

function failureOfGcs(error: unknown): Error {
  const { code, message } = error as { code?: unknown; message?: string };
  return typeof code === 'number' ? failureOfStatus(code, message ?? '') : failureOf(error);
}
