// what the templates of an environment do, against what the policies of its account refuse.
import { backend } from '../../bin/backend';
import { fleet, flows } from '../fixtures/fleet';
import { readParts } from '../relation/assembly';
import { synthesize } from '../fixtures/synthesize';
import { boundaryArn } from '../../lib/delivery/names';
import { guardrailsOf, type BoundEnvironment } from '../../lib/organization/environment-policies';

const { outdir, remove } = synthesize(fleet, flows, { extend: backend });
afterAll(remove);

interface Resource { readonly Type: string; readonly Properties: Record<string, unknown> }
const environments = fleet.environments as readonly BoundEnvironment[];
const stageOf = (name: string) => name.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
const resourcesOf = ({ name }: BoundEnvironment) => readParts(outdir).filter(({ stage }) => stage === stageOf(name))
  .flatMap(({ templates }) => templates.flatMap(template => Object.entries((template as unknown as { Resources: Record<string, Resource> }).Resources)));

describe.each(environments.map(environment => [environment.name, environment] as const))('%s', (_, environment) => {
  const resources = resourcesOf(environment);
  const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);

  test('has no role without the boundary that its policy demands', () => {
    expect(ofType('AWS::IAM::Role').length).toBeGreaterThan(5);
    expect(ofType('AWS::IAM::Role').filter(([, { Properties }]) => Properties['PermissionsBoundary'] !== boundaryArn(environment)).map(([id]) => id)).toEqual([]);
  });

  test('has nothing that its policies refuse to everybody', () => {
    const refused = ['AWS::EC2::VPCPeeringConnection', 'AWS::EC2::VPNConnection', 'AWS::EC2::TransitGatewayAttachment', 'AWS::RAM::ResourceShare', 'AWS::IAM::AccessKey',
      'AWS::EC2::VPCBlockPublicAccessOptions', 'AWS::Lambda::LayerVersionPermission', 'AWS::DynamoDB::GlobalTable', 'AWS::KMS::ReplicaKey'];
    expect(resources.filter(([, { Type }]) => refused.includes(Type)).map(([id]) => id)).toEqual([]);
  });

  test('lets functions be called by services and by its own account only', () => {
    for (const [, { Properties }] of ofType('AWS::Lambda::Permission')) {
      expect(JSON.stringify(Properties['Principal'])).toMatch(new RegExp(`amazonaws\\.com"$|${environment.account}|Fn::GetAtt`));
      expect(Properties['FunctionUrlAuthType']).not.toBe('NONE');
    }
  });

  test('works in the region that its policy lets it work in', () => {
    const { principals } = guardrailsOf(environment, fleet.organization);
    const region = principals.find(({ statement }) => statement.Sid === 'OwnRegionOnly')!.statement.Condition!['StringNotEquals']!['aws:RequestedRegion'];
    expect(region).toBe(environment.region);
  });
});
