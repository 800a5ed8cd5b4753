/** Of a picture or a frame. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** In whole pixels of the original picture, within it. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The sides that move with a handle: -1 the left or upper one, 1 the right or lower one. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

export const handles: readonly Handle[] = [
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
];

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** From one side to the other, whichever is first: whole, at least one pixel long, and within the picture. */
function sides(a: number, b: number, most: number): readonly [from: number, length: number] {
  const from = Math.round(within(Math.min(a, b), most));
  const to = Math.round(within(Math.max(a, b), most));
  const first = Math.min(from, most - 1);
  return [first, Math.max(1, to - first)];
}

/** Between two corners, wherever they are. */
export function between(a: Point, b: Point, picture: Size): Rect {
  const [left, width] = sides(a.x, b.x, picture.width);
  const [top, height] = sides(a.y, b.y, picture.height);
  return { left, top, width, height };
}

/** As large as it was, as far as the picture goes. */
export function moved(rect: Rect, x: number, y: number, picture: Size): Rect {
  return {
    ...rect,
    left: Math.round(within(rect.left + x, picture.width - rect.width)),
    top: Math.round(within(rect.top + y, picture.height - rect.height)),
  };
}

/** Sides that are drawn over the opposite ones change places with them. */
export function resized(rect: Rect, handle: Handle, x: number, y: number, picture: Size): Rect {
  const { left, top, width, height } = rect;
  const a = { x: left + (handle.x < 0 ? x : 0), y: top + (handle.y < 0 ? y : 0) };
  const b = { x: left + width + (handle.x > 0 ? x : 0), y: top + height + (handle.y > 0 ? y : 0) };
  return between(a, b, picture);
}

/** With one number of it as it was typed, as far as the picture goes. */
export function typed(rect: Rect, side: keyof Rect, value: number, picture: Size): Rect {
  const next = { ...rect, [side]: Math.round(value) };
  const left = Math.min(within(next.left, picture.width), picture.width - 1);
  const top = Math.min(within(next.top, picture.height), picture.height - 1);
  const width = Math.min(Math.max(1, next.width), picture.width - left);
  const height = Math.min(Math.max(1, next.height), picture.height - top);
  return { left, top, width, height };
}

export const isSame = (a: Rect, b: Rect): boolean =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

const holds = ({ left, top, width, height }: Rect, { x, y }: Point, slack: number): boolean =>
  x >= left - slack && x <= left + width + slack && y >= top - slack && y <= top + height + slack;

/** What a tap there means: the smallest first; pressed again, the next larger one below it. `slack`, px of the picture: small ones are hit beside, too. */
export function tapped<B extends Rect & { readonly id: number }>(
  boxes: readonly B[],
  point: Point,
  slack: number,
  selected: number | null,
): number | null {
  const hit = boxes
    .filter((box) => holds(box, point, slack))
    .sort((a, b) => a.width * a.height - b.width * b.height || a.id - b.id);
  const place = hit.findIndex(({ id }) => id === selected);
  return hit[(place + 1) % Math.max(1, hit.length)]?.id ?? null;
}

/** What of a picture is seen: px of the screen for each of it, and where its corner is in the frame. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Between the picture and the frame, so that handles at its edge can be hit, px. */
const margin = 22;
const closeScale = 8;
const pixelScale = 4;

export function wholeScale(picture: Size, frame: Size): number {
  const width = Math.max(1, frame.width - 2 * margin);
  const height = Math.max(1, frame.height - 2 * margin);
  return Math.min(width / picture.width, height / picture.height);
}

const placed = (at: number, length: number, room: number): number =>
  length + 2 * margin <= room ? (room - length) / 2 : Math.min(margin, Math.max(room - margin - length, at));

/** As near to what is wanted as leaves no gap where the picture is larger than the frame. */
export function seen(view: View, picture: Size, frame: Size): View {
  const least = wholeScale(picture, frame);
  const scale = Math.min(Math.max(view.scale, least), Math.max(least * closeScale, pixelScale));
  return {
    scale,
    x: placed(view.x, picture.width * scale, frame.width),
    y: placed(view.y, picture.height * scale, frame.height),
  };
}

export const whole = (picture: Size, frame: Size): View =>
  seen({ scale: wholeScale(picture, frame), x: 0, y: 0 }, picture, frame);

/** So many times larger, and what is at the point of the frame stays there. */
export function zoomed(view: View, times: number, at: Point, picture: Size, frame: Size): View {
  const { scale } = seen({ ...view, scale: view.scale * times }, picture, frame);
  const by = scale / view.scale;
  return seen({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, picture, frame);
}

/** The place in the picture of a point of the frame. */
export const inPicture = ({ scale, x, y }: View, at: Point): Point => ({
  x: (at.x - x) / scale,
  y: (at.y - y) / scale,
});

/** A third of what is seen, in its middle: where a box begins that is drawn by keys. */
export function middle(view: View, picture: Size, frame: Size): Rect {
  const a = inPicture(view, { x: frame.width / 3, y: frame.height / 3 });
  const b = inPicture(view, { x: (frame.width * 2) / 3, y: (frame.height * 2) / 3 });
  return between(a, b, picture);
}

/** The view moved just so far that the box is in sight. */
export function showing(view: View, { left, top, width, height }: Rect, picture: Size, frame: Size): View {
  const shift = (from: number, to: number, room: number): number =>
    from < margin ? margin - from : Math.min(0, room - margin - to);
  const x = view.x + left * view.scale;
  const y = view.y + top * view.scale;
  return seen(
    {
      scale: view.scale,
      x: view.x + shift(x, x + width * view.scale, frame.width),
      y: view.y + shift(y, y + height * view.scale, frame.height),
    },
    picture,
    frame,
  );
}
