import { type Html, html } from '@asg/formats/html';
import type { StudioControl } from './kinds/kind-export.ts';
import { exportOf, kindTaskOf } from './kinds/kind-task.ts';
import { type StudioObject, studioObjects, toNameOf } from './studio-objects.ts';
import type { ExportedItem } from './texts.ts';

/** So many tasks are looked at: a configuration is for a project of alike tasks. */
const tasksMax = 10_000;
const namesMax = 1_000;

interface Control {
  readonly control: StudioControl['control'];
  readonly toName: string;
  readonly names: Set<string>;
}

/** The labelling configuration of a project of Label Studio that the exported tasks are imported into. */
export class StudioConfig {
  #tasks = 0;
  readonly #questions = new Set<string>();
  readonly #objects = new Map<string, StudioObject['kind']>();
  readonly #controls = new Map<string, Control>();

  /** False: enough was seen. */
  add(page: readonly ExportedItem[]): boolean {
    for (const exported of page) this.#add(exported);
    this.#tasks += page.length;
    return this.#tasks < tasksMax;
  }

  #add(exported: ExportedItem): void {
    const of = kindTaskOf(exported, undefined);
    const objects = studioObjects(exported, of);
    this.#questions.add(exported.task.labelSpec.question);
    for (const { name, kind } of objects) if (!this.#objects.has(name)) this.#objects.set(name, kind);
    const { control } = exportOf(exported).labelStudio;
    const toName = toNameOf(objects);
    // Items have other ids in each task; in the project they have the names of their objects.
    const key = `${exported.task.type} ${of.items.length}`;
    const known = this.#controls.get(key) ?? { control, toName, names: new Set() };
    this.#controls.set(key, known);
    const names = of.items.length > 0 ? toName.split(',') : of.names;
    for (const name of names) if (known.names.size < namesMax) known.names.add(name);
  }

  /** XML. */
  get text(): string {
    const [question = ''] = this.#questions;
    const header = this.#questions.size === 1 ? html`\n  <Header value="${question}"/>` : html``;
    const objects = [...this.#objects].map(([name, kind]) =>
      kind === 'image'
        ? html`\n  <Image name="${name}" value="${`$${name}`}"/>`
        : html`\n  <Text name="${name}" value="${`$${name}`}"/>`,
    );
    const controls = [...this.#controls.values()].map(
      ({ control, toName, names }): Html => html`\n  ${control({ names: [...names] }, toName)}`,
    );
    return html`<View>${header}${objects}${controls}\n</View>\n`.text;
  }
}
