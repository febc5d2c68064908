import type { Dashboard } from './dashboard';
import type { Live, PlanInput } from './plan';
import { flowsOf } from '../../environment';

/** Opens the dashboard of one binding of one environment; nothing where it has none for programs. */
export type DashboardOf = (environment: string, binding: string) => Promise<Dashboard | undefined>;

/** What the dashboards of both environments have now, as far as they can be read. */
export const readLive = async ({ fleet, flows, from, to, binding }: PlanInput, open: DashboardOf): Promise<Live> => {
  const live: Record<string, Record<string, Awaited<ReturnType<Dashboard['list']>>>> = {};
  for (const name of new Set([from, to])) {
    const registered = fleet.environments.find(environment => environment.name === name)?.providers ?? {};
    live[name] = {};
    // a binding whose flows nobody has written down has nothing to be promoted.
    for (const each of Object.keys(registered).filter(other => (binding ?? other) === other && flowsOf(flows, from, other).length > 0)) {
      const dashboard = await open(name, each);
      if (dashboard) live[name][each] = await dashboard.list();
    }
  }
  return live;
};
