import { breakSource } from './break-source.ts';
import { mutations } from './mutations.ts';

// Loaded before everything else (`--import`).
breakSource(mutations);
