import { degrees, parseUtc, radians } from '@uraniborg/core';
import { alpacaErrors } from '../../alpacaError.ts';
import { enumerations } from '../../enumerations.ts';
import { type Examination, outcomeOf } from '../examination.ts';

/** How near a slew must come: 1 arcminute, in hours and degrees. */
const tolerance = { ra: 1 / 60 / 15, dec: 1 / 60, altAz: 0.5 };

export async function examineTelescope(x: Examination): Promise<void> {
  await examineTime(x);
  await examineAxisRates(x);
  if (await x.flag('AtPark')) await unpark(x);
  if (await x.flag('CanSetTracking')) {
    for (const on of [false, true]) {
      if (await x.does('can.true', 'Tracking', { Tracking: on }))
        x.judge(
          'write.roundTrip',
          `Tracking(${on})`,
          (await x.value('Tracking')) === on,
          `Tracking is ${String(await x.value('Tracking'))}`,
        );
    }
  } else await x.refuses('can.false', 'Tracking', { Tracking: false }, ['notImplemented']);
  await examineTrackingRates(x);
  await examineOffsetRates(x);
  await examineSlews(x);
  await examineAltAz(x);
  await examineSync(x);
  await examineSyncAltAz(x);
  await examineMoveAxis(x);
  await examineGuiding(x);
  await examinePierSide(x);
  await examineHome(x);
  await examineParking(x);
}

async function examineTime(x: Examination): Promise<void> {
  const [utc, sidereal, longitude] = [
    await x.value('UTCDate'),
    await x.number('SiderealTime'),
    await x.number('SiteLongitude'),
  ];
  if (typeof utc !== 'string' || sidereal === undefined || longitude === undefined) return;
  const off = Math.abs(((sidereal - siderealTime(parseUtc(utc), longitude) + 36) % 24) - 12) * 3600;
  x.judge('telescope.siderealTime', 'SiderealTime', off <= 10, `${off.toFixed(1)} s from UTCDate and SiteLongitude`);
}

/** Local mean sidereal time, hours; Meeus, Astronomical Algorithms, eq. 12.4, good to a second. */
function siderealTime(ms: number, longitude: number): number {
  const days = ms / 86_400_000 + 2440587.5 - 2451545;
  return ((((280.46061837 + 360.98564736629 * days + longitude) / 15) % 24) + 24) % 24;
}

async function examineAxisRates(x: Examination): Promise<void> {
  for (const axis of [0, 1, 2]) {
    const rates = ((await x.value('AxisRates', { Axis: axis })) ?? []) as { Minimum: number; Maximum: number }[];
    const moves = (await x.value('CanMoveAxis', { Axis: axis })) === true;
    const sorted = [...rates].sort((a, b) => a.Minimum - b.Minimum);
    const overlap = sorted.some((rate, i) => i > 0 && rate.Minimum <= (sorted[i - 1]?.Maximum ?? 0));
    const right =
      sorted.every((rate) => rate.Minimum >= 0 && rate.Maximum >= rate.Minimum) &&
      !overlap &&
      moves === rates.length > 0;
    x.judge('telescope.axisRates', `axis ${axis}`, right, `CanMoveAxis ${moves}, rates ${JSON.stringify(rates)}`);
  }
  await x.refuses('command.refuses', 'CanMoveAxis', { Axis: 3 }, ['invalidValue'], 'get');
}

/** A right ascension `east` hours east of the meridian (negative: hour angle west), hours. */
async function raAt(x: Examination, east: number): Promise<number> {
  return (((((await x.number('SiderealTime')) ?? 0) + east) % 24) + 24) % 24;
}

/** A declination that is above the horizon near the meridian, wherever the site is. */
async function middleDec(x: Examination): Promise<number> {
  const latitude = (await x.number('SiteLatitude')) ?? 0;
  return Math.round(latitude * 0.5);
}

