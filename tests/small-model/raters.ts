import { mapBounded, pick, seededRandom } from '@asg/runtime';
import { ASGWorkerClient } from '@asg/sdk';
import { moods, type RatedText } from './endpoint.ts';

const atOnce = 4;

/** Workers who each say of a text what one of those people said who rated it. */
export class Raters {
  readonly #clients: readonly ASGWorkerClient[];
  readonly #known: ReadonlyMap<string, RatedText>;

  private constructor(clients: readonly ASGWorkerClient[], rated: readonly RatedText[]) {
    this.#clients = clients;
    this.#known = new Map(rated.map((one) => [one.text, one]));
  }

  static async signedUp(url: string, count: number, rated: readonly RatedText[]): Promise<Raters> {
    const numbers = Array.from({ length: count }, (_, i) => i);
    const clients = await mapBounded(numbers, atOnce, async (i) => {
      const { token } = await new ASGWorkerClient({ baseUrl: url }).register({
        email: `rater-${i}@crowd.example`,
        password: `password of rater ${i}`,
        adult: true,
        terms_accepted: true,
      });
      const client = new ASGWorkerClient({ baseUrl: url, token });
      await client.setProfile({ display_name: `rater ${i}`, country: 'PT', primary_language: 'en' });
      return client;
    });
    return new Raters(clients, rated);
  }

  /** Labels until no worker is given anything. */
  async label(): Promise<void> {
    for (let labels = -1; labels !== 0; ) {
      labels = 0;
      for (const [i, client] of this.#clients.entries())
        for (const { assignment_id: id } of await client.next(2)) {
          const { content, itemToken } = await client.item(id);
          const text = await content.text();
          const said = pick(this.#known.get(text)?.answers ?? [], seededRandom(`rater ${i} ${text}`));
          await client.label(id, moods[said] ?? '', { itemToken });
          labels++;
        }
    }
  }
}
