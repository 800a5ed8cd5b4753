import { parseJson } from '@asg/domain/values';
import type { LabelValue, ValueOfKind } from '@asg/sdk';
import { isRecord } from '@asg/values/json';
import { UsageError } from '../terminal/exit.ts';

/** The value of a label from the command line; which ones a task takes, the server says. */
export function labelValue(text: string): LabelValue {
  const parsed = parseJson(text, 'whole');
  const value = parsed.ok ? parsed.value : undefined;
  if (typeof value === 'number') return value;
  if (isRecord(value)) {
    const { item, tie, options, none, boxes, spans } = value;
    if (typeof item === 'string') return { item };
    if (tie === true) return { tie };
    if (none === true) return { none };
    if (Array.isArray(options) && options.every((one) => typeof one === 'string')) return { options };
    if (Array.isArray(boxes) && boxes.every(isBox)) return { boxes };
    if (Array.isArray(spans) && spans.every(isSpan)) return { spans };
  }
  throw new UsageError(
    `--value must be as in the API: 4, '{"item":"a"}', '{"tie":true}', '{"options":["a"]}', '{"boxes":[{"class":"a","left":0,"top":0,"width":9,"height":9}]}', '{"spans":[{"start":0,"end":5,"label":"a"}]}'`,
  );
}

type Box = Extract<ValueOfKind['bounding_boxes'], { readonly boxes: unknown }>['boxes'][number];
type Span = Extract<ValueOfKind['text_spans'], { readonly spans: unknown }>['spans'][number];

function isBox(json: unknown): json is Box {
  const sides = isRecord(json) ? [json.left, json.top, json.width, json.height] : [];
  return isRecord(json) && typeof json.class === 'string' && sides.every(Number.isFinite);
}

function isSpan(json: unknown): json is Span {
  return isRecord(json) && typeof json.label === 'string' && [json.start, json.end].every(Number.isFinite);
}
