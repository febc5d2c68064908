// what a live environment trusts is decided by a key, so there is nothing to talk it into.
import { generateAuthorities, issueCredential, readCredential, signStatement, type Statement } from '../../../lib/local/sandbox/credentials/authority';
import { describeDocument } from '../../../lib/local/sandbox/credentials/documents';
import { scenariosOf, startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { adults, call, selfCustomer } from './support';

const today = Date.parse('2026-04-01T10:00:00.000Z');
const authorities = generateAuthorities();
const attributes = describeDocument({ age: 40 }, today);

let sandbox: Sandbox;

beforeEach(async () => { sandbox = await startSandbox({ frozen: true }); });
afterEach(() => sandbox.close());

const parts = (credential: string) => {
  const [payload = '', signature = ''] = credential.split('.');
  return { statement: JSON.parse(Buffer.from(payload, 'base64url').toString()) as Statement, payload, signature };
};
const encode = (statement: object) => Buffer.from(JSON.stringify(statement)).toString('base64url');

describe('a mock document', () => {
  const mock = issueCredential('mock', attributes, authorities);

  test('says that it is one, and is read by who trusts the mock authority', () => {
    expect(parts(mock).statement).toMatchObject({ mock: true, issuer: 'mock' });
    expect(readCredential(mock, authorities.mock)).toEqual(attributes);
  });

  test.each(['live', 'controlled'] as const)('is nothing to who trusts the %s authority', (other) => {
    expect(readCredential(mock, authorities[other])).toBeUndefined();
  });

  test('stays refused when its flag and its issuer are taken away or changed', () => {
    const { signature } = parts(mock);
    for (const statement of [{ attributes }, { attributes, mock: false, issuer: 'live' }, { attributes, issuer: 'live' }]) {
      expect(readCredential(`${encode(statement)}.${signature}`, authorities.live)).toBeUndefined();
      expect(readCredential(`${encode(statement)}.${signature}`, authorities.mock)).toBeUndefined();
      // even where the mock authority itself signs the lie.
      expect(readCredential(signStatement(statement, authorities.mock), authorities.live)).toBeUndefined();
    }
  });

  test('is broken by any other byte', () => {
    const { payload, signature } = parts(mock);
    const older = encode({ ...parts(mock).statement, attributes: { ...attributes, birthDate: '1950-01-01' } });
    expect(readCredential(`${older}.${signature}`, authorities.mock)).toBeUndefined();
    for (const other of ['', payload, `${payload}.`, `${payload}.${signature}.`, `.${signature}`, `${payload}.${signature.slice(0, -4)}`]) {
      expect(readCredential(other, authorities.mock)).toBeUndefined();
    }
  });
});

describe('against a running sandbox', () => {
  const outcome = async (environment: 'test' | 'live', authority: 'mock' | 'live' | 'forged', lie: (credential: string) => string = same => same) => {
    const customer = selfCustomer(sandbox);
    const { body } = await customer.create(environment);
    const credential = lie(sandbox.issueDocument({ age: 40 }, authority));
    const { status } = (await call(body.verificationUrl, { body: { credential } })).body;
    return [status, 1_000 - customer.organization.credits()];
  };

  test('a mock passport never verifies against a live flow, and costs nothing', async () => {
    expect(await outcome('live', 'mock')).toEqual(['error', 0]);
  });

  test('nor with the flag taken away', async () => {
    expect(await outcome('live', 'mock', credential => `${encode({ attributes, issuer: 'live' })}.${parts(credential).signature}`)).toEqual(['error', 0]);
  });

  test('a document of the live authority does, and is charged', async () => {
    expect(await outcome('live', 'live')).toEqual(['valid', 25]);
  });

  test.each([['live', 'forged'], ['test', 'forged'], ['test', 'live']] as const)('in %s a document signed by %s ends in error', async (environment, authority) => {
    expect(await outcome(environment, authority)).toEqual(['error', 0]);
  });
});

describe('every scenario of Self', () => {
  const rules = [
    adults.configuration,
    { ruleSet: { minimumAge: 21 }, documents: [], settings: {} },
    { ruleSet: {}, documents: ['id_card', 'passport'], settings: { reveals: ['nationality', 'nonsense'] } },
  ];

  test.each(rules.flatMap((configuration, index) => (['test', 'live'] as const).map(kind => [kind, index, configuration] as const)))('ends as it says, in %s under rules %d', async (kind, _, configuration) => {
    const customer = selfCustomer(sandbox);
    const flowId = customer.organization.createFlow({ ...adults, environment: kind, configuration }).id;
    const seen: string[] = [];
    for (const { name, expected, document } of scenariosOf('self', kind)) {
      if (document && !document(configuration, new Date(sandbox.clock.now()).toISOString().slice(0, 10))) continue;
      const { body } = await customer.create(kind, { flowId });
      expect([name, sandbox.complete(body.id, { scenario: name }).status]).toEqual([name, expected]);
      seen.push(name);
    }
    expect(seen).toEqual(expect.arrayContaining(['adult', 'expired-document', 'forged-document', 'abandoned']));
    expect(seen.includes('minor')).toBe('minimumAge' in configuration.ruleSet);
  });
});

test('a flow reveals the fields it asks for and no others', async () => {
  const customer = selfCustomer(sandbox);
  const flowId = customer.organization.createFlow({ ...adults, configuration: { ruleSet: {}, documents: [], settings: { reveals: ['nationality', 'toString'] } } }).id;
  const { body } = await customer.create('test', { flowId });
  sandbox.complete(body.id, { document: { nationality: 'KEN' } });
  const detail = await call(`${sandbox.url}/v1/sessions/${body.id}`, { token: customer.keys.test });
  expect(detail.body.proofAttributes).toEqual({ nationality: 'KEN' });
});
