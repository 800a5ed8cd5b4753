/** SHA-256, given by the caller: this code runs where there is no Node. */
export type Sha256 = (data: Uint8Array) => Uint8Array;
