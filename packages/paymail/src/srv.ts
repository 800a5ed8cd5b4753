import { Resolver } from 'node:dns/promises';

/** A host and port that a domain names for a service. */
export interface SrvRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** The SRV records of a name such as `_bsvalias._tcp.example.com`; empty where there are none. Rejects where DNS fails. */
export type ResolveSrv = (name: string) => Promise<readonly SrvRecord[]>;

const timeoutMs = 2_000;
const noRecords: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the name servers that this machine is set up with. */
export const systemSrv: ResolveSrv = async (name) => {
  try {
    return await new Resolver({ timeout: timeoutMs, tries: 2 }).resolveSrv(name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && noRecords.has(error.code)) return [];
    throw error;
  }
};
