import { PassThrough } from 'node:stream';
import { askFor, explained, stepJson, stepTable, type Prepared } from '../../../lib/organization/prepare';
import { refused } from '../../../lib/operator/command-error';

const failing = (name: string, message = 'as AWS says') => explained(() => Promise.reject(Object.assign(new Error(message), { name })));

describe('an error of AWS', () => {
  test.each([
    ['ExpiredTokenException', 3, /log in again, for instance with aws sso login/],
    ['CredentialsProviderError', 3, /has no usable credentials \(CredentialsProviderError\); log in again/],
    ['UnrecognizedClientException', 3, /that AWS knows there \(UnrecognizedClientException\); log in again/],
    ['AccessDeniedException', 3, /as AWS says; the preparation needs organizations:\*/],
    ['ConstraintViolationException', 1, /^AWS refuses it \(ConstraintViolationException\): as AWS says$/],
    ['TimeoutError', 3, /got no answer \(TimeoutError\); .*run the same command again/],
    ['UnforeseenException', 2, /failed \(UnforeseenException.*run the same command again/],
  ])('%s ends with %d', async (name, exitCode, message) => {
    await expect(failing(name)).rejects.toMatchObject({ exitCode, message: expect.stringMatching(message) });
  });

  test('that has words and an exit code of its own keeps them', async () => {
    await expect(explained(() => Promise.reject(refused('own words')))).rejects.toMatchObject({ exitCode: 1, message: 'own words' });
  });
});

describe('asking', () => {
  const step = { id: 'a', does: 'found the organization', status: 'open' } as const;
  const asked = async (options: { yes?: boolean; terminal?: boolean; answer?: string }) => {
    const input = Object.assign(new PassThrough(), { isTTY: options.terminal });
    const output = new PassThrough();
    const shown: string[] = [];
    output.on('data', chunk => shown.push(String(chunk)));
    if (options.answer !== undefined) input.write(`${options.answer}\n`);
    const answer = askFor({ yes: options.yes ?? false, input, output })([step, { ...step, does: 'create accounts', status: 'later' }]);
    return { answer: await answer, shown: shown.join('') };
  };

  test('shows what would be done, now and then', async () => {
    expect((await asked({ yes: true })).shown).toBe('  found the organization\n  then create accounts\n');
  });

  test.each([['y', true], ['yes', true], ['Y', true], ['', false], ['n', false], ['yesterday', false]])('takes \'%s\' for %s', async (answer, verdict) => {
    expect((await asked({ terminal: true, answer })).answer).toBe(verdict);
  });

  test('is refused where nobody can answer and nothing was said beforehand', async () => {
    await expect(asked({ terminal: false })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('give --yes') });
  });
});

describe('the result', () => {
  const prepared: Prepared = {
    exitCode: 2,
    steps: [
      { id: 'organization', does: 'found the organization', status: 'done' },
      { id: 'account-audit', does: 'create the account', status: 'open', change: { call: 'CreateAccount', name: 'n', email: 'e', roleName: 'r' } },
    ],
  };

  test('is a line a step', () => {
    expect(stepTable(prepared)).toBe('done     found the organization\nto do    create the account');
  });

  test('is JSON for a machine, with its exit code and without what is called inside', () => {
    expect(JSON.parse(stepJson(prepared))).toEqual({
      exitCode: 2,
      steps: [{ id: 'organization', status: 'done', does: 'found the organization' }, { id: 'account-audit', status: 'open', does: 'create the account' }],
    });
  });
});
