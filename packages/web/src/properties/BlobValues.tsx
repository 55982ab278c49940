import type { Property } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { Download } from 'lucide-react';
import { bytesText } from '../parts/quantities.ts';
import { Toggle } from '../parts/Toggle.tsx';
import type { PropertyPlace } from './useSetting.ts';

interface Props {
  place: PropertyPlace;
  property: Extract<Property, { type: 'blob' }>;
  receiving: boolean;
  onReceive: (on: boolean) => void;
}

/** Files that a driver hands out, an image most often: received while asked for, and saved from here. */
export function BlobValues({ place, property, receiving, onReceive }: Props) {
  const { elements, name, readable } = property;
  if (!readable)
    return <p className="text-faint">This driver wants a file here, which cannot be sent from a browser.</p>;
  return (
    <div className="flex flex-col gap-1.5">
      {elements.map(({ name: element, label, blob }) => (
        <div key={element} className="flex min-h-(--control) flex-wrap items-center gap-x-4">
          <span className="text-soft">{label}</span>
          <span className="min-w-0 flex-1">
            {blob ? (
              <>
                {bytesText(blob.bytes)} <span className="text-faint">{blob.format}</span>{' '}
                <span className="text-faint">at {utcText(blob.at, 0).slice(11, 19)}</span>
              </>
            ) : (
              <span className="text-faint">{receiving ? 'none has come yet' : 'not received'}</span>
            )}
          </span>
          {blob && (
            <a
              href={`/api/v1/properties/blob?${new URLSearchParams({ ...place, property: name, element })}`}
              download
              className="inline-flex h-(--control) items-center gap-2 rounded-control bg-raised px-3 hover:bg-hover"
            >
              <Download size={16} aria-hidden="true" />
              Save
            </a>
          )}
        </div>
      ))}
      <div className="max-w-80">
        <Toggle label="Receive them here" on={receiving} onChange={onReceive} />
      </div>
    </div>
  );
}
