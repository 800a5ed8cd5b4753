import type { SubmitTask } from '@asg/sdk';

/** A task that is accepted as it is; what matters to the test is given. */
export function customerTask(given: Partial<SubmitTask> = {}): SubmitTask {
  return {
    type: 'image_classification',
    data_url: 'https://data.example/cat.jpg',
    label_spec: { question: 'What is in the picture?', options: ['cat', 'dog'] },
    ...given,
  };
}

/** `count` tasks that differ in their `data_url`, numbered from 0. */
export function customerTasks(count: number, given: Partial<SubmitTask> = {}): SubmitTask[] {
  return Array.from({ length: count }, (_, i) =>
    customerTask({ data_url: `https://data.example/items/${i}.jpg`, ...given }),
  );
}
