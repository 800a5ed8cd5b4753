import {
  type BoxedPicture,
  studioBox,
  studioBoxes,
  studioLabels,
  studioSpan,
  type TextSpan,
} from '@asg/formats/annotations';
import { Html, html } from '@asg/formats/html';

interface Result {
  readonly type: string;
  readonly value: object;
  readonly more?: object;
}

/** A configuration of Label Studio, XML, and the tasks that go with it. */
export interface StudioProject {
  readonly config: string;
  readonly tasks: readonly { readonly annotations: readonly { readonly result: readonly object[] }[] }[];
}

const view = (object: string, control: Html): string => html`<View>${new Html(object)}${control}</View>`.text;

function taskOf(
  id: number,
  data: Readonly<Record<string, string>>,
  control: string,
  found: readonly Result[],
) {
  const [object = ''] = Object.keys(data);
  const result = found.map(({ more = {}, ...one }, i) => ({
    id: `${id}_${i}`,
    from_name: control,
    to_name: object,
    ...one,
    ...more,
  }));
  return { id, data, annotations: [{ result, was_cancelled: false }] };
}

/** Pictures with their boxes. */
export function boxesProject(pictures: readonly BoxedPicture[], classes: readonly string[]): StudioProject {
  return {
    config: view('<Image name="image" value="$image"/>', studioBoxes('boxes', 'image', classes)),
    tasks: pictures.map(({ number, url, size, boxes }) =>
      taskOf(number, { image: url }, 'boxes', size === null ? [] : boxes.map((box) => studioBox(box, size))),
    ),
  };
}

/** Texts with their spans. */
export function spansProject(
  texts: readonly { readonly text: string; readonly spans: readonly TextSpan[] }[],
  classes: readonly string[],
): StudioProject {
  return {
    config: view('<Text name="text" value="$text"/>', studioLabels('spans', 'text', classes)),
    tasks: texts.map(({ text, spans }, i) =>
      taskOf(
        i + 1,
        { text },
        'spans',
        spans.map((span) => studioSpan(span, Array.from(text))),
      ),
    ),
  };
}
