import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import type { Outbound } from '@asg/outbound';
import type { S3Client } from '@aws-sdk/client-s3';
import { changed, failureOf, failureOfStatus, guarded, nothing } from './failures.ts';
import type { ObjectCredentials, ObjectStream, ReadObject, SignObjects, WriteObject } from './port.ts';

const attemptsMax = 3;
/** 10,000 parts at most: objects of up to 78 GiB. */
const partBytes = 8 * 1024 * 1024;

type S3Credentials = Extract<ObjectCredentials, { kind: 's3' }>;
type Place = { readonly bucket: string; readonly key: string };

export async function readS3(
  outbound: Outbound,
  credentials: S3Credentials,
  { bucket, key }: Place,
  { offset, tag, signal }: ReadObject,
): Promise<ObjectStream> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const client = await clientOf(outbound, credentials);
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(offset > 0 ? { Range: `bytes=${offset}-` } : {}),
      ...(tag === null ? {} : { IfMatch: tag }),
    });
    const { Body, ETag } = await client.send(command, { abortSignal: signal });
    const own = ETag ?? null;
    if (tag !== null && own !== tag) throw changed();
    return { tag: own, body: guarded(Body as Readable) };
  } catch (error) {
    // Nothing is left after the last byte.
    if (statusOf(error) === 416 && offset > 0) return { tag, body: nothing() };
    throw failureOfS3(error);
  }
}

export async function writeS3(
  outbound: Outbound,
  credentials: S3Credentials,
  { bucket, key }: Place,
  { body, contentType, signal }: WriteObject,
): Promise<void> {
  const { Upload } = await import('@aws-sdk/lib-storage');
  const client = await clientOf(outbound, credentials).catch((error: unknown) => {
    throw failureOf(error);
  });
  const upload = new Upload({
    client,
    params: { Bucket: bucket, Key: key, Body: Readable.from(body), ContentType: contentType },
    queueSize: 1,
    partSize: partBytes,
  });
  const abort = (): void => void upload.abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await upload.done();
  } catch (error) {
    throw failureOfS3(error);
  } finally {
    signal.removeEventListener('abort', abort);
    client.destroy();
  }
}

/** Addresses of objects, good for so long. */
export async function signS3(
  outbound: Outbound,
  credentials: S3Credentials,
  { locations, nowMs, secondsMax }: Omit<SignObjects, 'credentials'>,
): Promise<readonly string[]> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
  try {
    const client = await clientOf(outbound, credentials);
    const options = { expiresIn: secondsMax, signingDate: new Date(nowMs) };
    const commands = locations.map(({ bucket, key }) => new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Promise.all(commands.map((command) => getSignedUrl(client, command, options)));
  } catch (error) {
    throw failureOf(error);
  }
}

/** Only ever with the customer's own credentials: the SDK must not go looking for the operator's. */
async function clientOf(outbound: Outbound, credentials: S3Credentials): Promise<S3Client> {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const { accessKeyId, secretAccessKey, region, endpoint } = credentials;
  if (endpoint !== null) {
    outbound.check(endpoint);
  }
  const { lookup } = outbound;
  return new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    maxAttempts: attemptsMax,
    requestHandler: { httpAgent: new http.Agent({ lookup }), httpsAgent: new https.Agent({ lookup }) },
    // Servers that are not AWS know no others than those that are required.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

function failureOfS3(error: unknown): Error {
  const status = statusOf(error);
  if (status === 412) return changed();
  return status === undefined ? failureOf(error) : failureOfStatus(status, (error as Error).name);
}
