import type { Assignment } from '@asg/sdk';
import type { Asked } from './kinds/asked.ts';

/** Questions that are remembered, the latest first. */
const rememberedMax = 300;
const storedAs = (workerId: string): string => `asg-read-${workerId}`;

/** What a worker is asked, and how it is to be decided: another wording is another question. */
type Read = Pick<Assignment, 'type' | 'question' | 'instructions'> & Asked;

/** Whether it is the first item of a question whose instructions this worker has not seen on this device. */
export function isNewQuestion(workerId: string, asked: Read): boolean {
  return (asked.instructions ?? '').trim() !== '' && !remembered(workerId).includes(nameOf(asked));
}

/** From now on its instructions open when they are asked for. */
export function rememberQuestion(workerId: string, asked: Read): void {
  const name = nameOf(asked);
  const all = [name, ...remembered(workerId).filter((one) => one !== name)].slice(0, rememberedMax);
  try {
    localStorage.setItem(storedAs(workerId), JSON.stringify(all));
  } catch {
    // Where storage is refused (private windows) they open again after a reload.
    inMemory.set(workerId, all);
  }
}

const inMemory = new Map<string, readonly string[]>();

function remembered(workerId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storedAs(workerId)) ?? '[]');
    if (Array.isArray(kept) && kept.length > 0) return kept.map(String);
  } catch {
    // What is no list of ours is forgotten.
  }
  return inMemory.get(workerId) ?? [];
}

/** Short, and the same in each session: its length and 32 bits (FNV-1a). Two questions of one name cost a look at the button. */
function nameOf({ type, question, instructions, options, scale }: Read): string {
  const text = JSON.stringify([
    type,
    question,
    instructions,
    ...options,
    ...(scale === undefined ? [] : [scale]),
  ]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length.toString(36)}.${(hash >>> 0).toString(36)}`;
}
