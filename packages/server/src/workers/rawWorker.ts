import { rawJobs } from './rawJobs.ts';
import { serveJobs } from './serveJobs.ts';

serveJobs(rawJobs);
