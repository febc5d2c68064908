import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Credentials that the embedded AWS has issued for a role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What every client of the embedded AWS is built with. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: RoleCredentials;
}

/** Credentials that belong to nobody's real account. */
const bootstrapCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const SESSION_NAME = 'bulkhead-demo';

/** Settings of a client that acts as a role of the embedded AWS, under a person's name where one is given. */
export const actAs = async (
  roleArn: string, region: string, by: { readonly endpoint: string; readonly credentials?: RoleCredentials }, sessionName = SESSION_NAME,
): Promise<ClientSettings> => {
  const sts = new STSClient({ endpoint: by.endpoint, region, credentials: by.credentials ?? bootstrapCredentials });
  try {
    const { Credentials: issued } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName }));
    if (!issued?.AccessKeyId || !issued.SecretAccessKey || !issued.SessionToken) {
      throw new Error(`no credentials were issued for ${roleArn}`);
    }
    return {
      endpoint: by.endpoint,
      region,
      credentials: { accessKeyId: issued.AccessKeyId, secretAccessKey: issued.SecretAccessKey, sessionToken: issued.SessionToken },
    };
  } finally {
    sts.destroy();
  }
};

/** Settings of a client with an account's own administration, as its operator has it. */
export const operate = (endpoint: string, account: string, region: string): Promise<ClientSettings> =>
  actAs(`arn:aws:iam::${account}:role/OrganizationAccountAccessRole`, region, { endpoint });
