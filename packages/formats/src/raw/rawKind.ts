/** The raw files of cameras, by their first bytes. */

/** What marks a directory of a TIFF as a camera's (TIFF 6.0, TIFF/EP, DNG 1.6): see isCamerasTiff. */
const tags = { subfileType: 254, photometric: 262, subDirectories: 330, dngVersion: 50_706 } as const;
const colourFilterArray = 32_803;

/**
 * Canon's (.cr2, .cr3, .crw), Fujifilm's, Olympus's, Panasonic's, Minolta's and Sigma's have marks of their own; those
 * of Nikon, Sony, Pentax and others and Adobe's DNG are TIFF files whose first directory shows a small picture and names
 * others, or describes a sensor.
 */
export function rawKind(start: Uint8Array): boolean {
  const text = String.fromCharCode(...start.subarray(0, 32));
  if (/^(II\*\0....CR|FUJIFILMCCD-RAW|....ftypcrx |IIR[OS]|MMOR|IIU\0|\0MRM|FOVb|II.\0\0\0HEAPCCDR)/s.test(text))
    return true;
  return /^(II\*\0|MM\0\*)/.test(text) && isCamerasTiff(start);
}

/** An ordinary TIFF begins with its picture; its directory may stand anywhere. */
function isCamerasTiff(start: Uint8Array): boolean {
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const little = start[0] === 0x49;
  const directory = start.length < 8 ? start.length : view.getUint32(4, little);
  if (directory + 2 > start.length) return false;
  const found = new Map<number, number>();
  for (let i = 0; i < view.getUint16(directory, little); i++) {
    const at = directory + 2 + 12 * i;
    if (at + 12 > start.length) break;
    const short = view.getUint16(at + 2, little) === 3;
    found.set(view.getUint16(at, little), short ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little));
  }
  if (found.has(tags.dngVersion) || found.get(tags.photometric) === colourFilterArray) return true;
  return found.has(tags.subDirectories) && ((found.get(tags.subfileType) ?? 0) & 1) === 1;
}
