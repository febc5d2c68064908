// what environments may have in common without sharing anything.

/** Accounts of documentation, found in comments and tests of bundled libraries. */
const examples = new Set('123456789012 111122223333 444455556666 777788889999 012345678901 000000000000'.split(' '));

export const isExampleAccount = (account: string): boolean => examples.has(account) || /^(\d)\1{11}$/.test(account);

/** Ids that AWS gives to everybody alike: public images, and its prefix lists of old, which are the only short ones. */
export const isPublicId = (id: string): boolean => /^(?:(?:ami|aki|ari|cf)-|pl-[0-9a-f]{8}$)/.test(id);

/** Services that write the logs of one account below a folder of that account. */
const logDelivery = /^(delivery\.logs|logdelivery\.elasticloadbalancing|cloudtrail|config|vpc-flow-logs)\.amazonaws\.com(\.cn)?$/;

/** Questions about a bucket whose answers stay with the service. */
const questions = /^s3:Get(BucketAcl|BucketLocation|EncryptionConfiguration)$|^s3:ListBucket$/;

/** Whether a service that delivers logs is held to an account by the folder that it may write to. */
export const isOwnLogDelivery = (
  service: string,
  actions: readonly string[],
  resources: readonly string[],
  accounts: ReadonlySet<string>,
): boolean =>
  logDelivery.test(service)
  && (actions.every(action => questions.test(action))
    || (resources.length > 0
      && resources.every(resource => {
        const account = /\/AWSLogs\/(\d{12})\//.exec(resource)?.[1];
        return account !== undefined && accounts.has(account);
      })));
