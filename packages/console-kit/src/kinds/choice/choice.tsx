import { Answers } from '../bench/answers.tsx';
import { Confusion } from '../bench/confusion.tsx';
import { type KindView, linesOf } from '../view.ts';
import { OptionList, OptionsField } from './options.tsx';

/** One of the options. */
export const choice: KindView = {
  hasItems: false,
  isOfOptions: true,
  draft: { options: '' },
  draftOf: ({ options = [] }) => ({ options: options.join('\n') }),
  specOf: ({ options = '' }) => ({ options: [...linesOf(options)] }),
  Fields: OptionsField,
  Shown: ({ spec: { options = [] } }) => <OptionList options={options} />,
  paid: () => null,
  asks: ({ options = [] }) => ({ name: 'Options', texts: options }),
  template: (answers) => answers.join(', '),
  text: (answer) => answer,
  answers: ({ options = [] }) => options,
  given: (label) => ({ label }),
  agrees: (answer, consensus) => answer === consensus,
  counted: ({ options = [] }) => options,
  parts: (answer) => [answer],
  scored: (answer) => [answer],
  judged: (answers) => answers,
  bench: { First: Answers, Second: Confusion },
};
