import type { Filter, FilterWheel, FilterWheelCapabilities } from '@uraniborg/devices';

/**
 * The same wheel with a person's own names and focus offsets, slot by slot; slots beyond the list keep the driver's.
 *
 * @param filters is asked whenever somebody wants to know
 */
export function withFilters(wheel: FilterWheel, filters: () => readonly Filter[]): FilterWheel {
  return Object.create(wheel, {
    capabilities: {
      value(): FilterWheelCapabilities {
        const own = filters();
        return { filters: wheel.capabilities().filters.map((filter, slot) => own[slot] ?? filter) };
      },
    },
  }) as FilterWheel;
}
