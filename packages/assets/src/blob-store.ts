/** Which bytes: one customer's, by their SHA-256. */
export interface BlobKey {
  readonly customerId: string;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** Where the bytes of assets are kept that are no short texts. Failures reject: the world's, to be tried again. */
export interface BlobStore {
  /** Resolves once they are durable. The same key has the same bytes: it may be put again. */
  put(key: BlobKey, bytes: Uint8Array): Promise<void>;
  /** Null: there are none. */
  get(key: BlobKey): Promise<AsyncIterable<Uint8Array> | null>;
  /** Resolves once they are gone. */
  remove(key: BlobKey): Promise<void>;
}
