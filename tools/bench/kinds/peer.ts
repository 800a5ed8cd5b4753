import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { referencePython } from '../../kind-vectors/python.ts';

const script = fileURLToPath(new URL('./crowd_kit.py', import.meta.url));
const references = fileURLToPath(new URL('../../kind-vectors/references.py', import.meta.url));
const recorded = 'contract/vectors/kinds/references.json';

/** A crowd as crowd-kit reads it. */
export interface PeerCrowd {
  readonly kind: 'comparison' | 'multi_label' | 'rating';
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** What a method found, by task or item. */
export interface PeerAnswers {
  readonly scores: Readonly<Record<string, number>>;
  readonly sets: Readonly<Record<string, readonly string[]>>;
  /** By the name of the method. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What crowd-kit makes of each crowd. It is installed into an environment of its own, once. */
export async function peerAnswers(crowds: readonly PeerCrowd[]): Promise<readonly PeerAnswers[]> {
  const child = spawn(referencePython(), [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(crowds));
  return JSON.parse(await text(child.stdout));
}

/** Whether the vectors of alpha and MASI are what the packages say now. */
export async function areReferencesFresh(): Promise<boolean> {
  const { stdout } = spawnSync(referencePython(), [references], { encoding: 'utf8', maxBuffer: 1e7 });
  return stdout === (await readFile(recorded, 'utf8'));
}
