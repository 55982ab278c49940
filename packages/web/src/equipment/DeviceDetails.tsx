import type { DeviceState, Role } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Segments } from '../parts/Segments.tsx';
import { TextField } from '../parts/TextField.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { type AddressParts, addressOf, partsOf, usualPort } from './addressParts.ts';

const NO_SWITCH = 'none';
const MOST_LINES = 12;

/** What belongs to one device beside its line: where it is, part by part, how it is treated, and what happened to it. */
export function DeviceDetails({ device }: { device: DeviceState }) {
  const { role, nickname, address } = device;
  const seat = { role, ...(nickname && { nickname }) };
  const profile = useObservatory(({ profiles }) => profiles.profile);
  const log = useObservatory((state) => state.log) ?? [];
  const devices = useObservatory((state) => state.devices) ?? [];
  if (!profile) return null;
  const choice =
    role === 'switches' ? profile.switches.find((one) => one.nickname === nickname) : profile.devices[role];
  const lines = log.filter(({ about }) => about === (nickname ? `switches/${nickname}` : role)).slice(-MOST_LINES);
  const switches = devices.flatMap((box) =>
    box.role === 'switches' && box.nickname !== nickname && box.reading?.kind === 'switches'
      ? box.reading.switches
          .filter(({ writable }) => writable)
          .map((one) => ({ value: JSON.stringify([box.nickname, one.id]), label: `${box.nickname}: ${one.name}` }))
      : [],
  );
  const fed = choice?.power ? JSON.stringify([choice.power.switches, choice.power.switch]) : NO_SWITCH;
  return (
    <div className="flex flex-col gap-2 rounded-control bg-ground p-3" data-testid="details">
      {device.link === 'off' || device.link === 'error' ? (
        <Whereabouts key={address} device={device} />
      ) : (
        <p className="text-soft">Its address can be changed while it is not connected.</p>
      )}
      {address !== '' && (
        <>
          {address.startsWith('indi:') && (
            <Toggle
              label="Load the driver’s saved settings when it connects"
              on={choice?.loadConfiguration ?? false}
              onChange={(loadConfiguration) => void run('equipment.set', { ...seat, loadConfiguration })}
            />
          )}
          {address.startsWith('indi:') && CAMERAS.includes(role) && (
            <Field label="Folder">
              <TextField
                label="Folder for its frames"
                placeholder="Frames are sent; or a RAM disk: /dev/shm/frames"
                value={choice?.frameFolder ?? ''}
                onChange={(folder) => void run('equipment.set', { ...seat, frameFolder: folder.trim() || null })}
              />
            </Field>
          )}
          <Field label="Power">
            <Choice
              label="Power comes from"
              value={fed}
              options={[
                { value: NO_SWITCH, label: 'Not switched from here' },
                ...switches,
                ...(fed !== NO_SWITCH && !switches.some(({ value }) => value === fed)
                  ? [{ value: fed, label: `${choice?.power?.switches}: ${choice?.power?.switch}` }]
                  : []),
              ]}
              onChange={(value) => {
                const [box = '', id = ''] = value === NO_SWITCH ? [] : (JSON.parse(value) as string[]);
                void run('equipment.set', {
                  ...seat,
                  power: value === NO_SWITCH ? null : { switches: box, switch: id },
                });
              }}
            />
          </Field>
        </>
      )}
      <h4 className="pt-1 text-faint text-sm">What happened to it</h4>
      {lines.length === 0 ? (
        <p className="text-faint">Nothing yet</p>
      ) : (
        <ol className="flex flex-col gap-0.5">
          {lines.toReversed().map(({ at, level, text }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several entries may have one time and one text
            <li key={place} className="flex gap-3">
              <span className="flex-none text-faint">{utcText(at, 0).slice(11, 19)}</span>
              <span className={`min-w-0 break-words ${{ info: '', warning: 'text-warn', error: 'text-bad' }[level]}`}>
                {text}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

const CAMERAS: readonly Role[] = ['camera', 'guideCamera', 'finderCamera'];

/** The address, for who does not want to write one. */
function Whereabouts({ device: { role, nickname, address } }: { device: DeviceState }) {
  const [parts, setParts] = useState<AddressParts>(
    () =>
      partsOf(address) ??
      (role === 'guider'
        ? { protocol: 'phd2', host: '', port: usualPort.phd2, device: '', second: false }
        : { protocol: 'alpaca', host: '', port: usualPort.alpaca, device: '0', second: false }),
  );
  const next = addressOf(role, parts);
  return (
    <>
      <Field label="Protocol">
        {role === 'guider' ? (
          <p className="text-soft">The server of PHD2</p>
        ) : (
          <Segments
            label="Protocol"
            wide
            value={parts.protocol === 'phd2' ? 'alpaca' : parts.protocol}
            options={[
              { value: 'alpaca', label: 'Alpaca', disabled: role === 'gps' },
              { value: 'alpacas', label: 'Alpaca https', disabled: role === 'gps' },
              { value: 'indi', label: 'INDI' },
            ]}
            onChange={(protocol) => setParts({ ...parts, protocol, port: usualPort[protocol] })}
          />
        )}
      </Field>
      <Field label="Server">
        <TextField
          label="Host"
          placeholder="192.168.1.5 or a name"
          value={parts.host}
          onChange={(host) => setParts({ ...parts, host: host.trim() })}
        />
        <div className="w-28 flex-none">
          <NumberField
            label="Port"
            whole
            min={1}
            max={65_535}
            value={parts.port}
            onChange={(port) => setParts({ ...parts, port })}
          />
        </div>
      </Field>
      {parts.protocol === 'indi' && CAMERAS.includes(role) && (
        <Field label="Sensor">
          <Segments
            label="Sensor"
            wide
            value={parts.second ? 'second' : 'main'}
            options={[
              { value: 'main', label: 'Main' },
              { value: 'second', label: 'Guide head' },
            ]}
            onChange={(sensor) => setParts({ ...parts, second: sensor === 'second' })}
          />
        </Field>
      )}
      <Field label={role === 'guider' ? '' : parts.protocol === 'indi' ? 'Device' : 'Number'}>
        {role !== 'guider' && (
          <TextField
            label={parts.protocol === 'indi' ? 'Name of the device' : 'Number of the device'}
            placeholder={parts.protocol === 'indi' ? 'CCD Simulator' : '0'}
            value={parts.device}
            onChange={(name) => setParts({ ...parts, device: name.trim() })}
          />
        )}
        <Button
          kind={next !== null && next !== address ? 'primary' : 'plain'}
          disabled={next === null || next === address}
          onClick={() => {
            if (next !== null) void run('equipment.assign', { role, ...(nickname && { nickname }), address: next });
          }}
        >
          Use it
        </Button>
      </Field>
    </>
  );
}