async function examineSlews(x: Examination): Promise<void> {
  const dec = await middleDec(x);
  const forms = [
    ['CanSlew', 'SlewToCoordinates', false],
    ['CanSlewAsync', 'SlewToCoordinatesAsync', true],
    ['CanSlew', 'SlewToTarget', false],
    ['CanSlewAsync', 'SlewToTargetAsync', true],
  ] as const;
  for (const [i, [can, member, async]] of forms.entries()) {
    const byTarget = member.includes('Target');
    if (!(await x.flag(can))) {
      await x.refuses('can.false', member, byTarget ? {} : { RightAscension: 0, Declination: 0 }, ['notImplemented']);
      continue;
    }
    const target = { RightAscension: await raAt(x, 1.5 + i / 2), Declination: dec };
    if (byTarget) {
      await x.does('write.error', 'TargetRightAscension', { TargetRightAscension: target.RightAscension });
      await x.does('write.error', 'TargetDeclination', { TargetDeclination: target.Declination });
    } else
      for (const [ra, bad] of [
        [-1, 0],
        [25, 0],
        [target.RightAscension, -100],
        [target.RightAscension, 100],
      ] as const)
        await x.refuses('command.refuses', member, { RightAscension: ra, Declination: bad });
    if (!(await x.does('can.true', member, byTarget ? {} : target))) continue;
    if (async && !(await x.until(member, 'Slewing', false))) continue;
    await x.arrives(member, 'RightAscension', target.RightAscension, tolerance.ra, 24);
    await x.arrives(member, 'Declination', target.Declination, tolerance.dec);
    if (!byTarget) {
      await x.arrives(`TargetRightAscension after ${member}`, 'TargetRightAscension', target.RightAscension, 1e-4, 24);
      await x.arrives(`TargetDeclination after ${member}`, 'TargetDeclination', target.Declination, 1e-4);
    }
  }
  if (await x.flag('CanSlewAsync')) {
    await x.does('can.true', 'SlewToCoordinatesAsync', { RightAscension: await raAt(x, -3), Declination: dec });
    await x.does('command.works', 'AbortSlew');
    const stopped = await x.until('AbortSlew', 'Slewing', false, 15_000);
    x.judge('telescope.stops', 'AbortSlew', stopped, stopped ? 'it stands' : 'it still slews');
  }
}

async function examineAltAz(x: Examination): Promise<void> {
  const { altitude, azimuth, agrees } = await pointing(x);
  if (altitude !== undefined)
    x.judge(
      'telescope.altAzConsistent',
      'Altitude, Azimuth',
      agrees !== false,
      `altitude ${altitude.toFixed(3)}, azimuth ${azimuth?.toFixed(3)}`,
    );
  for (const [can, member, async] of [
    ['CanSlewAltAz', 'SlewToAltAz', false],
    ['CanSlewAltAzAsync', 'SlewToAltAzAsync', true],
  ] as const) {
    if (!(await x.flag(can))) {
      await x.refuses('can.false', member, { Azimuth: 150, Altitude: 60 }, ['notImplemented', 'invalidOperation']);
      continue;
    }
    for (const [az, alt] of [
      [150, -100],
      [150, 100],
      [-10, 45],
      [370, 45],
    ])
      await x.refuses('command.refuses', member, { Azimuth: az, Altitude: alt });
    const tracking = await x.flag('Tracking');
    if (tracking) await x.does('can.true', 'Tracking', { Tracking: false });
    if (await x.does('can.true', member, { Azimuth: 150, Altitude: 60 })) {
      if (!async || (await x.until(member, 'Slewing', false))) {
        await x.arrives(member, 'Azimuth', 150, tolerance.altAz, 360);
        await x.arrives(member, 'Altitude', 60, tolerance.altAz);
      }
    }
    if (tracking) await x.does('can.true', 'Tracking', { Tracking: true });
  }
}

/** Where it points by its own altitude, and whether that agrees with its right ascension and declination. */
async function pointing(x: Examination): Promise<{ altitude?: number; azimuth?: number; agrees?: boolean }> {
  const names = ['Altitude', 'Azimuth', 'RightAscension', 'Declination', 'SiderealTime', 'SiteLatitude'];
  const values: (number | undefined)[] = [];
  for (const name of names) values.push(await x.number(name));
  const [altitude, azimuth, ra, dec, sidereal, latitude] = values;
  if (
    altitude === undefined ||
    azimuth === undefined ||
    ra === undefined ||
    dec === undefined ||
    sidereal === undefined ||
    latitude === undefined
  )
    return {};
  const [h, d, p] = [radians((sidereal - ra) * 15), radians(dec), radians(latitude)];
  const expected = degrees(Math.asin(Math.sin(p) * Math.sin(d) + Math.cos(p) * Math.cos(d) * Math.cos(h)));
  return { altitude, azimuth, agrees: Math.abs(expected - altitude) <= 1 };
}

