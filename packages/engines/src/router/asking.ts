import type { WorkerProfile } from '@asg/domain';

/** What a profile says of the tasks that somebody takes. */
export function asking({ primaryLanguage, languages, sensitive }: WorkerProfile): {
  readonly languages: readonly string[];
  readonly sensitive: boolean;
} {
  return {
    languages: [...new Set([primaryLanguage, ...languages])],
    sensitive: sensitive === true,
  };
}
