import { askInfo } from '@asg/testing';
import { hosts, namespace } from '../stores.ts';

/** What the nodes have counted so far in the fields of the namespace whose names match, as a sum. */
export async function counted(names: RegExp): Promise<number> {
  const answers = await Promise.all(hosts.map(({ port }) => askInfo(port, `namespace/${namespace}`)));
  return answers
    .flatMap((answer) => answer.split(';'))
    .map((field) => field.split('='))
    .reduce((sum, [name = '', value]) => sum + (names.test(name) ? Number(value) : 0), 0);
}

/** Operations on records, those in batches too. */
export const operations = /^(client|batch_sub)_(read|write)_(success|error|not_found|filtered_out)$/;
/** Writes in batches that found another record than was read: such as what claims take. */
export const lostWrites = /^batch_sub_write_filtered_out$/;
