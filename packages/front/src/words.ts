/** What each step of a receipt's verification shows, for who never saw one. */
const words: Readonly<Record<string, string>> = {
  format: 'It is a receipt',
  leaf: 'The label is what was hashed',
  content: 'It is about this task and this label',
  path: 'The hash is in the batch',
  commitment: 'The transaction commits to the batch',
  transaction: 'The transaction is the one named',
  proof: 'The transaction is in a block',
  header: 'The block is the one named',
  proof_of_work: 'The block took its work',
};

export const checkWords = (step: string): string => words[step] ?? step;

/** The ends of an id that is too long to be read. */
export const short = (id: string): string => (id.length <= 24 ? id : `${id.slice(0, 12)}…${id.slice(-8)}`);
