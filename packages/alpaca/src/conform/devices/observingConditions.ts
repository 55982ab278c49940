import { alpacaErrors } from '../../alpacaError.ts';
import { type Examination, outcomeOf } from '../examination.ts';
import { expectations } from '../expectations.ts';

export async function examineObservingConditions(x: Examination): Promise<void> {
  const works = new Map<string, boolean>();
  for (const sensor of Object.keys(expectations.observingConditions)) {
    if (sensor === 'AveragePeriod') continue;
    const present = (await x.probe.get(sensor)).error !== alpacaErrors.notImplemented;
    works.set(sensor, present);
    for (const member of ['SensorDescription', 'TimeSinceLastUpdate']) {
      const answer = await x.probe.get(member, { SensorName: sensor });
      const right = present
        ? answer.error === 0
        : member === 'SensorDescription'
          ? answer.error === 0 || answer.error === alpacaErrors.notImplemented
          : answer.error === alpacaErrors.notImplemented;
      x.judge('conditions.lookups', `${member}(${sensor})`, right, outcomeOf(answer));
    }
  }
  const latest = await x.probe.get('TimeSinceLastUpdate', { SensorName: '' });
  x.judge(
    'conditions.lookups',
    'TimeSinceLastUpdate of all',
    latest.error === 0 || latest.error === alpacaErrors.notImplemented,
    outcomeOf(latest),
  );
  for (const member of ['SensorDescription', 'TimeSinceLastUpdate'])
    await x.refuses('conditions.lookups', member, { SensorName: 'NoSuchSensor' }, ['invalidValue'], 'get');
  const both = works.get('DewPoint') === works.get('Humidity');
  x.judge('conditions.dewPoint', 'DewPoint, Humidity', both, both ? 'both alike' : 'only one of them');
  const refresh = await x.probe.put('Refresh');
  x.judge(
    'command.works',
    'Refresh',
    refresh.error === 0 || refresh.error === alpacaErrors.notImplemented,
    outcomeOf(refresh),
  );
}
