import { aboutField, spoken } from '@asg/console-kit';
import { isOneOf, modelScores, taskTypes } from '@asg/domain/names';
import { ASGGatewayHTTPError } from '@asg/sdk';
import { CheckField, SelectField, TextAreaField, TextField } from '@asg/ui';
import { numberProblem, type WrittenTerms } from './terms.ts';

interface TermsFieldsProps {
  readonly terms: WrittenTerms;
  readonly onChange: (terms: WrittenTerms) => void;
  /** What the server said about it. */
  readonly error: unknown;
  /** What is known of the key that there is. */
  readonly keyHint: string;
  /** The form cannot say which tasks it is asked of. */
  readonly withoutTasks?: boolean;
}

const scoresTexts = {
  none: 'A label alone',
  logprobs: 'A label, with how likely its tokens were',
  asked: 'A number for each option',
} as const;

/** Where a model is, which tasks it is asked of, and how much. */
export function TermsFields({ terms, onChange, error, keyHint, withoutTasks = false }: TermsFieldsProps) {
  const write = (change: Partial<WrittenTerms>): void => onChange({ ...terms, ...change });
  return (
    <>
      <TextField
        label="URL"
        type="url"
        required
        maxLength={2048}
        placeholder="https://api.example.com/v1"
        value={terms.url}
        onChange={(event) => write({ url: event.currentTarget.value })}
        hint="With chat completions of OpenAI’s form"
        error={aboutField(error, 'url')}
      />
      <TextField
        label="Model at the endpoint"
        required
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={terms.model}
        onChange={(event) => write({ model: event.currentTarget.value })}
        hint="As the endpoint calls it"
        error={aboutField(error, 'model')}
      />
      <TextField
        label="Key of the endpoint"
        note="optional"
        type="password"
        autoComplete="off"
        value={terms.apiKey}
        onChange={(event) => write({ apiKey: event.currentTarget.value })}
        hint={keyHint}
        error={aboutField(error, 'api_key')}
      />
      {withoutTasks ? (
        <p className="ui-muted">
          Which tasks it is asked of was set in the API, each type with options of its own. It stays.
        </p>
      ) : (
        <TasksFields terms={terms} write={write} error={error} />
      )}
      <div className="form-row">
        <TextField
          label="Requests a day"
          inputMode="numeric"
          autoComplete="off"
          required
          value={terms.requests}
          onChange={(event) => write({ requests: event.currentTarget.value })}
          hint="Never exceeded; failed ones count"
          error={numberProblem(terms.requests) ?? aboutField(error, 'requests_per_day')}
        />
        <TextField
          label="At once"
          inputMode="numeric"
          autoComplete="off"
          required
          value={terms.concurrency}
          onChange={(event) => write({ concurrency: event.currentTarget.value })}
          hint="Requests under way, 16 at most"
          error={numberProblem(terms.concurrency) ?? aboutField(error, 'concurrency')}
        />
      </div>
      <SelectField
        label="It answers with"
        value={terms.scores}
        onChange={({ currentTarget: { value } }) =>
          write({ scores: isOneOf(modelScores, value) ? value : terms.scores })
        }
        hint="What it claims is calibrated by what came of it"
        error={aboutField(error, 'scores')}
      >
        {modelScores.map((scores) => (
          <option key={scores} value={scores}>
            {scoresTexts[scores]}
          </option>
        ))}
      </SelectField>
      <TextAreaField
        label="Instructions"
        note="optional"
        maxLength={4000}
        value={terms.instructions}
        onChange={(event) => write({ instructions: event.currentTarget.value })}
        hint="Your own words to it, beside the question and the options"
        error={aboutField(error, 'instructions')}
      />
    </>
  );
}

/** What is wrong with any of the templates, which the form sends with the same options each. */
const aboutTemplates = (error: unknown, fields: RegExp): string | null =>
  error instanceof ASGGatewayHTTPError
    ? (error.details.find(({ field }) => fields.test(field))?.message ?? null)
    : null;

interface TasksFieldsProps {
  readonly terms: WrittenTerms;
  readonly write: (change: Partial<WrittenTerms>) => void;
  readonly error: unknown;
}

function TasksFields({ terms, write, error }: TasksFieldsProps) {
  const typesError = aboutTemplates(error, /^templates(\.\d+(\.task_type)?)?$/);
  return (
    <>
      <fieldset>
        <legend className="ui-label">It is asked of</legend>
        {taskTypes.map((type) => (
          <CheckField
            key={type}
            label={spoken(type)}
            checked={terms.types.includes(type)}
            onChange={(event) =>
              write({
                types: event.currentTarget.checked
                  ? [...terms.types, type]
                  : terms.types.filter((one) => one !== type),
              })
            }
          />
        ))}
        {typesError !== null && <p className="ui-error">{typesError}</p>}
      </fieldset>
      <TextAreaField
        label="Only with these options"
        note="optional"
        value={terms.options}
        onChange={(event) => write({ options: event.currentTarget.value })}
        hint="One a line, of a rating its steps; comparisons have none. Empty: tasks with any options"
        error={aboutTemplates(error, /^templates\.\d+\.options/)}
      />
    </>
  );
}
