/** Where an object is. */
export type ObjectLocation =
  | { readonly kind: 's3' | 'gcs'; readonly bucket: string; readonly key: string }
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

export interface S3Credentials {
  readonly kind: 's3';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys, which end with it. */
  readonly sessionToken?: string | null;
  /** Where another is right, that one is used: the server names it. */
  readonly region: string;
  /** Of a server that is not AWS; then addressed by path. */
  readonly endpoint: string | null;
}

export type ObjectCredentials =
  | S3Credentials
  | { readonly kind: 'gcs'; readonly clientEmail: string; readonly privateKey: string };

export interface ReadObject {
  readonly location: ObjectLocation;
  readonly credentials: ObjectCredentials | null;
  /** Byte of the content to begin at: after the object's Content-Encoding is undone. */
  readonly offset: number;
  /** Of the object that was begun; null: this is the beginning. */
  readonly tag: string | null;
  readonly signal: AbortSignal;
}

/** The content of an object from some byte to its end; empty where it begins at the end. */
export interface ObjectStream {
  /** Changes when the object does: its ETag or generation, else its date and size; null where the server provides none. */
  readonly tag: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface WriteObject {
  readonly location: Extract<ObjectLocation, { kind: 's3' | 'gcs' }>;
  readonly credentials: ObjectCredentials;
  readonly contentType: string;
  /** From its beginning each time: where the bucket is in another region it is begun again. Read at the pace of the upload. */
  readonly body: () => AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

export interface SignObjects {
  readonly locations: readonly Extract<ObjectLocation, { kind: 's3' | 'gcs' }>[];
  readonly credentials: ObjectCredentials;
  readonly nowMs: number;
  /** How long from now the addresses open the objects. */
  readonly secondsMax: number;
}

export interface RemoveObject {
  readonly location: WriteObject['location'];
  readonly credentials: ObjectCredentials;
  readonly signal: AbortSignal;
}

/** Objects that customers keep elsewhere, read and written as streams. Failures are an `ObjectStoreFailure`. */
export interface ObjectStore {
  read(request: ReadObject): Promise<ObjectStream>;
  write(request: WriteObject): Promise<void>;
  /** Resolves where there is none, too. */
  remove(request: RemoveObject): Promise<void>;
  /** Addresses that anyone can GET these objects from for a while. Made here; of S3 the region of each bucket is asked for once. */
  sign(request: SignObjects): Promise<readonly string[]>;
}

/** `unavailable`: try again. `refused`: the same again gives the same. `changed`: it is not the object that was begun. */
export type FailureKind = 'unavailable' | 'refused' | 'changed';

/** The world's failure; `message` is for the customer and holds no secret. */
export class ObjectStoreFailure extends Error {
  readonly code = 'OBJECT_STORE_FAILURE';
  override readonly name = 'ObjectStoreFailure';
  readonly kind: FailureKind;
  /** Of HTTP, where a server answered with one. */
  readonly status: number | null;

  constructor(kind: FailureKind, message: string, status: number | null = null) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}
