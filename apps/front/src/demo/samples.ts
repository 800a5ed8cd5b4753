/** What is asked about in the demo: sentences that people may well disagree about, and what the three invented workers say. */
interface Sample {
  readonly text: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly answers: readonly [string, string, string];
}

const question = 'How does the customer feel about the order?';
const options = ['positive', 'mixed', 'negative'];

const samples: readonly Sample[] = [
  {
    text: 'Arrived two days late, but worth every minute of the wait.',
    question,
    options,
    answers: ['positive', 'mixed', 'positive'],
  },
  {
    text: 'Lovely box. Shame about what was in it.',
    question,
    options,
    answers: ['negative', 'negative', 'mixed'],
  },
  {
    text: 'It does what it says. I expected to like it more.',
    question,
    options,
    answers: ['mixed', 'negative', 'mixed'],
  },
  {
    text: 'Third one I have bought. The first two still work.',
    question,
    options,
    answers: ['positive', 'positive', 'mixed'],
  },
];

const names = ['Ada', 'Bo', 'Ines', 'Kofi', 'Lena', 'Mika', 'Noor', 'Omar', 'Rui', 'Sana', 'Tove', 'Yara'];

function drawn<Value>(values: readonly Value[]): readonly Value[] {
  const keys = crypto.getRandomValues(new Uint32Array(values.length));
  return values
    .map((value, index) => ({ value, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

export interface Plan extends Sample {
  /** The item as it is submitted: no two runs have the same. */
  readonly item: string;
  readonly workers: readonly { readonly name: string; readonly label: string }[];
  /** Of this run, in the addresses of its accounts. */
  readonly mark: string;
}

/** A sample, three names, and a mark that no other run has. */
export function newPlan(): Plan {
  const [sample] = drawn(samples);
  if (sample === undefined) throw new Error('there is no sample');
  const mark = randomText(8);
  const order = (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 1_000_000;
  const workers = drawn(names)
    .slice(0, 3)
    .map((name, index) => ({ name, label: sample.answers[index] ?? sample.answers[0] }));
  return { ...sample, item: `Order ${order}: ${sample.text}`, workers, mark };
}

/** Hex digits, two for each byte. */
export function randomText(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
