import { kinds } from '@asg/kinds';
import { CheckField } from '@asg/ui';
import { isRecord } from '@asg/values/json';
import { plural } from '../../parts/format.ts';
import { aboutField } from '../../parts/problem.ts';

import { OptionList } from '../choice/options.tsx';
import { type AskedSpec, type DraftFieldsProps, jsonIn, type KindView } from '../view.ts';
import { Ranking } from './ranking.tsx';
import { Verdicts } from './verdicts.tsx';

type Said = { item: string } | { tie: true };

function saidIn(answer: string): Said | null {
  const json = jsonIn(answer);
  if (!isRecord(json)) return null;
  if (json.tie === true) return { tie: true };
  return typeof json.item === 'string' ? { item: json.item } : null;
}

const { canonical } = kinds.comparison;

function answersOf({ items = [], tie = true }: AskedSpec): readonly string[] {
  const each = items.map((item) => canonical({ item }));
  return tie ? [...each, canonical({ tie: true })] : each;
}

const tieText = 'Tie: none is better';

/** The best of several items, or a tie. */
export const comparison: KindView = {
  hasItems: true,
  isOfOptions: false,
  draft: { tie: 'yes' },
  draftOf: ({ tie = true }) => ({ tie: tie ? 'yes' : '' }),
  specOf: ({ tie }) => ({ tie: tie === 'yes' }),
  Fields: TieField,
  Shown: ({ spec }) => <OptionList options={buttonsOf(spec)} />,
  paid: () => null,
  asks: ({ tie = true }) => ({ name: 'Answers', texts: ['Which item is best', ...(tie ? [tieText] : [])] }),
  // Items are told by places, and a tie by its name.
  template: (answers) =>
    `${plural(answers.filter((answer) => answer !== 'tie').length, 'item')} side by side`,
  text: (answer) => {
    const said = saidIn(answer);
    if (said === null) return answer;
    return 'tie' in said ? tieText : said.item;
  },
  answers: answersOf,
  given: (answer) => {
    const said = saidIn(answer);
    return said === null ? { label: answer } : { value: said };
  },
  agrees: (answer, consensus) => answer === consensus,
  counted: answersOf,
  parts: (answer) => [answer],
  scored: (answer) => {
    const said = saidIn(answer);
    return said === null ? [] : ['tie' in said ? 'tie' : said.item];
  },
  judged: (answers) => answers.map((answer) => (answer === 'tie' ? 'A tie' : `Item ${answer}`)),
  bench: { Wide: Ranking, First: Verdicts },
};

/** Workers know items by their places alone, which differ from worker to worker. */
function buttonsOf({ items = [], tie = true }: AskedSpec): readonly string[] {
  const places = items.map((_, i) => `${String.fromCharCode(letterA + i)} is best`);
  return tie ? [...places, tieText] : places;
}

const letterA = 65;

function TieField({ draft, onChange, error }: DraftFieldsProps) {
  return (
    <CheckField
      label="Workers may say that it is a tie: none is better"
      checked={draft.tie === 'yes'}
      onChange={(event) => onChange({ ...draft, tie: event.currentTarget.checked ? 'yes' : '' })}
      error={aboutField(error, 'label_spec.tie')}
    />
  );
}
