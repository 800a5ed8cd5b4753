import { itemKinds, kindOf, type LabelSpec, type Task } from '@asg/domain';
import type { ComparedKinds } from '@asg/media';
import type { AnswerOf, routes } from '@asg/wire';

type Assignment = Extract<AnswerOf<typeof routes.nextWork>, { status: 200 }>['body']['assignments'][number];

/** What a worker can answer, and how near to the consensus that must be to be paid. */
export function answersReply({
  type,
  labelSpec,
}: Pick<Task, 'type' | 'labelSpec'>): Pick<
  Assignment,
  'kind' | 'options' | 'agreement_bar' | 'tie' | 'scale' | 'classes'
> {
  const { agreement_bar = null, tie, scale, classes } = labelSpec;
  return {
    kind: kindOf(type),
    options: givenOptions(labelSpec),
    agreement_bar,
    ...(tie !== undefined && { tie }),
    ...(scale !== undefined && { scale }),
    ...(classes !== undefined && { classes }),
  };
}

/** Those of a comparison and a rating follow from the rest, and name what no worker is told. */
const givenOptions = ({ options, items, scale }: LabelSpec): readonly string[] =>
  items === undefined && scale === undefined ? options : [];

const textType = 'text/plain';

/** Where a worker finds what is to be labelled. Items stand in the order of whoever holds the assignment. */
export function itemsReply(
  assignmentId: string,
  { type, labelSpec: { items } }: Pick<Task, 'type' | 'labelSpec'>,
  compared: ComparedKinds | null,
): Pick<Assignment, 'data' | 'items'> {
  const url = `/v1/work/${assignmentId}/data`;
  if (items === undefined)
    return { data: { url, content_type: itemKinds[type] === 'text' ? textType : null } };
  const content_type = compared?.areTexts === true ? textType : null;
  return {
    data: compared?.hasContext === false ? null : { url, content_type },
    items: items.map((_, place) => ({
      id: String(place + 1),
      data: { url: `${url}?item=${place + 1}`, content_type },
    })),
  };
}
