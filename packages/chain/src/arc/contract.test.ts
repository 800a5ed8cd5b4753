import { chainContract } from '../contract/index.ts';
import { openArcStage } from './testing/arc-stage.ts';

chainContract('arc', () => openArcStage());
