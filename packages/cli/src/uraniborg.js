#!/usr/bin/env node
// What starts the program, in plain JavaScript: from here on sources come from the cache, without their types and compiled;
// what takes the types out of a first file alone takes longer to load than all of them.
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// The variable is for the workers.
process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'uraniborg');
enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import('./main.ts');
