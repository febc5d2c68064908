import { render } from '../resolve/value';
import type { Context } from '../invariants/types';
import { endpointIsBound } from '../invariants/network-hygiene';
import type { NetworkEntry } from '../model';
import { nameOf } from '../world/types';

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** What each environment's network is made of, for the map in the report. */
export const networkMap = (context: Context): NetworkEntry[] =>
  context.environments.map((environment): NetworkEntry => {
    const resources = environment.stacks.flatMap(({ resources: all }) => [...all.values()]);
    const blocks = context.facts.blocks.filter(({ place }) => place.environment === environment);
    const isEgress = (path: readonly string[], type: string | undefined) =>
      /Egress/.test(path.join('.')) || /Egress$/.test(type ?? '');
    const textOf = (resource: (typeof resources)[number], key: string) =>
      context.resolver
        .value(resource.stack, resource.properties[key] ?? null)
        .map(render)
        .join(' or ');
    return {
      environment: environment.name,
      cidrs: unique(blocks.filter(({ role }) => role === 'vpc').map(({ text }) => text)),
      endpoints: resources
        .filter(({ type }) => type === 'AWS::EC2::VPCEndpoint')
        .map(resource => ({
          service: textOf(resource, 'ServiceName'),
          place: nameOf(resource),
          bound: endpointIsBound(context, resource),
        }))
        .sort((a, b) => (a.place < b.place ? -1 : 1)),
      // CDK writes 255.255.255.255/32 for "nowhere".
      egress: unique(
        blocks
          .filter(
            ({ role, place, text }) =>
              ((role === 'rule' && isEgress(place.path, place.resource?.type)) || role === 'route')
              && text !== '255.255.255.255/32',
          )
          .map(({ text }) => text),
      ),
      addresses: unique(resources.filter(({ type }) => type === 'AWS::EC2::EIP').map(nameOf)),
      domains: unique(context.facts.domains.filter(({ place }) => place.environment === environment).map(({ text }) => text)),
    };
  });
