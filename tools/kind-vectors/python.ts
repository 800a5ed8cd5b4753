import { dirname, join } from 'node:path';
import { pythonProgram } from '../check/machine.ts';

const requirements = [
  'crowd-kit==1.4.2',
  'krippendorff==0.9.0',
  'nltk==3.10.4',
  'numpy==2.4.6',
  'pandas==3.1.1',
  'scikit-learn==1.9.1',
  'scipy==1.17.1',
];

/** A Python that has the packages which kinds are compared with; they are installed once. */
export function referencePython(): string {
  return join(dirname(pythonProgram('kinds', requirements, 'nltk')), 'python');
}
