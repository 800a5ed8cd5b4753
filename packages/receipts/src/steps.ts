/** The steps of the verification, in their order: each lifts the proof one level, from the label to the block's work. */
export const verificationSteps = {
  format: 'the file has the form of a receipt that this verifier knows',
  leaf: 'the record of the label hashes to the leaf',
  content: 'the record is about the task, data, question and label that you gave',
  path: 'the leaf is in the tree of its batch, under the root',
  commitment: 'output 0 of the transaction commits to the root and the settlement',
  transaction: 'the bytes of the transaction have the id that the receipt names',
  proof: 'the transaction is in a block',
  header: 'the header is that of the block named',
  proof_of_work: 'the block took the work that its network demands',
} as const;

export type VerificationStep = keyof typeof verificationSteps;

/** What it means when a step fails, for people. */
export const failureMeanings: Readonly<Record<VerificationStep, string>> = {
  format: 'This is not a receipt, it was damaged, or it is of a version that this program does not know.',
  leaf: 'The record was changed after it was committed to: the label, a count, a time, a hash or the salt.',
  content: 'The receipt is about something else than what you compare it with.',
  path: 'The record is not in the batch whose root is given, or not at the place that is claimed.',
  commitment:
    'The transaction does not commit to this batch: the root, the settlement or the transaction was exchanged.',
  transaction: 'The transaction was changed or exchanged, or another id is claimed for it.',
  proof:
    'Nothing shows that the transaction is in this block: its Merkle path was changed, or is of another block.',
  header: 'The header is not that of the block named, or not one of those you trust.',
  proof_of_work:
    'Nobody worked for this block as the network demands: it was made up, or is of another network.',
};
