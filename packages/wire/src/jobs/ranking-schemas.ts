import { Type } from 'typebox';

const score = (description: string, example: number) => Type.Number({ description, examples: [example] });
const count = (description: string, example: number) => Type.Integer({ description, examples: [example] });

export const ranking = Type.Object(
  {
    tasks: count('Comparisons of it that have labels', 190),
    labels: count(
      'Labels that say something of a pair: one that names the best of several, of each other',
      950,
    ),
    data: Type.Array(
      Type.Object(
        {
          rank: count('1: the best. Items with the same score share it', 1),
          item: Type.String({ description: 'Your name for it', examples: ['model-a'] }),
          score: score(
            'Logarithm of its strength, 0 on average: one that is 0.69 above another is found better twice as often',
            1.25,
          ),
          low: score('The lower end of its 95 % interval', 0.98),
          high: score('The upper end', 1.52),
          wins: count('Labels that found it better', 310),
          losses: count('Labels that found another better', 70),
          ties: count('Labels that found neither better', 20),
        },
        { title: 'RankedItem' },
      ),
      { description: 'The best first' },
    ),
  },
  {
    title: 'Ranking',
    description:
      'What was compared, in the order in which it was found better (Bradley and Terry, with ties by Davidson), by all labels so far, each for what it was worth. A figure: nobody is paid by it',
  },
);
