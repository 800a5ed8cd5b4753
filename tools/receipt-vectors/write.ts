import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { paidBatch } from './paid-batch.ts';
import { soundVectors } from './sound.ts';
import { tamperedVectors } from './tampered.ts';
import type { Vector } from './vector.ts';

export const vectorsFolder = 'contract/vectors/receipts';

/** The vectors as the code makes them, by their file names. */
export async function freshVectors(): Promise<ReadonlyMap<string, string>> {
  const batch = await paidBatch(7);
  const vectors: readonly Vector[] = [...(await soundVectors(batch)), ...(await tamperedVectors(batch))];
  return new Map(vectors.map((vector) => [`${vector.name}.json`, `${JSON.stringify(vector, null, 2)}\n`]));
}

/** The vectors as they are stored. */
export async function storedVectors(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(vectorsFolder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(`${vectorsFolder}/${name}`, 'utf8')));
  return new Map(names.map((name, i) => [name, texts[i]!]));
}

if (import.meta.main) {
  await rm(vectorsFolder, { recursive: true, force: true });
  await mkdir(vectorsFolder, { recursive: true });
  const vectors = await freshVectors();
  for (const [name, text] of vectors) await writeFile(`${vectorsFolder}/${name}`, text);
  console.log(`${vectors.size} receipts written to ${vectorsFolder}`);
}
