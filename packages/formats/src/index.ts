export { type ByteSource, bytesAsSource } from './byteSource.ts';
export { cardLine } from './cardLine.ts';
export { customCard } from './customCard.ts';
export { type EncodeFitsOptions, encodeFits, encodeFitsChunks } from './encodeFits.ts';
export { encodePackedFits } from './encodePackedFits.ts';
export { type FileImage, fitsImages, imagesOf } from './fileImages.ts';
export { type FitsHdu, fitsHdus, fitsHdusOf } from './fitsHdu.ts';
export type { Frame } from './frame.ts';
export type {
  BayerFacts,
  CameraFacts,
  ExposureFacts,
  FrameFacts,
  ObservatoryFacts,
  PointingFacts,
  StackFacts,
  TelescopeFacts,
  WeatherFacts,
} from './frameFacts.ts';
export { frameHeader } from './frameHeader.ts';
export {
  type FilePart,
  type FileRules,
  type FolderPart,
  frameFileName,
  frameFolder,
  type NameFacts,
  type NameRules,
} from './frameName.ts';
export { type FrameOfFileOptions, frameOfFile } from './frameOfFile.ts';
export { paddingOf, type RowsToPack, type RowsToUnpack, rowsToPack, rowsToUnpack } from './fz/byRows.ts';
export { riceBound } from './fz/rice.ts';
export { type RiceRows, riceRows } from './fz/riceRows.ts';
export { riceDecode, riceEncode } from './fz/riceTile.ts';
export {
  type Card,
  type CardValue,
  card,
  cardNumber,
  cardText,
  cardValue,
  findCard,
  type Header,
  withCard,
  withoutCard,
  withRemark,
} from './header.ts';
export { isPackedWhole, unpackedFits } from './packed/packedWhole.ts';
export { readBmp, writeBmp } from './picture/bmp.ts';
export { readJpeg, writeJpeg } from './picture/jpeg.ts';

export { readGif } from './picture/readGif.ts';
export { readPng } from './picture/readPng.ts';
export { readTga } from './picture/readTga.ts';
export { readTiff } from './picture/readTiff.ts';
export { writePng } from './picture/writePng.ts';
export { writeTiff } from './picture/writeTiff.ts';
export { librawUrl, readRaw } from './raw/readRaw.ts';
export { type DngFacts, writeDng } from './raw/writeDng.ts';
export { type ReadFitsOptions, readFits, readFitsOf } from './readFits.ts';
export { type FileFormat, READABLE_FORMATS, RECOGNISED_BY, recogniseFormat } from './recognise.ts';
export type { Recording } from './recording.ts';
export { flippedHeader, type RowOrder, rowOrderOf } from './rowOrder.ts';
export { readSer } from './ser/readSer.ts';
export type { SerColour } from './ser/serHeader.ts';
export { type SerDescription, type SerWriter, serWriter } from './ser/writeSer.ts';
export type { FitsFault } from './verify/fitsFault.ts';
export { type Verdict, verifyFits } from './verify/verifyFits.ts';
export type { Digest } from './xisf/checksum.ts';
export type { XisfCompression, ZstdPacker } from './xisf/codec.ts';
export { readXisf } from './xisf/readXisf.ts';
export { type WriteXisfOptions, writeXisf } from './xisf/writeXisf.ts';
export { XISF_MARK_BYTES, xisfHeaderBytes } from './xisf/xisfHeader.ts';
export { type XisfPart, xisfParts } from './xisf/xisfParts.ts';