async function examineSync(x: Examination): Promise<void> {
  const here = {
    RightAscension: (await x.number('RightAscension')) ?? 0,
    Declination: (await x.number('Declination')) ?? 0,
  };
  if (!(await x.flag('CanSync'))) {
    await x.refuses('can.false', 'SyncToCoordinates', here, ['notImplemented']);
    await x.refuses('can.false', 'SyncToTarget', {}, ['notImplemented']);
    return;
  }
  for (const [ra, dec] of [
    [-1, 0],
    [25, 0],
    [here.RightAscension, -100],
    [here.RightAscension, 100],
  ] as const)
    await x.refuses('command.refuses', 'SyncToCoordinates', { RightAscension: ra, Declination: dec });
  const beside = { RightAscension: here.RightAscension, Declination: here.Declination - 0.5 };
  if (await x.does('can.true', 'SyncToCoordinates', beside)) {
    await x.arrives('SyncToCoordinates', 'Declination', beside.Declination, tolerance.dec);
    await x.does('can.true', 'SyncToCoordinates', here);
  }
  await x.does('write.error', 'TargetRightAscension', { TargetRightAscension: here.RightAscension });
  await x.does('write.error', 'TargetDeclination', { TargetDeclination: here.Declination });
  if (await x.does('can.true', 'SyncToTarget'))
    await x.arrives('SyncToTarget', 'Declination', here.Declination, tolerance.dec);
}

async function examineSyncAltAz(x: Examination): Promise<void> {
  const here = { Azimuth: (await x.number('Azimuth')) ?? 0, Altitude: (await x.number('Altitude')) ?? 45 };
  if (!(await x.flag('CanSyncAltAz'))) {
    await x.refuses('can.false', 'SyncToAltAz', here, ['notImplemented', 'invalidOperation']);
    return;
  }
  for (const [azimuth, altitude] of [
    [here.Azimuth, -100],
    [here.Azimuth, 100],
    [-10, here.Altitude],
    [370, here.Altitude],
  ] as const)
    await x.refuses('command.refuses', 'SyncToAltAz', { Azimuth: azimuth, Altitude: altitude });
  const tracking = await x.flag('Tracking');
  if (tracking) await x.does('can.true', 'Tracking', { Tracking: false });
  if (await x.does('can.true', 'SyncToAltAz', here))
    await x.arrives('SyncToAltAz', 'Altitude', here.Altitude, tolerance.altAz);
  if (tracking) await x.does('can.true', 'Tracking', { Tracking: true });
}

/** Each rate that the mount offers can be chosen; stars are always among them. */
async function examineTrackingRates(x: Examination): Promise<void> {
  const rates = ((await x.value('TrackingRates')) ?? []) as number[];
  if (rates.length === 0) return;
  const sidereal = rates.includes(enumerations.driveRate.sidereal);
  x.judge('telescope.trackingRates', 'TrackingRates', sidereal, JSON.stringify(rates));
  const before = await x.number('TrackingRate');
  if (before === undefined) return;
  for (const rate of [...new Set(rates), before]) {
    if (!(await x.does('telescope.trackingRates', 'TrackingRate', { TrackingRate: rate }))) continue;
    const after = await x.number('TrackingRate');
    x.judge('write.roundTrip', `TrackingRate(${rate})`, after === rate, `TrackingRate is ${after}`);
  }
}

/** Movement on top of tracking: for a comet or a satellite. */
async function examineOffsetRates(x: Examination): Promise<void> {
  for (const [can, member] of [
    ['CanSetRightAscensionRate', 'RightAscensionRate'],
    ['CanSetDeclinationRate', 'DeclinationRate'],
  ] as const) {
    // Denied ones are tried with the properties.
    if (!(await x.flag(can))) continue;
    for (const rate of [0.05, -0.05, 0]) {
      if (!(await x.does('can.true', member, { [member]: rate }))) continue;
      const after = await x.number(member);
      const near = after !== undefined && Math.abs(after - rate) <= 0.001;
      x.judge('write.roundTrip', `${member}(${rate})`, near, `${member} is ${after}`);
    }
  }
}

async function examineMoveAxis(x: Examination): Promise<void> {
  for (const axis of [0, 1, 2]) {
    const rates = ((await x.value('AxisRates', { Axis: axis })) ?? []) as { Minimum: number; Maximum: number }[];
    if ((await x.value('CanMoveAxis', { Axis: axis })) !== true) {
      await x.refuses('can.false', 'MoveAxis', { Axis: axis, Rate: 0 }, ['notImplemented', 'invalidValue']);
      continue;
    }
    const fastest = Math.max(...rates.map((rate) => rate.Maximum));
    await x.refuses('command.refuses', 'MoveAxis', { Axis: axis, Rate: fastest * 1.1 + 1 });
    const slowest = Math.min(...rates.map((rate) => rate.Minimum));
    for (const rate of [slowest || fastest / 10, -(slowest || fastest / 10)]) {
      if (!(await x.does('can.true', 'MoveAxis', { Axis: axis, Rate: rate }))) continue;
      await x.clock.sleep(1000, x.signal);
      if (await x.does('can.true', 'MoveAxis', { Axis: axis, Rate: 0 }))
        await x.until(`MoveAxis ${axis} at rate 0`, 'Slewing', false, 15_000);
    }
  }
}

