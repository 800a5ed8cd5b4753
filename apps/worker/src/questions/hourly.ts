const secondsPerHour = 3_600;
const digits = 2;

/** What so many satoshis a label come to in an hour, to two digits: more would look like a promise. Null: nothing is known, or paid. */
export function hourlySats(rewardSats: number, secondsEach: number | null): number | null {
  if (secondsEach === null || secondsEach <= 0 || rewardSats === 0) return null;
  return Number(((rewardSats * secondsPerHour) / secondsEach).toPrecision(digits));
}
