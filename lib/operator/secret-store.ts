import {
  DescribeSecretCommand, ListSecretVersionIdsCommand, PutSecretValueCommand, UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { OperatorAccess } from './access';
import { callFailed, nameOf, refused, unusable } from './command-error';
import type { SecretTarget } from './target';
import { parameterPaths } from '../secrets/settings';
import type { StoredSecret } from '../../lambda/webhook/contract';

export type Stage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

/** Which version carries which stage; the whole state of a rotation. */
export interface Stages {
  readonly current?: string;
  readonly pending?: string;
  readonly previous?: string;
  /** Last change of the secret or of its stages. */
  readonly changedAt?: Date;
}

/** Text of a parameter that the environment's templates publish. */
export const readParameter = async ({ ssm }: Pick<OperatorAccess, 'ssm'>, name: string): Promise<string> => {
  try {
    const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    if (parameter?.Value) return parameter.Value;
  } catch (error) {
    throw callFailed(error, `the parameter ${name} cannot be read`)
      ?? unusable(`the parameter ${name} cannot be read (${nameOf(error)}); deploy the environment first`, { cause: error });
  }
  throw unusable(`the parameter ${name} is empty; deploy the environment again`);
};

/** One secret as the operator sees it: versions and stages, never a value. */
export class SecretStore {
  private constructor(private readonly access: OperatorAccess, readonly arn: string) {}

  static async open(access: OperatorAccess, { account, binding, kind }: SecretTarget): Promise<SecretStore> {
    const name = `${parameterPaths.secrets}/${binding}/${kind}`;
    const arn = await readParameter(access, name);
    if (arn.split(':')[4] !== account) throw refused(`${name} names a secret of another account; nothing was changed`);
    return new SecretStore(access, arn);
  }

  async stages(): Promise<Stages> {
    const { VersionIdsToStages: versions = {}, LastChangedDate: changedAt } =
      await this.access.secretsManager.send(new DescribeSecretCommand({ SecretId: this.arn }));
    const holder = (stage: Stage) => Object.entries(versions).find(([, stages]) => stages.includes(stage))?.[0];
    return { current: holder('AWSCURRENT'), pending: holder('AWSPENDING'), previous: holder('AWSPREVIOUS'), changedAt };
  }

  /** When each version that has a stage was made. */
  async createdAt(): Promise<ReadonlyMap<string, Date>> {
    const made = new Map<string, Date>();
    let token: string | undefined;
    do {
      const page = await this.access.secretsManager.send(new ListSecretVersionIdsCommand({ SecretId: this.arn, NextToken: token }));
      for (const { VersionId: id, CreatedDate: date } of page.Versions ?? []) if (id && date) made.set(id, date);
      token = page.NextToken;
    } while (token);
    return made;
  }

  /** Stores a value under its version id; the same value a second time changes nothing. */
  async put(version: string, secret: StoredSecret | typeof opening, stage: Exclude<Stage, 'AWSPREVIOUS'>): Promise<void> {
    await this.access.secretsManager.send(new PutSecretValueCommand({
      SecretId: this.arn, ClientRequestToken: version, SecretString: JSON.stringify(secret), VersionStages: [stage],
    }));
    // a version that was there already is left where it was.
    const { [stageNames[stage]]: holder } = await this.stages();
    if (holder !== version) await this.move(stage, { to: version, from: holder });
  }

  /** Moves a stage; Secrets Manager lets AWSPREVIOUS follow AWSCURRENT by itself. */
  async move(stage: Stage, { to, from }: { readonly to?: string; readonly from?: string }): Promise<void> {
    await this.access.secretsManager.send(new UpdateSecretVersionStageCommand({
      SecretId: this.arn, VersionStage: stage, MoveToVersionId: to, RemoveFromVersionId: from,
    }));
  }
}

const stageNames = { AWSCURRENT: 'current', AWSPENDING: 'pending' } as const;

/** Content of a version that only announces a rotation: no receiver can use it, and each is lenient while it is there. */
export const opening = { opening: true } as const;
