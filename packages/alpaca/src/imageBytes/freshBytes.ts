/**
 * Memory of its own that is about to be written from end to end. Not cleared: for a large image, that and the pages that
 * the system then gives afresh would cost two to five times what the copy does.
 */
export function freshBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer as ArrayBuffer);
}
