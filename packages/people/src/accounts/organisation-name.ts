import { houseCustomerId } from '@asg/domain';
import type { EngineContext } from '../context.ts';

/** Of the house, in mails and on pages. */
const houseName = 'ASG Refinery';

/** '' where there is no such organisation, or nothing is known of it any more. */
export async function nameOfOrganisation(
  { customers }: Pick<EngineContext['storage'], 'customers'>,
  customerId: string,
): Promise<string> {
  return customerId === houseCustomerId ? houseName : ((await customers.get(customerId))?.name ?? '');
}
