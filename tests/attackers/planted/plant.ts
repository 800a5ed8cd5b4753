import { breakSource } from '../../simulation/break-source.ts';
import { planted } from './protections.ts';

// Loaded before everything else (`--import`).
breakSource(planted);
