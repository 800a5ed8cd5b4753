/** What keeps a store from its work until somebody does something: no space, a disk that only reads or fails, a file that is not sound. */
export type StoreTrouble = 'full' | 'read_only' | 'disk' | 'damaged';

/** The store could not be reached or the outcome is unknown. Sending the same again is safe. */
export class StorageUnavailable extends Error {
  readonly code = 'STORAGE_UNAVAILABLE';
  override readonly name = 'StorageUnavailable';
  /** Null: it passes by itself, or nothing more is known. */
  readonly trouble: StoreTrouble | null;

  constructor(message?: string, options: ErrorOptions & { readonly trouble?: StoreTrouble | null } = {}) {
    super(message, options);
    this.trouble = options.trouble ?? null;
  }
}
