/** A Peltier cooler and what it cools. */
import { createTimeline, type Timeline } from '../timeline.ts';

export interface Cooler {
  /** Degrees Celsius of the sensor. */
  temperature(time: number): number;
  /** Percent of full power. */
  power(time: number): number;
  on(): boolean;
  setpoint(): number;
  /** Degrees Celsius of the hot side. */
  heatSink(time: number): number;
  turnOn(on: boolean, time: number): void;
  setSetpoint(celsius: number, time: number): void;
}

/** Degrees per second a driver lets a sensor change (6 per minute), and how a warm sensor drifts to the air, seconds. */
const RAMP = 0.1;
const WARMING = 240;

/** @param reach degrees below the air that full power holds; 0: no cooler, the sensor stays 3 degrees above the air */
export function createCooler(reach: number, air: (time: number) => number): Cooler {
  const uncooled = (time: number) => air(time) + 3;
  const sensor: Timeline<number> = createTimeline(uncooled);
  let isOn = false;
  let setpoint = 0;
  let started = 0;
  let from = 0;
  let settled = 0;
  // Cold cannot exceed what the cooler can do; it then stands at full power and follows the air.
  const held = (time: number) => Math.max(setpoint, air(time) - reach);
  const replan = (time: number) => {
    from = sensor.at(time);
    started = time;
    const begin = from;
    if (!isOn) {
      const above = begin - uncooled(time);
      sensor.follow({ from: time, value: (t) => uncooled(t) + above * Math.exp(-(t - time) / 1000 / WARMING) });
      return;
    }
    const goal = held(time);
    const way = Math.abs(goal - begin);
    // The last two degrees are approached exponentially, as a controller does: no step in its speed.
    const linear = Math.max(0, way - 2) / RAMP;
    const sign = Math.sign(goal - begin);
    const knee = time + 1000 * linear;
    settled = knee + 1000 * 90;
    const last = goal - sign * Math.min(2, way);
    const wanted = setpoint;
    sensor.follow(
      { from: time, value: (t) => begin + (sign * RAMP * (t - time)) / 1000 },
      { from: knee, value: (t) => goal + (last - goal) * Math.exp(-(t - knee) / 1000 / 20) },
      { from: settled, value: (t) => Math.max(wanted, air(t) - reach) },
    );
  };
  return {
    temperature: (time) => sensor.at(time),
    power(time) {
      if (!isOn || reach <= 0) return 0;
      const falling = time < settled && time > started ? (sensor.at(time - 500) - sensor.at(time)) / 0.5 : 0;
      const load = (air(time) - sensor.at(time)) / reach + 1.6 * falling;
      return Math.min(100, Math.max(0, 100 * load));
    },
    on: () => isOn,
    setpoint: () => setpoint,
    heatSink(time) {
      return air(time) + 2 + 0.08 * this.power(time);
    },
    turnOn(on, time) {
      if (on === isOn) return;
      isOn = on;
      replan(time);
    },
    setSetpoint(celsius, time) {
      setpoint = celsius;
      if (isOn) replan(time);
    },
  };
}
