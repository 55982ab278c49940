import { pixelJobs } from './pixelJobs.ts';
import { serveJobs } from './serveJobs.ts';

serveJobs(pixelJobs);
