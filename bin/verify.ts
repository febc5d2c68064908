import { resolve } from 'node:path';
import type { Command } from 'commander';
import { validateFleet } from '../lib/environment';

interface VerifyFlags {
  readonly profile?: string;
  readonly organizationProfile?: string;
  readonly withoutOrganization?: boolean;
  readonly assembly: string;
  readonly json?: boolean;
}

/** Adds `verify`; the configuration is read when it runs. */
export const addVerifyCommand = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  program.command('verify').argument('<environment>')
    .description('compares what is deployed with what was proven: templates, live policies, what no template owns; ranks what opens a path; changes nothing')
    .option('--profile <name>', 'profile of your AWS configuration; {environment} stands for the environment\'s name')
    .option('--organization-profile <name>', 'profile of the management account, for the control policies')
    .option('--without-organization', 'leave the control policies out, instead of saying that they are undecided')
    .option('--assembly <dir>', 'cloud assembly that was audited and deployed', 'cdk.out').option('--json', 'print the result as JSON')
    .action(async (name: string, { profile, organizationProfile, withoutOrganization, assembly, json }: VerifyFlags) => {
      const { fleet, flows } = validateFleet(configured.fleet, configured.flows);
      // the clients of AWS cost more to load than any other command takes.
      const [
        { becomeVerifier, document, openAws, openOrganization, page, readProof, verify }, { progressOn }, { deliveryTarget }, { auditSubject },
      ] = await Promise.all([
        import('../lib/verify'), import('../lib/doctor/progress'), import('../lib/delivery/target'), import('../lib/fleet-audit'),
      ]);
      const environment = deliveryTarget(fleet, flows, name);
      const proof = readProof(resolve(assembly), auditSubject(fleet, flows));
      const { arn, settings, instead } = await becomeVerifier(environment, { profile });
      process.stderr.write(`reading as ${arn}${instead === undefined ? '' : `; ${instead}`}\n`);
      const verification = await verify(environment, {
        proof, aws: openAws(settings), administrationRole: fleet.organization.administrationRole, watch: progressOn(process.stderr),
        ...withoutOrganization === true ? { organization: 'left out' as const }
          : organizationProfile !== undefined && { organization: openOrganization({ region: fleet.organization.region, profile: organizationProfile }) },
      });
      process.stdout.write(`${json ? document(environment, verification, arn, Date.now()) : page(environment, verification)}\n`);
      process.exitCode = verification.exitCode;
    });
};
