import { exportFormats } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, requestObject } from '../parts/fields.ts';
import { taskFilterFields } from '../tasks/list-schemas.ts';

const format = {
  format: Type.Optional(
    choice(exportFormats, {
      description:
        'Default: jsonl. ground_truth: the output manifest of SageMaker Ground Truth. label_studio: tasks with annotations, as Label Studio imports them into a project whose object is called `text` or `image` and whose choices `label`. huggingface: a zip of the folder that `load_dataset` reads, with its card',
    }),
  ),
  bom: Type.Optional(
    Type.Boolean({
      description: 'With csv alone. true: begins with a byte order mark, by which Excel knows UTF-8',
    }),
  ),
  guard_formulas: Type.Optional(
    Type.Boolean({
      description:
        'With csv alone. Default: true, a text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an apostrophe before it',
    }),
  ),
};

export const jobExportQuery = requestObject({
  ...format,
  partial: Type.Optional(Type.Boolean({ description: 'true: what there is, before the job is completed' })),
});
export const batchExportQuery = requestObject(format);
export const taskExportQuery = requestObject({ ...format, ...taskFilterFields });
