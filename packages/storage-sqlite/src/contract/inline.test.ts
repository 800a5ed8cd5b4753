import { storageContract } from '@asg/storage/contract';
import { onFile } from './on-file.ts';

storageContract('SQLite on a file, inline', onFile(false));
