/** More is not decoded: twelve thousand pixels by eight thousand are about as many. */
export const pixelsMax = 100_000_000;
/** Of all frames of an animation together. */
export const framePixelsMax = 200_000_000;
/** A larger picture is scaled to it: what a browser of a phone decodes. */
const shownPixelsMax = 16_000_000;
/** The longest side that WebP can have, and that browsers draw. */
const shownSideMax = 16_383;
/** The longest side of a thumbnail, pixels. */
export const thumbnailSide = 320;
/** Beyond so many, what was without loss is WebP of high quality instead of PNG. */
export const losslessPixelsMax = 4_000_000;
/** The longest side that a drawing gets, pixels: a small one is drawn larger, as nothing is lost by it. */
const drawnSideMin = 1_024;
const drawnSideMax = 4_096;
/** The longest side that a drawing may say that it has, pixels. */
const declaredSideMax = 72 * drawnSideMax;

/** The factor, at most 1, by which a picture of these dimensions is scaled to be shown. */
export function shownScale(width: number, height: number): number {
  return Math.min(1, Math.sqrt(shownPixelsMax / (width * height)), shownSideMax / Math.max(width, height));
}

/** The factor by which a drawing of these dimensions is drawn larger or smaller. */
export function drawnScale(width: number, height: number): number {
  const side = Math.max(width, height);
  return Math.min(Math.max(side, drawnSideMin), drawnSideMax) / side;
}

/** The message is for people, of the picture: "it has …". */
export class TooLarge extends Error {}

/** Throws `TooLarge` for a drawing that says that it is larger than can be drawn smaller. */
export function assertDrawable(width: number, height: number): void {
  const isThin = Math.round(Math.min(width, height) * drawnScale(width, height)) < 1;
  const isLarge = Math.max(width, height) > declaredSideMax;
  if (isLarge || (isThin && Math.max(width, height) > drawnSideMax))
    throw new TooLarge(`it is drawn ${width} × ${height} pixels large`);
}
