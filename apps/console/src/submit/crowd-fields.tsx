import { aboutField, duration } from '@asg/console-kit';
import { type Crowd, crowds } from '@asg/domain/names';
import { CheckField, SelectField } from '@asg/ui';
import { Link } from 'wouter';
import { type Spec, withOwn } from './spec.ts';

const meanings: Readonly<Record<Crowd, string>> = {
  public: 'The public crowd',
  own: 'Your people alone',
  own_then_public: 'Your people first, then the public',
};

const waits: readonly (readonly [hours: number, text: string])[] = [
  [1, '1 hour'],
  [4, '4 hours'],
  [24, '1 day'],
  [72, '3 days'],
  [168, '7 days'],
];

const hourSeconds = 3_600;
const shares: readonly number[] = [50, 60, 70, 80, 90, 100];

interface CrowdFieldsProps {
  readonly spec: Spec;
  readonly onChange: (spec: Spec) => void;
  readonly error: unknown;
}

/** Whose people label, and whether own ones are paid. */
export function CrowdFields({ spec, onChange, error }: CrowdFieldsProps) {
  return (
    <>
      <SelectField
        label="Who labels"
        value={spec.crowd}
        onChange={(event) =>
          onChange({ ...spec, crowd: crowds.find((one) => one === event.currentTarget.value) ?? 'public' })
        }
        error={aboutField(error, 'crowd')}
      >
        {crowds.map((crowd) => (
          <option key={crowd} value={crowd}>
            {meanings[crowd]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Practice that workers must have right"
        value={String(spec.practised)}
        onChange={(event) => onChange({ ...spec, practised: Number(event.currentTarget.value) })}
        hint="Of the lines of a job of this question that have gold_label and gold_practice"
        error={aboutField(error, 'qualification.practice')}
      >
        <option value={0}>None: everybody may label</option>
        {withOwn(shares, spec.practised)
          .filter((share) => share > 0)
          .map((share) => (
            <option key={share} value={share}>
              {share} %
            </option>
          ))}
      </SelectField>
      {spec.crowd === 'own_then_public' && (
        <SelectField
          label="The public gets what is undecided after"
          value={String(spec.ownHours)}
          onChange={(event) => onChange({ ...spec, ownHours: Number(event.currentTarget.value) })}
          hint="At once where you have nobody"
          error={aboutField(error, 'own_for')}
        >
          {waits.map(([hours, text]) => (
            <option key={hours} value={hours}>
              {text}
            </option>
          ))}
          {!waits.some(([hours]) => hours === spec.ownHours) && (
            <option value={spec.ownHours}>{duration(spec.ownHours * hourSeconds)}</option>
          )}
        </SelectField>
      )}
      {spec.crowd !== 'public' && (
        <>
          <CheckField
            label="Pay your people as the public is paid, from your balance"
            checked={spec.payOwn}
            onChange={(event) => onChange({ ...spec, payOwn: event.currentTarget.checked })}
            error={aboutField(error, 'pay_own')}
          />
          <p className="ui-muted">
            Invite them on <Link href="/people">Your people</Link>. A consensus of theirs is marked as such.
          </p>
        </>
      )}
    </>
  );
}
