import { isP2pkhScript } from '@asg/chain';
import { addSats, type Sats, sats, type TxOutput } from '@asg/domain';
import { isWhole } from '@asg/values/json';
import { PaymailUnavailable } from './failure.ts';
import { isObject } from './json-exchange.ts';

/** Where a paymail wants a sum: outputs that add up to it exactly, and what to call the payment at the delivery. */
export interface PaymentDestinations {
  readonly outputs: readonly TxOutput[];
  readonly reference: string;
}

const outputsMax = 20;
const referenceLengthMax = 512;
/** Spending an output costs its owner about 15 satoshis: one that holds less would be money thrown away. */
const outputSatsMin = 16;

/** Checks every word of a host's answer; throws `PaymailUnavailable` with the first that is wrong. */
export function checkedDestinations(
  answer: Readonly<Record<string, unknown>>,
  asked: Sats,
  host: string,
): PaymentDestinations {
  const { outputs, reference } = answer;
  const wrong = (what: string) => new PaymailUnavailable(`${host} answered wrongly: ${what}`, 'answer');
  if (typeof reference !== 'string' || reference === '' || reference.length > referenceLengthMax)
    throw wrong(`reference must be a text of 1 to ${referenceLengthMax} characters`);
  if (!Array.isArray(outputs) || outputs.length === 0 || outputs.length > outputsMax)
    throw wrong(`outputs must be a list of 1 to ${outputsMax}`);
  const checked = outputs.map((output): TxOutput => {
    const { script, satoshis } = isObject(output) ? output : {};
    if (typeof script !== 'string' || !isP2pkhScript(script.toLowerCase()))
      throw wrong('each output must pay to a public key hash (P2PKH)');
    if (!isAmount(satoshis, asked)) throw wrong('each output must hold a sum worth spending');
    return { satoshis: sats(satoshis), lockingScript: script.toLowerCase() };
  });
  const total = addSats(...checked.map((output) => output.satoshis));
  if (total !== asked) throw wrong(`its outputs hold ${total} satoshis, not ${asked}`);
  return { outputs: checked, reference };
}

function isAmount(satoshis: unknown, asked: Sats): satoshis is number {
  const least = Math.min(outputSatsMin, asked);
  return isWhole(satoshis, least, asked);
}
