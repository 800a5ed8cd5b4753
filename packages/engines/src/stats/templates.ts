import {
  agreementTemplatesMax,
  answerPrecisions,
  customerRow,
  joinedStarts,
  marksItems,
  modelFor,
  ownPeopleOf,
  type PredictorFigures,
  predictorFigures,
  type Reliability,
  reliabilityOf,
  type StartFigures,
  startFigures,
  type TaskType,
  templateAlpha,
} from '@asg/domain';
import type { StorageReader, TemplateAgreement } from '@asg/storage';

/** A kind of question, as a customer's tasks show it and as the crowd answers it. */
export interface TemplateFigures {
  /** `templateKey`. */
  readonly template: string;
  readonly type: TaskType;
  readonly options: readonly string[];
  /** Of the customer's own tasks. */
  readonly alpha: number | null;
  readonly tasksMeasured: number;
  /** Of each option, how often a label that says so is right, as far as is known; null: there were no such labels. */
  readonly precision: readonly (number | null)[];
  /** The customer's models, by the customer's own tasks. */
  readonly models: readonly PredictorFigures[];
  /** Those whose marks workers began with, the organisation's own people too. */
  readonly starts: readonly StartFigures[];
  /** By the customer's own tasks and gold, and what everybody may build on. */
  readonly reliability: Reliability;
}

/** The templates with the most of a customer's tasks, and what is known of each. */
export async function templateFigures(
  { models: known }: Pick<StorageReader, 'models'>,
  customerId: string,
  measured: readonly TemplateAgreement[],
): Promise<readonly TemplateFigures[]> {
  const most = measured.slice(0, agreementTemplatesMax);
  const models = await Promise.all(
    most.map(async ({ template }) =>
      modelFor(await known.template(template), await known.template(customerRow(customerId, template))),
    ),
  );
  const ofOwn = await Promise.all(
    most.map(async ({ template, type }) =>
      marksItems(type) ? known.template(customerRow(ownPeopleOf(customerId), template)) : null,
    ),
  );
  return most.flatMap(({ template, type, options, tasks, ...sums }, i) => {
    const model = models[i] ?? ofOwn[i];
    if (model == null) return [];
    const own = ofOwn[i] === model ? [] : (ofOwn[i]?.starts ?? []);
    const { statistics, foretold } = model;
    return {
      template,
      type,
      options,
      alpha: templateAlpha({ type, ...sums }),
      tasksMeasured: tasks,
      precision: answerPrecisions(model),
      models: (model.predictors ?? []).map(predictorFigures),
      starts: joinedStarts(model.starts ?? [], own).map(startFigures),
      reliability: reliabilityOf(foretold, statistics.calibration),
    };
  });
}
