/** What is done to files of frames: without devices, network and page, which would take half a second to load. */
export { type BadPixelFileRequest, makeBadPixelFile } from './badPixelFile.ts';
export { type ConvertOptions, convertFile } from './convertFile.ts';
export { type InspectFileOptions, inspectFile } from './inspectFile.ts';
export { packWorkers } from './packByRows.ts';
export { type PackedFile, packFile, unpackFile } from './packFile.ts';
export { type PhotometryFileOptions, type PhotometryOfFile, photometryOfFile } from './photometryOfFile.ts';
export { type PartHeader, readHeaders } from './readHeaders.ts';
export { type StarsOfFile, type StarsOptions, starsOfFile } from './starsOfFile.ts';
export { verifyFile } from './verifyFile.ts';
