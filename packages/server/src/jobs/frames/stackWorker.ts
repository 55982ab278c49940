import { serveJobs } from '../../workers/serveJobs.ts';
import { stackJobs } from './stackJobs.ts';

serveJobs(stackJobs);
