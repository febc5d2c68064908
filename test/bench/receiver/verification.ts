// verification of a body against its raw digest and against a library, in turns; prints medians in microseconds.
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { readClaim } from '../../../lambda/webhook/claim';
import { findSigner, timeliness } from '../../../lambda/webhook/verify';
import { schemes } from '../../../lib/providers';

const scheme = schemes['standard-webhooks'];
const bytes = Buffer.alloc(32, 7);
const library = new Webhook(`whsec_${bytes.toString('base64')}`);
const keys = [{ kind: 'hmac' as const, secret: createSecretKey(bytes) }];

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

const measure = (size: number, times: number) => {
  const body = Buffer.alloc(size, 'x');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v1,${createHmac('sha256', bytes).update(`msg_1.${timestamp}.`).update(body).digest('base64')}`;
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const verify = () => {
    const claim = readClaim(scheme, { id: headers['webhook-id'], timestamp: headers['webhook-timestamp'], signature: headers['webhook-signature'] });
    if ('refused' in claim || timeliness(scheme, claim, Date.now()) !== 'timely' || findSigner(scheme, claim, body, keys) === undefined) {
      throw new Error('a valid delivery is refused');
    }
  };
  const sides = [verify, () => void createHash('sha256').update(body).digest(), () => void library.verify(body, headers, { jsonParse: false })];
  const rounds: number[][] = sides.map(() => []);
  for (let round = 0; round < 40; round++) {
    for (const [index, side] of sides.entries()) {
      const repeat = index === 2 ? Math.max(1, times / 20) : times;
      const started = process.hrtime.bigint();
      for (let count = 0; count < repeat; count++) side();
      if (round >= 5) rounds[index]!.push(Number(process.hrtime.bigint() - started) / repeat / 1000);
    }
  }
  const [own, digest, theirs] = rounds.map(median);
  return { own, digest, theirs };
};

process.stdout.write(`${JSON.stringify({ small: measure(1024, 2000), large: measure(256 * 1024, 40) })}\n`);
