import { createSocket, type Socket } from 'node:dgram';
import { awsError, look, now, resources, stacks, type FakeOptions } from './support/fake-world';
import { certificateCheck } from '../../lib/doctor/checks/certificate';
import { zoneCheck } from '../../lib/doctor/checks/zone';
import { fleet } from '../fixtures/fleet';

const { domain } = fleet.environments[0]!;
const own = ['ns-1.example.net', 'ns-2.example.org'];
const zone = (nameServers: FakeOptions['nameServers'], { delegated = true, there = true } = {}): FakeOptions => ({
  nameServers, config: { domain: { ...domain, delegated } },
  answers: { DescribeStacks: stacks(there ? { 'Staging-Network': 'CREATE_COMPLETE' } : {}, { ZoneNameServers: own.join(', ') }) },
});

test.each<[string, FakeOptions, string, RegExp]>([
  ['delegated to its own name servers', zone(['NS-2.example.org.', 'ns-1.example.net']), 'ok', /staging\.example\.com: ns-1/],
  ['delegated, and the configuration does not know', zone(own, { delegated: false }), 'not yet', /set delegated of 'staging'/],
  ['delegated to others', zone(['ns-9.example.net']), 'wrong', /is delegated to ns-9\.example\.net; its own are ns-1/],
  ['delegated to some of its own', zone(own.slice(1)), 'wrong', /correct the NS records/],
  ['not delegated', zone([], { delegated: false }), 'not yet', /put ns-1\.example\.net, ns-2\.example\.org into the NS records/],
  ['not delegated, though the configuration says so', zone([]), 'wrong', /'delegated' is set/],
  ['not there', zone([], { there: false }), 'not yet', /is not there yet/],
  ['not there, and delegated all the same', zone(own, { there: false }), 'wrong', /whoever makes such a zone there owns its names/],
  ['unanswered', zone(Object.assign(new Error(), { code: 'ESERVFAIL' })), 'unknown', /ESERVFAIL.*dig \+trace/],
])('a zone that is %s is judged', async (_, options, verdict, says) => {
  expect(await look(zoneCheck, options)).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

const day = 86_400_000;
const certificate = (found: object, delegated = true): FakeOptions => ({
  config: { domain: { ...domain, delegated } },
  answers: {
    DescribeStacks: stacks({ 'Staging-Webhook': 'CREATE_COMPLETE' }), ListStackResources: resources(['AWS::CertificateManager::Certificate', 'arn:aws:acm:c']),
    DescribeCertificate: { Certificate: { DomainName: 'webhooks.staging.example.com', NotAfter: new Date(now + 90 * day), ...found } },
  },
});

test.each<[string, FakeOptions, string, RegExp]>([
  ['issued', certificate({ Status: 'ISSUED' }), 'ok', /ISSUED, until 2027-02-18/],
  ['waiting for its validation', certificate({ Status: 'PENDING_VALIDATION' }), 'not yet', /CNAME record/],
  ['refused', certificate({ Status: 'FAILED', FailureReason: 'CAA_ERROR' }), 'wrong', /FAILED \(CAA_ERROR\)/],
  ['not renewed', certificate({ Status: 'ISSUED', NotAfter: new Date(now + 20 * day) }), 'wrong', /ends in 20 days and is not renewed/],
  ['failing to renew', certificate({ Status: 'ISSUED', RenewalSummary: { RenewalStatus: 'FAILED' } }), 'wrong', /is not renewed \(FAILED\)/],
  ['not requested before the delegation', certificate({}, false), 'not yet', /until the zone is delegated/],
  ['not requested', { answers: { DescribeStacks: stacks({}) } }, 'not yet', /none is requested for webhooks\.staging\.example\.com/],
])('a certificate that is %s is judged', async (_, options, verdict, says) => {
  expect(await look(certificateCheck, options)).toMatchObject({ verdict, text: expect.stringMatching(says) });
});

test('a certificate that may not be read is no finding', async () => {
  await expect(look(certificateCheck, { answers: { ...certificate({}).answers, DescribeCertificate: awsError('AccessDenied') } })).rejects.toMatchObject({ name: 'AccessDenied' });
});

describe('the public DNS', () => {
  let server: Socket;
  let code = 0;

  beforeAll(async () => {
    server = createSocket('udp4');
    // the question comes back with an answer code and no record.
    server.on('message', (query, { port, address }) => {
      const answer = Buffer.from(query);
      answer.writeUInt16BE(0x8180 | code, 2);
      server.send(answer, port, address);
    });
    await new Promise<void>(done => { server.bind(0, '127.0.0.1', done); });
  });
  afterAll(() => new Promise<void>(done => { server.close(() => done()); }));

  test.each([[0, []], [3, []], [2, 'ESERVFAIL']])('answer %i means %j', async (answered, meaning) => {
    code = answered;
    const { publicNameServers } = await import('../../lib/doctor/name-servers');
    const answer = publicNameServers('staging.example.com', [`127.0.0.1:${server.address().port}`]);
    if (typeof meaning === 'string') await expect(answer).rejects.toMatchObject({ code: meaning });
    else expect(await answer).toEqual(meaning);
  });
});
