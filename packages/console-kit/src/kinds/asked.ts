import { isRecord } from '@asg/values/json';
import type { AskedSpec, Scale } from './view.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

function textsIn(json: unknown): readonly string[] | null {
  return Array.isArray(json) && json.every(isText) ? json : null;
}

function scaleIn(json: unknown): Scale | null {
  if (!isRecord(json)) return null;
  const { from, to } = json;
  if (typeof from !== 'number' || typeof to !== 'number') return null;
  const labels = textsIn(json.labels);
  return { from, to, ...(labels === null ? {} : { labels }) };
}

/** What a label spec says that nobody checked yet, e.g. of a row of a file; what is no such thing is left out. */
export function askedIn(json: unknown): AskedSpec {
  if (!isRecord(json)) return {};
  // Options that are no texts are shown to be corrected: the row says what is wrong with them.
  const options = Array.isArray(json.options) ? json.options.map(String) : null;
  const classes = Array.isArray(json.classes) ? json.classes.map(String) : null;
  const [items, scale] = [textsIn(json.items), scaleIn(json.scale)];
  return {
    ...(options === null ? {} : { options }),
    ...(classes === null ? {} : { classes }),
    ...(items === null ? {} : { items }),
    ...(scale === null ? {} : { scale }),
    ...(typeof json.tie === 'boolean' ? { tie: json.tie } : {}),
    ...(typeof json.agreement_bar === 'number' ? { agreement_bar: json.agreement_bar } : {}),
    ...(isText(json.start_with) ? { start_with: json.start_with } : {}),
  };
}
