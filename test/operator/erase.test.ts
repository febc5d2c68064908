import { InvokeCommand } from '@aws-sdk/client-lambda';
import { fleet } from '../fixtures/fleet';
import { eraseRequest, eraseSubject, eraseText, exitCodeOfErasure, readIds, type EraserAccess } from '../../lib/operator/erasing';
import { environmentTarget } from '../../lib/operator/target';
import type { EraseAnswer, EraseRequest } from '../../lambda/eraser/contract';

const staging = environmentTarget(fleet, 'staging');
const production = environmentTarget(fleet, 'production');
const uuid = '11111111-1111-4111-8111-111111111111';

describe('ids', () => {
  test('name their registration as events do, or by the option; a UUID is nobody else\'s anywhere', () => {
    expect(readIds(`self#ver_1\n\n  uae-kyc#784#1\r\n${uuid}\n`, staging, undefined)).toEqual([
      { binding: 'self', id: 'ver_1' }, { binding: 'uae-kyc', id: '784#1' }, { binding: 'self', id: uuid }, { binding: 'uae-kyc', id: uuid },
    ]);
    expect(readIds(`ver_1\nuae-kyc#7\n${uuid}`, staging, 'self')).toEqual([{ binding: 'self', id: 'ver_1' }, { binding: 'uae-kyc', id: '7' }, { binding: 'self', id: uuid }]);
  });

  test.each<[string, string, string | undefined, RegExp]>([
    ['nothing', ' \n\n', undefined, /no id was given/],
    ['an id of no registration', 'self#ver_1\nver_CANARY', undefined, /^line 2 names no registration.*self or uae-kyc$/],
    ['a foreign registration', 'other#ver_CANARY', undefined, /^line 1 names no registration/],
    ['an option that is no registration', 'ver_CANARY', 'slef', /no binding 'slef'.*did you mean 'self'/],
    ['a line with blanks', 'self#ver CANARY', undefined, /^line 1 is no id/],
    ['a line that is far too long', `self#${'x'.repeat(300)}`, undefined, /^line 1 is no id/],
    ['more than one person has', Array.from({ length: 51 }, (_, index) => `self#CANARY${index}`).join('\n'), undefined, /51 ids are more/],
  ])('%s is unusable, and told without the id', (_, text, binding, says) => {
    const attempt = () => readIds(text, staging, binding);
    expect(attempt).toThrow(expect.objectContaining({ exitCode: 3, message: expect.stringMatching(says) as string }));
    expect(attempt).not.toThrow('CANARY');
  });
});

describe('a request', () => {
  test('is a dry run until it is confirmed', () => {
    expect(eraseRequest(staging, [], { yes: false }, 'arn')).toEqual({ version: 1, ids: [], dryRun: true, askedBy: 'arn', bindings: { 'self': 'self', 'uae-kyc': 'uae-kyc' } });
    expect(eraseRequest(staging, [], { yes: true }, 'arn')).toMatchObject({ dryRun: false });
    expect(eraseRequest(production, [], { yes: true, confirm: 'production' }, 'arn')).toMatchObject({ dryRun: false });
  });

  test.each([
    ['a live environment without its name', production, { yes: true }, /is live.*--yes --confirm production/],
    ['another environment\'s name', production, { yes: true, confirm: 'staging' }, /is not the environment that is erased from, 'production'; nothing was changed/],
    ['another environment\'s name in a test one', staging, { yes: true, confirm: 'production' }, /nothing was changed/],
  ])('with %s is refused before anybody is called', async (_, target, options, says) => {
    const nobody = () => Promise.reject(new Error('called'));
    await expect(eraseSubject(target, nobody, [], options)).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(says) as string });
  });
});

const places = { events: 2, quarantined: 0, bodies: 1, sessions: 2, notes: 1, charges: 1 };
const answer = (changes: Partial<EraseAnswer> = {}): EraseAnswer => ({ version: 1, outcome: 'found', verifications: 2, places, before: 0, ...changes });

test('the environment\'s own function is asked, in the name of the person who became the eraser', async () => {
  const asked: EraseRequest[] = [];
  const client = {
    send: async (command: unknown) => {
      await Promise.resolve();
      if (!(command instanceof InvokeCommand)) return { Parameter: { Value: 'arn:aws:lambda:r:1:function:eraser' } };
      asked.push(JSON.parse(Buffer.from(command.input.Payload as Uint8Array).toString()) as EraseRequest);
      return { Payload: Buffer.from(JSON.stringify(answer())) };
    },
  } as never;
  const access = (): Promise<EraserAccess> => Promise.resolve({ ssm: client, lambda: client, caller: 'arn:aws:iam::111111111111:user/somebody' });
  expect(await eraseSubject(staging, access, [{ binding: 'self', id: 'ver_1' }], { yes: false })).toEqual(answer());
  expect(asked).toEqual([{
    version: 1, ids: [{ binding: 'self', id: 'ver_1' }], dryRun: true, askedBy: 'arn:aws:iam::111111111111:user/somebody',
    bindings: { 'self': 'self', 'uae-kyc': 'uae-kyc' },
  }]);
});

test('what was found is told in numbers', () => {
  expect(eraseText('staging', answer())).toBe([
    'staging: 2 verifications of the person', '     2  inbox: events', '     0  inbox: deliveries that were set aside', '     1  bucket: bodies, with every version',
    '     2  sessions: records', '     1  sessions: notes that one was charged', '     1  credits: charges (the amount stays without the id)',
    'dry run, nothing changed; --yes erases this',
  ].join('\n'));
  expect(eraseText('staging', answer({ outcome: 'nothing', verifications: 0 }))).toMatch(/^nothing found: staging keeps nothing under these ids/);
});

test('the receipt and its proof are printed once it is erased', () => {
  const receipt = { schema: 'erasure/1', erasure: 'e', state: 'done' } as EraseAnswer['receipt'];
  const text = eraseText('staging', answer({ outcome: 'erased', receipt, proof: 'f00d', before: 1 }));
  expect(text).toContain('1  inbox: keys that were emptied before');
  expect(text).toContain('"schema": "erasure/1"');
  expect(text).toMatch(/proof \(kept nowhere else\): f00d$/);
});

test('outcomes are exit codes of the common table', () => {
  expect(exitCodeOfErasure).toEqual({ found: 0, erased: 0, before: 0, nothing: 1, unfinished: 2 });
});
