/**
 * What a command that reads a frame says of its argument: formats' READABLE_FORMATS, which is not imported because
 * a command that is only described should not wait for readers of files.
 */
export const FRAME_FILE = 'FITS, XISF, SER, TIFF, PNG, JPEG, GIF, BMP, TGA or camera raw, recognised by its content';
