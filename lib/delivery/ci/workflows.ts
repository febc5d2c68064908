import { deploy } from './deploy';
import type { DeployedConfig } from './environment-job';
import { madeFile, type MadeFile } from './files';
import { pullRequest } from './pull-request';
import { release } from './release';
import { rollback } from './rollback';
import { write } from './workflow';
import type { FleetConfig } from '../../environment';
import { unusable } from '../../operator/command-error';

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/**
 * The workflow files of the repository that deploys the environments.
 *
 * @throws CommandError where no environment, or more than one repository or branch, is configured
 */
export const workflowFiles = ({ environments }: FleetConfig): MadeFile[] => {
  const deployed = environments.filter((config): config is DeployedConfig => config.ci !== undefined && typeof config.account === 'string');
  const [repository, ...others] = distinct(deployed.map(({ ci }) => ci.repository));
  if (repository === undefined) throw unusable('no environment whose account is known has `ci`; add it in bin/environments.ts');
  if (others.length > 0) throw unusable(`the environments are deployed from ${[repository, ...others].join(' and ')}; write the workflows of all but one of them by hand`);
  const [branch = 'main', ...branches] = distinct(deployed.map(({ ci }) => ci.branch ?? 'main'));
  if (branches.length > 0) throw unusable(`the environments are deployed from the branches ${[branch, ...branches].join(' and ')}; the same assembly goes through all of them, so give one`);
  const known = new Set(deployed.map(({ name }) => name));
  const orphan = deployed.find(({ promotedFrom }) => promotedFrom !== undefined && !known.has(promotedFrom));
  if (orphan) throw unusable(`'${orphan.name}' is promoted from '${orphan.promotedFrom}', which has no \`ci\` or no account yet; its release would wait for a job that is not there`);
  const made = [['release', release(deployed)], ['rollback', rollback(deployed)]] as const;
  return [
    madeFile('bulkhead-pull-request.yml', write(pullRequest(branch))),
    madeFile('bulkhead-deploy.yml', write(deploy(branch, deployed))),
    ...made.flatMap(([name, workflow]) => (workflow ? [madeFile(`bulkhead-${name}.yml`, write(workflow))] : [])),
  ];
};
