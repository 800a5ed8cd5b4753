import { assetUrl, type ComparedItem, comparedDocument, type GivenText } from '@asg/domain';
import { sha256Hex } from '@asg/storage';

/** An item as a customer submits it, by a URL or by value: the rules of `itemViolations` hold for it. */
export interface ItemInput {
  readonly data_url?: string | null;
  readonly data?: { readonly text: string } | null;
  /** What is compared: with what it is about one document, which comes by value. */
  readonly items?: readonly ComparedItem[] | null | undefined;
}

/** An input whose item has a URL, whatever way it came. */
export type Admitted<Input extends ItemInput> = Omit<Input, 'data' | 'data_url'> & {
  readonly data_url: string;
};

/** Texts that came with items, by the URL of their asset. */
export type GivenTexts = ReadonlyMap<string, GivenText>;

/** Inputs as tasks are made of them. */
export interface Admission<Input extends ItemInput> {
  readonly inputs: readonly Admitted<Input>[];
  readonly texts: GivenTexts;
}

/** Gives each item that came by value the URL of its asset. Nothing is stored yet: `holdItems` does. */
export function admitItems<Input extends ItemInput>(given: readonly Input[]): Admission<Input> {
  const texts = new Map<string, GivenText>();
  const inputs = given.map((input): Admitted<Input> => {
    if (hasUrlAlone(input)) return input;
    const { data, data_url, ...rest } = input;
    const text = input.items == null ? data?.text : comparedDocument({ ...input, items: input.items });
    if (text === undefined) return { ...rest, data_url: data_url ?? '' };
    const sha256 = sha256Hex(text);
    const url = assetUrl(sha256);
    texts.set(url, { sha256, text, bytes: Buffer.byteLength(text) });
    return { ...rest, data_url: url };
  });
  return { inputs, texts };
}

/** Mostly so, and then it is as tasks are made of it. */
function hasUrlAlone<Input extends ItemInput>(input: Input): input is Input & { readonly data_url: string } {
  return typeof input.data_url === 'string' && input.data == null && input.items == null;
}
