import { DeviceError, type Waiting } from '@uraniborg/core';
import { type Rig, type Role, roleNames } from './rig.ts';
import { standStill } from './standStill.ts';

/** The right to command some devices, until it is ended. */
export interface Lease {
  readonly holder: string;
  readonly roles: readonly Role[];
  /**
   * Settles when every device stands still; only then can another take them. A device that does not answer or does not
   * stop stays in doubt: whoever takes it next must first see it stand.
   * @throws AggregateError naming what is in doubt
   */
  end(waiting: Waiting): Promise<void>;
}

/** Who commands what. One per observatory, so that two plans can never command one mount. */
export interface Leases {
  /**
   * Takes all of the roles, or none.
   * @throws DeviceError (code 'busy') naming every device that is taken and by whom; and what standStill throws for a
   *   device that was left in doubt
   */
  take(holder: string, roles: readonly Role[], rig: Rig, waiting: Waiting): Promise<Lease>;
  /** Who holds a role now. */
  holderOf(role: Role): string | undefined;
}

export function createLeases(): Leases {
  const held = new Map<Role, { readonly holder: string; readonly address: string | undefined }>();
  const doubtful = new Set<Role>();
  return {
    holderOf: (role) => held.get(role)?.holder,
    async take(holder, roles, rig, waiting) {
      const conflicts = roles.flatMap((role) => {
        const address = rig[role]?.address;
        // One device may play two parts (a guide camera that is the finder as well): never both at once.
        const shared = [...held.values()].find((other) => address !== undefined && other.address === address);
        const holder = held.get(role)?.holder ?? shared?.holder;
        return holder === undefined ? [] : [`the ${roleNames[role]} (${holder})`];
      });
      if (conflicts.length > 0) {
        const list = conflicts.join(', ');
        throw new DeviceError(`In use: ${list}. Stop that first, or wait for it`, 'busy');
      }
      for (const role of roles) held.set(role, { holder, address: rig[role]?.address });
      try {
        for (const role of roles.filter((r) => doubtful.has(r))) {
          await standStill(rig, role, waiting);
          doubtful.delete(role);
        }
      } catch (error) {
        for (const role of roles) held.delete(role);
        throw error;
      }
      let ended: Promise<void> | undefined;
      const end = async (within: Waiting) => {
        const failures: unknown[] = [];
        await Promise.all(
          roles.map(async (role) => {
            try {
              await standStill(rig, role, within);
            } catch (error) {
              doubtful.add(role);
              failures.push(error);
            } finally {
              held.delete(role);
            }
          }),
        );
        if (failures.length > 0) throw new AggregateError(failures, `${holder} ended, but not everything stands still`);
      };
      return {
        holder,
        roles,
        end(within) {
          ended ??= end(within);
          return ended;
        },
      };
    },
  };
}
