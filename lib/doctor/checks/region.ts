import { GetRegionOptStatusCommand } from '@aws-sdk/client-account';
import { notYet, ok, unknown, wrong, type Check } from '../types';

/** @see https://docs.aws.amazon.com/accounts/latest/reference/API_GetRegionOptStatus.html */
export const regionCheck: Check = {
  id: 'region',
  title: 'the region is on in the account',
  asksAws: true,
  run: async ({ environment: { region }, aws }) => {
    const { RegionOptStatus: status } = await aws.account.send(new GetRegionOptStatusCommand({ RegionName: region }));
    switch (status) {
      case 'ENABLED': case 'ENABLED_BY_DEFAULT': return [ok(`${region} is ${status}`)];
      case 'ENABLING': return [notYet(`${region} is ENABLING`, 'wait; AWS takes minutes, sometimes hours')];
      case 'DISABLED': case 'DISABLING':
        return [wrong(`${region} is ${status}`, 'switch it on: npm run bulkhead -- org prepare, with credentials of the management account')];
      default: return [unknown(`AWS says nothing of ${region}`)];
    }
  },
};
