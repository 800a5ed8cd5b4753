import { at } from '@asg/values/present';
import { unit } from './arithmetic.ts';
import { type Calibration, calibrated } from './calibration.ts';
import type { GoldCheck } from './gold.ts';

const bins = 10;

/**
 * Forecasts: confidences for gold items, taken before their answer was looked at, in ten equal bins: how many, their sum, and
 * how many were right; in 1/65536.
 */
export interface Forecasts {
  readonly checked: readonly number[];
  readonly confidence: readonly number[];
  readonly right: readonly number[];
}

const nothing: readonly number[] = Array<number>(bins).fill(0);
export const newForecasts: Forecasts = { checked: nothing, confidence: nothing, right: nothing };

/** One more check, of this weight. */
export function withForecast(
  { checked, confidence, right }: Forecasts,
  { found, truth, weight }: GoldCheck,
): Forecasts {
  const check = { confidence: found.confidence, isRight: found.option === truth, weight };
  const bin = Math.min(bins - 1, Math.floor(check.confidence * bins));
  const share = Math.round(check.weight * unit);
  return {
    checked: checked.with(bin, at(checked, bin) + share),
    confidence: confidence.with(bin, at(confidence, bin) + Math.round(share * check.confidence)),
    right: right.with(bin, at(right, bin) + (check.isRight ? share : 0)),
  };
}

/** How true the confidences of a template are. */
export interface Reliability {
  /** Weight of the checks by gold, in gold items. */
  readonly checks: number;
  /** Mean distance of confidence and share right (M. P. Naeini et al., 2015); null: nothing was checked. */
  readonly error: number | null;
  /** The same of the posteriors as they are before calibration. */
  readonly errorBefore: number | null;
  /** Bins with checks, by rising confidence. */
  readonly bins: readonly {
    readonly checks: number;
    readonly confidence: number;
    readonly right: number;
  }[];
  /** The map from claimed to true, at equal steps from pure chance to certainty. */
  readonly curve: readonly { readonly claimed: number; readonly confidence: number }[];
}

export function reliabilityOf(foretold: Forecasts, calibration: Calibration): Reliability {
  const { options, gold } = calibration;
  const forecasts = foretold.checked.flatMap((checked, i) =>
    checked === 0
      ? []
      : [
          {
            checks: checked / unit,
            confidence: at(foretold.confidence, i) / checked,
            right: at(foretold.right, i) / checked,
          },
        ],
  );
  const claimed = gold.claims.flatMap((claims, i) => {
    const confidence = heightToShare((i + 0.5) / gold.claims.length, options);
    return claims === 0 ? [] : [{ checks: claims / unit, confidence, right: at(gold.right, i) / claims }];
  });
  return {
    checks: forecasts.reduce((sum, { checks }) => sum + checks, 0),
    error: errorOf(forecasts),
    errorBefore: errorOf(claimed),
    bins: forecasts,
    curve: Array.from({ length: bins + 1 }, (_, step) => {
      const posterior = heightToShare(step / bins, options);
      return { claimed: posterior, confidence: calibrated(calibration, posterior) };
    }),
  };
}

function heightToShare(height: number, options: number): number {
  return 1 / options + (1 - 1 / options) * height;
}

function errorOf(forecasts: Reliability['bins']): number | null {
  const all = forecasts.reduce((sum, { checks }) => sum + checks, 0);
  if (all === 0) return null;
  return forecasts.reduce((sum, bin) => sum + bin.checks * Math.abs(bin.confidence - bin.right), 0) / all;
}
