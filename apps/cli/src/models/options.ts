import { type ModelScores, modelScores } from '@asg/domain/names';
import { type Command, InvalidArgumentError, Option } from 'commander';

const optionsMin = 2;

export interface EndpointOptions {
  readonly url: string;
  readonly model: string;
  readonly scores: ModelScores;
  readonly instructions?: string;
}

/** Which model of which endpoint, and what it is asked for. */
export function withEndpoint(command: Command): Command {
  return command
    .requiredOption('--url <url>', 'base URL of an endpoint with OpenAI’s chat completions', endpointUrl)
    .requiredOption('--model <model>', 'the model, as the endpoint calls it')
    .addOption(
      new Option(
        '--scores <how>',
        'a label alone, with the likelihood of its tokens, or a number for each option',
      )
        .choices(modelScores)
        .default('none'),
    )
    .option('--instructions <text>', 'your own words to it, in the message of the system');
}

/** The key of an endpoint; null: it wants none. */
export function endpointKey(environment = process.env): string | null {
  return environment.ASG_MODEL_KEY || null;
}

function endpointUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It must be an http or https URL, e.g. https://api.example.com/v1.');
}

export function optionList(text: string): readonly string[] {
  const options = text.split(',').map((option) => option.trim());
  if (options.length < optionsMin || options.some((option) => option === ''))
    throw new InvalidArgumentError('It must be two options or more, with commas between.');
  return options;
}
