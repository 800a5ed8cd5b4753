import type { ConsoleSessionRecord } from './records.ts';

export interface SessionReader {
  /** Null where there is none; one past its expiry may still be there, or not. */
  ofConsole(hash: string): Promise<ConsoleSessionRecord | null>;
}

export interface SessionWriter {
  openConsole(request: { readonly session: ConsoleSessionRecord; readonly nowMs: number }): Promise<void>;
  endConsole(hash: string): Promise<void>;
}

export interface SessionStore extends SessionReader, SessionWriter {}
