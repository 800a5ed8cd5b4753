import http from 'node:http';
import https from 'node:https';
import type { Outbound } from '@asg/outbound';
import type { S3Client } from '@aws-sdk/client-s3';
import { fieldOf } from './failures.ts';
import type { S3Credentials } from './port.ts';

const attemptsMax = 3;
const bucketsMax = 1_000;
/** A bucket whose region its server did not say is asked again after so long. */
const askAgainMs = 60_000;
const lookMsMax = 5_000;
const regionForm = /^[a-z0-9-]{1,40}$/;
const hostOfRegion = /(?:^|[/.])s3[.-](?:dualstack\.)?([a-z0-9-]+)\.amazonaws\.com/;

interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** Clients of S3 that find the region of a bucket where another was given: servers name it when they refuse. */
export class S3Regions {
  readonly #outbound: Outbound;
  /** By server, key and bucket: the region, and until when it is taken for right. */
  readonly #known = new Map<string, { readonly region: string; readonly untilMs: number }>();

  constructor(outbound: Outbound) {
    this.#outbound = outbound;
  }

  /** Runs it in the region that is known for the bucket, and once more in the one that the answer names. */
  async run<T>(
    credentials: S3Credentials,
    bucket: string,
    use: (client: S3Client) => Promise<T>,
  ): Promise<T> {
    const region = this.#known.get(keyOf(credentials, bucket))?.region ?? credentials.region;
    try {
      return await use(await clientOf(this.#outbound, { ...credentials, region }));
    } catch (error) {
      const named = regionNamedBy(error);
      if (named === null || named === region) throw error;
      const done = await use(await clientOf(this.#outbound, { ...credentials, region: named }));
      this.#keep(credentials, bucket, { region: named, untilMs: Number.POSITIVE_INFINITY });
      return done;
    }
  }

  /** A client for what no server is asked about: the object is looked at first, where the region of its bucket is not known. */
  async clientOf(credentials: S3Credentials, place: Place, nowMs: number): Promise<S3Client> {
    const { bucket } = place;
    const known = this.#known.get(keyOf(credentials, bucket));
    if (known !== undefined && known.untilMs > nowMs)
      return clientOf(this.#outbound, { ...credentials, region: known.region });
    const region = known?.region ?? credentials.region;
    const found = await this.#look({ ...credentials, region }, place);
    const untilMs = found === null ? nowMs + askAgainMs : Number.POSITIVE_INFINITY;
    this.#keep(credentials, bucket, { region: found ?? region, untilMs });
    return clientOf(this.#outbound, { ...credentials, region: found ?? region });
  }

  /** The region that is right, as far as the server says; null: it says nothing. */
  async #look(credentials: S3Credentials, { bucket: Bucket, key: Key }: Place): Promise<string | null> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await clientOf(this.#outbound, credentials, lookMsMax);
    try {
      await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=0-0' }));
      return credentials.region;
    } catch (error) {
      const status = Number(fieldOf(fieldOf(error, '$metadata'), 'httpStatusCode'));
      return regionNamedBy(error) ?? (status < 500 ? credentials.region : null);
    } finally {
      client.destroy();
    }
  }

  #keep(
    credentials: S3Credentials,
    bucket: string,
    known: { readonly region: string; readonly untilMs: number },
  ): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= bucketsMax) this.#known.delete(oldest);
    this.#known.set(keyOf(credentials, bucket), known);
  }
}

const keyOf = ({ endpoint, accessKeyId, region }: S3Credentials, bucket: string): string =>
  JSON.stringify([endpoint, accessKeyId, region, bucket]);

/** Only ever with the customer's own credentials: the SDK must not go looking for the operator's. */
async function clientOf(
  outbound: Outbound,
  credentials: S3Credentials,
  msMax: number | null = null,
): Promise<S3Client> {
  const { S3Client } = await import('@aws-sdk/client-s3');
  const { accessKeyId, secretAccessKey, sessionToken, region, endpoint } = credentials;
  if (endpoint !== null) {
    outbound.check(endpoint);
  }
  const { lookup } = outbound;
  return new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken == null ? {} : { sessionToken }) },
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    maxAttempts: msMax === null ? attemptsMax : 1,
    requestHandler: {
      httpAgent: new http.Agent({ lookup }),
      httpsAgent: new https.Agent({ lookup }),
      ...(msMax === null
        ? {}
        : { requestTimeout: msMax, connectionTimeout: msMax, throwOnRequestTimeout: true }),
    },
    // Servers that are not AWS know no others than those that are required.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/**
 * The region that an answer of S3 sends to, by its header, the `Region` of its body, or the host that it names; null: none. A redirect
 * (301, 307) may have each of them, a signature for another region (400 AuthorizationHeaderMalformed) has the second.
 */
export function regionNamedBy(error: unknown): string | null {
  const headers = fieldOf(fieldOf(error, '$response'), 'headers');
  const hosts = [fieldOf(error, 'Endpoint'), fieldOf(headers, 'location')];
  const found = [
    fieldOf(headers, 'x-amz-bucket-region'),
    fieldOf(error, 'Region'),
    ...hosts.map((host) => hostOfRegion.exec(String(host))?.[1]),
  ];
  for (const name of found) if (typeof name === 'string' && regionForm.test(name)) return name;
  return null;
}
