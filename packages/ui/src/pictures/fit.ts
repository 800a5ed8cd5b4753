/** Of a picture or its frame, px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a picture lies in its frame. */
export interface Fit {
  /** As large as it is shown whole. */
  readonly whole: Size;
  /** How much larger it fills the frame, one side of it beyond the edge; 1: it fills it whole. */
  readonly fill: number;
  /** The side that is beyond the edge then. */
  readonly long: 'height' | 'width';
  /** The most that it can be enlarged, so that its smallest detail is seen. */
  readonly scaleMax: number;
  /** So small that its pixels are what there is to see. */
  readonly isTiny: boolean;
}

const scaleMaxMin = 8;
/** Each pixel of the picture takes so many of the screen at the most. */
const pixelScale = 2;
const tinyPx = 128;

/** A picture of unknown size is taken to be as large as the frame. */
export function fitOf(picture: Size, frame: Size): Fit {
  const isKnown = picture.width > 0 && picture.height > 0;
  const { width, height } = isKnown ? picture : frame;
  const scale = Math.min(frame.width / width, frame.height / height);
  const whole = { width: Math.max(1, width * scale), height: Math.max(1, height * scale) };
  const byWidth = frame.width / whole.width;
  const byHeight = frame.height / whole.height;
  const fill = Math.max(1, byWidth, byHeight);
  return {
    whole,
    fill,
    long: byWidth > byHeight ? 'height' : 'width',
    scaleMax: Math.max(scaleMaxMin, fill * pixelScale, pixelScale / scale),
    isTiny: isKnown && Math.max(width, height) <= tinyPx,
  };
}

export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** How far it can be moved each way, so that nothing but the picture is in a frame that it fills, px before it is enlarged. */
export function shiftMax(scale: number, whole: Size, frame: Size): Shift {
  return {
    x: Math.max(0, (whole.width * scale - frame.width) / 2) / scale,
    y: Math.max(0, (whole.height * scale - frame.height) / 2) / scale,
  };
}

/** The shift, no further than that. */
export function withinFrame({ x, y }: Shift, max: Shift): Shift {
  return { x: Math.min(max.x, Math.max(-max.x, x)), y: Math.min(max.y, Math.max(-max.y, y)) };
}
