/** Both forms of an image, as they come over the wire. */
import { elementTypes } from '../imageBytes/elementType.ts';
import { shown } from '../wire/shown.ts';
import { type Examination, outcomeOf } from './examination.ts';

const headerBytes = 44;
/** JSON of a large frame takes minutes on a small machine; ImageBytes is always examined. */
const jsonLimit = 2_000_000;

/** Judges that the image that is ready has `width` x `height` pixels, in ImageBytes where the server has it, and in JSON. */
export async function examineImage(x: Examination, subject: string, width: number, height: number): Promise<void> {
  const answer = await x.probe.raw({
    method: 'GET',
    path: x.probe.path('ImageArray'),
    accept: 'application/imagebytes',
    parameters: x.probe.ids(),
  });
  if (answer.contentType.includes('imagebytes')) {
    const fault = imageBytesFault(answer.body);
    if (x.judge('camera.imageBytes', subject, fault === undefined, fault ?? `${answer.body.length} bytes`)) {
      const view = new DataView(answer.body.buffer, answer.body.byteOffset);
      const [columns, rows] = [view.getInt32(32, true), view.getInt32(36, true)];
      x.judge(
        'camera.dimensions',
        subject,
        columns === width && rows === height,
        `${columns} x ${rows}, asked for ${width} x ${height}`,
      );
    }
  } else
    x.note(
      'camera.imageBytes',
      subject,
      'info',
      'The server sends images as JSON only: a large frame takes a minute instead of a second.',
    );

  if (width * height > jsonLimit) {
    x.note(
      'camera.dimensions',
      `${subject}, JSON`,
      'skipped',
      'The frame is too large to be sent as JSON for a check.',
    );
    return;
  }
  const json = await x.probe.raw({
    method: 'GET',
    path: x.probe.path('ImageArray'),
    accept: 'application/json',
    parameters: x.probe.ids(),
  });
  const columns = json.value;
  const shape = Array.isArray(columns)
    ? `${columns.length} x ${Array.isArray(columns[0]) ? columns[0].length : 0}`
    : outcomeOf(json);
  const { Rank: rank, Type: type } = json.envelope ?? {};
  const right = shape === `${width} x ${height}` && (rank === 2 || rank === 3) && Number.isInteger(type);
  x.judge(
    'camera.dimensions',
    `${subject}, JSON`,
    right,
    `${shape}, Rank ${shown(rank)}, Type ${shown(type)}, asked for ${width} x ${height}`,
  );
}

/** What is wrong with an ImageBytes answer; undefined when nothing is. */
function imageBytesFault(body: Uint8Array): string | undefined {
  if (body.length < headerBytes) return `only ${body.length} bytes, the header alone has ${headerBytes}`;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const field = (index: number) => view.getInt32(index * 4, true);
  const [version, error, , , start, image, sent, rank, d1, d2, d3] = Array.from({ length: 11 }, (_, i) => field(i)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (version !== 1) return `MetadataVersion is ${version}, not 1`;
  if (error !== 0) return `ErrorNumber ${error} in the answer of an image that is ready`;
  if (start < headerBytes) return `DataStart is ${start}, inside the header`;
  const types = elementTypes as Record<string, { readonly code: number; readonly bytes: number }>;
  const kind = Object.values(types).find((t) => t.code === sent);
  if (!kind || !Object.values(types).some((t) => t.code === image))
    return `element types ${image} and ${sent} are not both of the standard`;
  if (rank !== 2 && rank !== 3) return `Rank is ${rank}, neither 2 nor 3`;
  const needed = d1 * d2 * (rank === 3 ? d3 : 1) * kind.bytes;
  return body.length - start === needed
    ? undefined
    : `${body.length - start} bytes of pixels, ${d1} x ${d2}${rank === 3 ? ` x ${d3}` : ''} needs ${needed}`;
}
