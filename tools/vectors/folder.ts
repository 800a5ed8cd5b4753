import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';

/** The text of each file of a folder of vectors, by its name. */
export type VectorTexts = ReadonlyMap<string, string>;

/** One file for each vector, named after it. */
export function vectorTexts(vectors: readonly { readonly name: string }[]): VectorTexts {
  return new Map(vectors.map((vector) => [`${vector.name}.json`, `${JSON.stringify(vector, null, 2)}\n`]));
}

export async function storedTexts(folder: string): Promise<VectorTexts> {
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')));
  return new Map(names.map((name, i) => [name, texts[i]!]));
}

/** Writes the folder anew: what is no vector any more is gone. */
export async function writeTexts(folder: string, texts: VectorTexts): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of texts) await writeFile(`${folder}/${name}`, text);
  console.log(`${texts.size} vectors written to ${folder}`);
}
