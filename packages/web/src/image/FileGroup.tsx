import { Download, FolderOpen, Layers, LibraryBig, X } from 'lucide-react';
import { useState } from 'react';
import { showMasters } from '../masters/mastersOpen.ts';
import { useMay } from '../observatory/session.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { OnlyFor } from '../parts/Needs.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Segments } from '../parts/Segments.tsx';
import { useRemembered } from '../remembered.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { lookOf, useLookChanges } from './imageLook.ts';
import { chooseFiles, openFile, refuseFile } from './openFile.ts';
import {
  layReference,
  type ReferenceColour,
  type ReferenceMode,
  referenceColour,
  referenceLevel,
  referenceMode,
  useReference,
} from './reference.ts';
import { pickFile, previewOf, useShown } from './shownFrame.ts';
import { ToolGroup } from './ToolGroup.tsx';

const kinds = [
  ['fits', 'FITS'],
  ['fz', 'FITS, packed'],
  ['xisf', 'XISF'],
  ['tiff', 'TIFF'],
  ['png', 'PNG, 16 bits'],
  ['ser', 'SER'],
  ['jpeg', 'JPEG, as shown'],
  ['bmp', 'BMP, as shown'],
] as const;

/** Files are opened, saved, and laid over the image. */
export function FileGroup() {
  const [open, setOpen] = useState(false);
  const { frame, image } = useShown();
  const laid = useReference();
  const mode = useRemembered(referenceMode);
  const may = useMay('operator');
  const show = async () => {
    if (!may) return refuseFile();
    setOpen(false);
    const [file] = await chooseFiles(false);
    const opened = file && (await openFile(file));
    if (opened) pickFile(opened);
  };
  const lay = async () => {
    const [file] = await chooseFiles(false);
    const opened = file && (await openFile(file));
    if (opened) layReference({ name: file.name, picture: await previewOf(opened.frame.id) });
  };
  useShortcut('openFile', () => void show());
  useLookChanges();
  /** A picture in 8 bits is stretched here and now: so it is saved as it is seen. */
  const asSeen = (kind: string) =>
    image && (kind === 'jpeg' || kind === 'bmp') ? `&look=${encodeURIComponent(JSON.stringify(lookOf(image)))}` : '';
  return (
    <ToolGroup icon={FolderOpen} label="File" active={laid !== null} open={open} onOpen={setOpen}>
      <OnlyFor access="operator" what="open files" />
      <Button className="justify-start" disabled={!may} onClick={() => void show()}>
        <FolderOpen size={16} aria-hidden="true" /> Open a file…
      </Button>
      <Button
        className="justify-start"
        onClick={() => {
          setOpen(false);
          showMasters(true);
        }}
      >
        <LibraryBig size={16} aria-hidden="true" /> Darks, flats and bad pixels…
      </Button>
      {frame && (
        <>
          <p className="px-1 pt-2 text-faint text-sm">Save what is shown as</p>
          <div className="grid grid-cols-2 gap-1">
            {kinds.map(([kind, name]) => (
              <a
                key={kind}
                href={`/api/v1/frames/${encodeURIComponent(image?.id ?? frame.id)}/file?as=${kind}${asSeen(kind)}`}
                download
                className="inline-flex h-(--control) items-center gap-2 rounded-control bg-raised px-2.5 hover:bg-hover"
              >
                <Download size={15} className="flex-none text-faint" aria-hidden="true" /> {name}
              </a>
            ))}
          </div>
        </>
      )}
      <p className="px-1 pt-2 text-faint text-sm">
        Reference {laid && <span className="break-all text-soft">{laid.name}</span>}
      </p>
      {laid ? (
        <>
          <Segments<ReferenceMode>
            label="Reference"
            wide
            value={mode}
            options={[
              { value: 'blend', label: 'Blend' },
              { value: 'blink', label: 'Blink' },
              { value: 'difference', label: 'Differ' },
              { value: 'stars', label: 'Stars' },
            ]}
            onChange={referenceMode.set}
          />
          {mode === 'stars' && <ReferenceStars />}
          <Button className="justify-start" onClick={() => layReference(null)}>
            <X size={16} aria-hidden="true" /> Take it away
          </Button>
        </>
      ) : (
        <>
          <Button className="justify-start" disabled={!may} onClick={() => void lay()}>
            <Layers size={16} aria-hidden="true" /> Lay a file over the image…
          </Button>
          {image && frame && (
            <Button
              className="justify-start"
              onClick={() => layReference({ name: frame.fileName ?? frame.object, picture: image.preview })}
            >
              <Layers size={16} aria-hidden="true" /> Keep this one to compare with
            </Button>
          )}
        </>
      )}
    </ToolGroup>
  );
}

/** Which of its stars are shown, and how they are told from the others; by night there is one colour only. */
function ReferenceStars() {
  const level = useRemembered(referenceLevel);
  const colour = useRemembered(referenceColour);
  return (
    <>
      <Field label="Brighter than">
        <NumberField
          label="Threshold of the reference"
          unit="%"
          whole
          min={5}
          max={95}
          value={level}
          step={(now, direction) => now + 5 * direction}
          onChange={referenceLevel.set}
        />
      </Field>
      <Segments<ReferenceColour>
        label="Colour of the reference"
        wide
        value={colour}
        options={[
          { value: 'red', label: 'Red' },
          { value: 'green', label: 'Green' },
          { value: 'blue', label: 'Blue' },
        ]}
        onChange={referenceColour.set}
      />
    </>
  );
}
