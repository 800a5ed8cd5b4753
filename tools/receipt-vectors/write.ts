import { type VectorTexts, vectorTexts, writeTexts } from '../vectors/folder.ts';
import { malleatedVectors } from './malleated.ts';
import { paidBatch } from './paid-batch.ts';
import { soundVectors } from './sound.ts';
import { tamperedVectors } from './tampered.ts';

export const vectorsFolder = 'contract/vectors/receipts';

/** The vectors as the code makes them, by their file names. */
export async function freshVectors(): Promise<VectorTexts> {
  const batch = await paidBatch(7);
  return vectorTexts([
    ...(await soundVectors(batch)),
    ...(await tamperedVectors(batch)),
    ...malleatedVectors(batch.receipt(2)),
  ]);
}

if (import.meta.main) await writeTexts(vectorsFolder, await freshVectors());
