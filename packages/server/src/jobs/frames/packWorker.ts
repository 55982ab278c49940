import { serveJobs } from '../../workers/serveJobs.ts';
import { packJobs } from './packJobs.ts';

serveJobs(packJobs);
