import type { WorkerRecord } from '@asg/domain';
import type { ConsoleSessionRecord, SessionRecord } from './records.ts';

export interface SessionReader {
  ofWorker(hash: string): Promise<{ session: SessionRecord; worker: WorkerRecord } | null>;
  /** Null where there is none; one past its expiry may still be there, or not. */
  ofConsole(hash: string): Promise<ConsoleSessionRecord | null>;
}

export interface SessionWriter {
  openWorker(session: SessionRecord): Promise<void>;
  endWorker(hash: string): Promise<void>;
  openConsole(request: { readonly session: ConsoleSessionRecord; readonly nowMs: number }): Promise<void>;
  endConsole(hash: string): Promise<void>;
}

export interface SessionStore extends SessionReader, SessionWriter {}