async function examineGuiding(x: Examination): Promise<void> {
  if (!(await x.flag('CanPulseGuide'))) {
    await x.refuses('can.false', 'PulseGuide', { Direction: 0, Duration: 0 }, ['notImplemented']);
    return;
  }
  for (const direction of Object.values(enumerations.guideDirection)) {
    const parameters = { Direction: direction, Duration: 1000 };
    if (await x.does('can.true', 'PulseGuide', parameters))
      await x.until(`PulseGuide ${direction}`, 'IsPulseGuiding', false, 10_000);
  }
  await x.refuses('command.refuses', 'PulseGuide', { Direction: 7, Duration: 100 });
}

async function examinePierSide(x: Examination): Promise<void> {
  const answer = await x.probe.get('DestinationSideOfPier', {
    RightAscension: await raAt(x, 2),
    Declination: await middleDec(x),
  });
  const sides: readonly unknown[] = Object.values(enumerations.pierSide);
  const right = answer.error === alpacaErrors.notImplemented || (answer.error === 0 && sides.includes(answer.value));
  x.judge('read.error', 'DestinationSideOfPier', right, outcomeOf(answer));
  if (await x.flag('CanSetPierSide')) return; // turning a mount over is an observer's decision
  const side = (await x.number('SideOfPier')) ?? 0;
  await x.refuses('can.false', 'SideOfPier', { SideOfPier: Math.max(0, side) }, ['notImplemented', 'invalidOperation']);
}

async function examineHome(x: Examination): Promise<void> {
  if (!(await x.flag('CanFindHome'))) {
    await x.refuses('can.false', 'FindHome', {}, ['notImplemented']);
    return;
  }
  if (!(await x.does('can.true', 'FindHome'))) return;
  await x.until('FindHome', 'Slewing', false);
  await x.until('FindHome', 'AtHome', true);
}

async function unpark(x: Examination): Promise<void> {
  if (!(await x.flag('CanUnpark'))) {
    await x.refuses('can.false', 'Unpark', {}, ['notImplemented']);
    return;
  }
  if (!(await x.does('can.true', 'Unpark'))) return;
  await x.until('Unpark', 'Slewing', false);
  x.judge(
    'telescope.parks',
    'Unpark',
    (await x.value('AtPark')) === false,
    `AtPark is ${String(await x.value('AtPark'))}`,
  );
}

async function examineParking(x: Examination): Promise<void> {
  if (!(await x.flag('CanPark'))) {
    await x.refuses('can.false', 'Park', {}, ['notImplemented']);
    return;
  }
  if (!(await x.does('can.true', 'Park'))) return;
  await x.until('Park', 'Slewing', false);
  x.judge(
    'telescope.parks',
    'Park',
    (await x.value('AtPark')) === true,
    `AtPark is ${String(await x.value('AtPark'))}`,
  );
  await x.does('telescope.parks', 'Park'); // a second time is no error
  const here = { RightAscension: await raAt(x, 1), Declination: await middleDec(x) };
  const attempts: [string, string, Record<string, unknown>][] = [
    ['CanSlewAsync', 'SlewToCoordinatesAsync', here],
    ['CanSync', 'SyncToCoordinates', here],
    ['CanPulseGuide', 'PulseGuide', { Direction: 0, Duration: 100 }],
    ['CanFindHome', 'FindHome', {}],
    ['CanSetTracking', 'AbortSlew', {}],
  ];
  for (const [can, member, parameters] of attempts)
    if (await x.flag(can))
      await x.refuses('telescope.parkedRefuses', member, parameters, ['invalidWhileParked', 'invalidOperation']);
  if ((await x.value('CanMoveAxis', { Axis: 0 })) === true)
    await x.refuses('telescope.parkedRefuses', 'MoveAxis', { Axis: 0, Rate: 0.1 }, [
      'invalidWhileParked',
      'invalidOperation',
    ]);
  await unpark(x);
}
