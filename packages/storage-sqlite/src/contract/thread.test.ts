import { storageContract } from '@asg/storage/contract';
import { behind, onFile } from './on-file.ts';

storageContract('SQLite on a file, in a thread', onFile(true), behind('none'));
