/** Where an object is. */
export type ObjectLocation =
  | { readonly kind: 's3' | 'gcs'; readonly bucket: string; readonly key: string }
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

export type ObjectCredentials =
  | {
      readonly kind: 's3';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly region: string;
      /** Of a server that is not AWS; then addressed by path. */
      readonly endpoint: string | null;
    }
  | { readonly kind: 'gcs'; readonly clientEmail: string; readonly privateKey: string };

export interface ReadObject {
  readonly location: ObjectLocation;
  readonly credentials: ObjectCredentials | null;
  /** Byte to begin at. */
  readonly offset: number;
  /** Of the object that was begun; null: this is the beginning. */
  readonly tag: string | null;
  readonly signal: AbortSignal;
}

/** An object from some byte to its end; empty where it begins at the end. */
export interface ObjectStream {
  /** Changes when the object does; null where the server does not provide it. */
  readonly tag: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface WriteObject {
  readonly location: Extract<ObjectLocation, { kind: 's3' | 'gcs' }>;
  readonly credentials: ObjectCredentials;
  readonly contentType: string;
  /** Read at the pace of the upload. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

export interface SignObjects {
  readonly locations: readonly Extract<ObjectLocation, { kind: 's3' | 'gcs' }>[];
  readonly credentials: ObjectCredentials;
  readonly nowMs: number;
  /** How long from now the addresses open the objects. */
  readonly secondsMax: number;
}

/** Objects that customers keep elsewhere, read and written as streams. Failures are an `ObjectStoreFailure`. */
export interface ObjectStore {
  read(request: ReadObject): Promise<ObjectStream>;
  write(request: WriteObject): Promise<void>;
  /** Addresses that anyone can GET these objects from for a while. Made here: no server is asked. */
  sign(request: SignObjects): Promise<readonly string[]>;
}

/** `unavailable`: try again. `refused`: the same again gives the same. `changed`: it is not the object that was begun. */
export type FailureKind = 'unavailable' | 'refused' | 'changed';

/** The world's failure; `message` is for the customer and holds no secret. */
export class ObjectStoreFailure extends Error {
  readonly code = 'OBJECT_STORE_FAILURE';
  override readonly name = 'ObjectStoreFailure';
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
