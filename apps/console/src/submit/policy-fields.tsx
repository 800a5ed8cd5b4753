import { adaptiveDefaults } from '@asg/consensus/adaptive-defaults';
import { defaultMaxLabels } from '@asg/consensus/threshold';
import { aboutField } from '@asg/console-kit';
import { viewOf } from '@asg/console-kit/kinds';
import { SelectField } from '@asg/ui';
import { ScaleFields } from './scale-fields.tsx';
import { type Spec, withOwn } from './spec.ts';

const thresholds = [2, 3, 4, 5, 6, 7, 8, 9, 10];
const adaptive = 'adaptive';
const targets = [80, 85, 90, 95, 97, 99];
const leasts = [1, 2, 3, 4, 5];
const mosts = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 21, 31, 50];

interface PolicyFieldsProps {
  readonly spec: Spec;
  readonly onChange: (spec: Spec) => void;
  readonly error: unknown;
}

function labelsWanted(value: string, { threshold }: Spec): Pick<Spec, 'threshold' | 'isAdaptive'> {
  const isAdaptive = value === adaptive;
  return { isAdaptive, threshold: isAdaptive ? threshold : Number(value) };
}

/** How labels decide: how many are asked for, and when there are enough. */
export function PolicyFields({ spec, onChange, error }: PolicyFieldsProps) {
  const { isAdaptive, threshold, target, minLabels, maxLabels } = spec;
  const most = isAdaptive ? adaptiveDefaults.maxLabels : defaultMaxLabels(threshold);
  const least = isAdaptive ? minLabels : threshold;
  return (
    <>
      <div className="form-row">
        <SelectField
          label="Labels for each task"
          value={isAdaptive ? adaptive : String(threshold)}
          onChange={(event) => onChange({ ...spec, ...labelsWanted(event.currentTarget.value, spec) })}
          error={
            aboutField(error, 'consensus_threshold') ??
            aboutField(error, 'consensus') ??
            aboutField(error, 'consensus.policy')
          }
        >
          <option value={adaptive}>As many as it takes to be sure</option>
          {thresholds.map((n) => (
            <option key={n} value={n}>
              {n}, {Math.floor(n / 2) + 1} must agree
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Labels at most"
          value={maxLabels === null ? '' : String(maxLabels)}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...spec, maxLabels: value === '' ? null : Number(value) })
          }
          hint={isAdaptive ? 'Then the likeliest answer is taken' : 'Without a majority by then it expires'}
          error={aboutField(error, 'consensus.max_labels')}
        >
          <option value="">{most}, as usual</option>
          {withOwn(mosts, maxLabels)
            .filter((n) => n >= least)
            .map((n) => (
              <option key={n} value={n}>
                {n}
              </option>
            ))}
        </SelectField>
      </div>
      {isAdaptive && (
        <div className="form-row">
          <SelectField
            label="How sure to be"
            value={String(target)}
            onChange={(event) => onChange({ ...spec, target: Number(event.currentTarget.value) })}
            hint="Labels are asked for until the confidence is as high"
            error={aboutField(error, 'consensus.target_confidence')}
          >
            {withOwn(targets, target).map((n) => (
              <option key={n} value={n}>
                {n} %
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Labels at least"
            value={String(minLabels)}
            onChange={(event) => onChange({ ...spec, minLabels: Number(event.currentTarget.value) })}
            hint="No decision before"
            error={aboutField(error, 'consensus.min_labels')}
          >
            {withOwn(leasts, minLabels).map((n) => (
              <option key={n} value={n}>
                {n}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {isAdaptive && viewOf(spec.type).isOfOptions && (
        <ScaleFields spec={spec} onChange={onChange} error={error} />
      )}
    </>
  );
}
