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
export const drawnSideMin = 1_024;
export const drawnSideMax = 4_096;

/** The factor, at most 1, by which a picture of these dimensions is scaled to be shown. */
export function shownScale(width: number, height: number): number {
  return Math.min(1, Math.sqrt(shownPixelsMax / (width * height)), shownSideMax / Math.max(width, height));
}
