import { Readable } from 'node:stream';
import type { Outbound } from '@asg/outbound';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { contentFrom, isPlain } from './content.ts';
import { changed, failureOf, failureOfStatus, fieldOf, nothing } from './failures.ts';
import {
  ObjectStoreFailure,
  type ObjectStream,
  type ReadObject,
  type RemoveObject,
  type S3Credentials,
  type SignObjects,
  type WriteObject,
} from './port.ts';
import { regionNamedBy, S3Regions } from './s3-regions.ts';
import { type Begun, begunOf, datedVersion, isDated, tagOf, wholeBytes } from './version.ts';

/** 10,000 parts at most: objects of up to 78 GiB. */
const partBytes = 8 * 1024 * 1024;

type Place = { readonly bucket: string; readonly key: string };

/** S3 and what speaks like it. */
export class S3 {
  readonly #regions: S3Regions;

  constructor(outbound: Outbound) {
    this.#regions = new S3Regions(outbound);
  }

  async read(credentials: S3Credentials, place: Place, request: ReadObject): Promise<ObjectStream> {
    const { offset, tag, signal } = request;
    const begun = begunOf(tag);
    const from = begun.isPacked ? 0 : offset;
    try {
      const answer = await this.#get(credentials, place, from, begun, signal);
      return streamOf(answer, request, from);
    } catch (error) {
      // Nothing is left after the last byte.
      if (statusOf(error) === 416 && from > 0) return { tag, body: nothing() };
      throw failureOfS3(error);
    }
  }

  async #get(
    credentials: S3Credentials,
    { bucket: Bucket, key: Key }: Place,
    from: number,
    { version }: Begun,
    abortSignal: AbortSignal,
  ): Promise<GetObjectCommandOutput> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const command = new GetObjectCommand({
      Bucket,
      Key,
      ...(from > 0 ? { Range: `bytes=${from}-` } : {}),
      ...(version === null || isDated(version) ? {} : { IfMatch: version }),
    });
    return this.#regions.run(credentials, Bucket, (client) => client.send(command, { abortSignal }));
  }

  async write(credentials: S3Credentials, { bucket, key }: Place, request: WriteObject): Promise<void> {
    const { Upload } = await import('@aws-sdk/lib-storage');
    const { body, contentType, signal } = request;
    try {
      await this.#regions.run(credentials, bucket, async (client) => {
        const upload = new Upload({
          client,
          params: { Bucket: bucket, Key: key, Body: Readable.from(body()), ContentType: contentType },
          queueSize: 1,
          partSize: partBytes,
        });
        const abort = (): void => void upload.abort();
        signal.addEventListener('abort', abort, { once: true });
        try {
          await upload.done();
        } finally {
          signal.removeEventListener('abort', abort);
          client.destroy();
        }
      });
    } catch (error) {
      throw failureOfS3(error);
    }
  }

  async remove(
    credentials: S3Credentials,
    { bucket: Bucket, key: Key }: Place,
    { signal: abortSignal }: RemoveObject,
  ): Promise<void> {
    const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
    const command = new DeleteObjectCommand({ Bucket, Key });
    try {
      await this.#regions.run(credentials, Bucket, (client) => client.send(command, { abortSignal }));
    } catch (error) {
      throw failureOfS3(error);
    }
  }

  /** Addresses of objects, good for so long. */
  async sign(
    credentials: S3Credentials,
    { locations, nowMs, secondsMax }: Omit<SignObjects, 'credentials'>,
  ): Promise<readonly string[]> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    const options = { expiresIn: secondsMax, signingDate: new Date(nowMs) };
    try {
      const signed: string[] = [];
      for (const place of locations) {
        const client = await this.#regions.clientOf(credentials, place, nowMs);
        const command = new GetObjectCommand({ Bucket: place.bucket, Key: place.key });
        signed.push(await getSignedUrl(client, command, options));
      }
      return signed;
    } catch (error) {
      throw failureOf(error);
    }
  }
}

function streamOf(
  { Body, ETag, ContentEncoding, ContentRange, ContentLength, LastModified }: GetObjectCommandOutput,
  { offset, tag }: ReadObject,
  from: number,
): ObjectStream {
  if (!(Body instanceof Readable)) throw new ObjectStoreFailure('unavailable', 'the answer has no body');
  try {
    const begun = begunOf(tag);
    const own = ETag ?? datedVersion(LastModified?.toISOString(), wholeBytes(ContentRange, ContentLength));
    const isPacked = !isPlain(ContentEncoding);
    if (begun.version !== null && own !== begun.version) throw changed();
    if (isPacked && from > 0) throw changed();
    const body = contentFrom(Body, ContentEncoding, offset - from);
    return { tag: tagOf({ version: own, isPacked }), body };
  } catch (error) {
    Body.destroy();
    throw error;
  }
}

function statusOf(error: unknown): unknown {
  return fieldOf(fieldOf(error, '$metadata'), 'httpStatusCode');
}

/** What the library calls the error of an answer that says nothing itself. */
const unsaid = /^(?:Unknown(?:Error)?|\d+)$/;

function failureOfS3(error: unknown): Error {
  const status = statusOf(error);
  if (status === 412) return changed();
  if (typeof status !== 'number') return failureOf(error);
  const region = regionNamedBy(error);
  const name = String(fieldOf(error, 'name'));
  const said = unsaid.test(name) ? [] : [name];
  const where = region === null ? [] : [`its region is ${region}`];
  return failureOfStatus(status, [...said, ...where].join(': '));
}
