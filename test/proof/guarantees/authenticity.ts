import { World, completed, secretOf } from '../../lambda/support/world';
import type { BindingName } from '../../lambda/support/world';
import { count } from '../figure';
import type { Figure, Guarantee, Scale } from '../figure';
import { compose, now, signerFor } from '../support/compose';
import type { Signer } from '../support/compose';
import { acceptedByLibrary, atTheMoment } from '../support/libraries';
import type { LibraryScheme } from '../support/libraries';
import { mutate } from '../support/mutations';
import type { Random } from '../support/random';
import { randomFrom } from '../support/random';
import { keyOf, refusalOf, schemes } from '../support/verdict';
import type { SignedRequest } from '../support/verdict';

/** Mutants of one valid request before the next is made. */
const perRequest = 20;

interface Mutant {
  readonly names: readonly string[];
  readonly mutant: SignedRequest;
}

/** Mutants of requests that a signer has signed, and each request's own acceptance. */
function* mutantsOf(signer: Signer, foreigner: Signer, random: Random, wanted: number): Generator<Mutant> {
  const { scheme } = signer;
  const keys = [keyOf(scheme, signer.secret)];
  for (let made = 0; made < wanted;) {
    const request = compose(signer, random);
    const refusal = refusalOf(scheme, request, keys, now);
    if (refusal !== undefined) throw new Error(`a valid request of ${scheme.name} is refused: ${refusal}`);
    const material = { scheme, random, other: compose(signer, random), foreign: compose(foreigner, random, request.body) };
    for (let index = 0; index < perRequest && made < wanted; index++) {
      const result = mutate(request, material);
      if (result === undefined) continue;
      made++;
      yield result;
    }
  }
}

const routes: Partial<Record<string, BindingName>> = { 'svix': 'self', 'standard-webhooks': 'plain', 'uae-press': 'uae' };

/** Whether a request gets past the receiver, or past the verification alone where no binding can use the scheme. */
const gate = (signer: Signer): ((request: SignedRequest) => Promise<boolean>) => {
  const { scheme, secret } = signer;
  const route = routes[scheme.name];
  if (route === undefined) {
    const keys = [keyOf(scheme, secret)];
    return request => Promise.resolve(refusalOf(scheme, request, keys, now) === undefined);
  }
  const world = new World();
  world.time = now;
  world.store(route, 'AWSCURRENT', secret);
  return async ({ headers, body }) => {
    world.lines.length = 0;
    const event = {
      resource: `/webhooks/${route}`, body: body.toString('base64'), isBase64Encoded: true,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    };
    const { writes } = world.aws.table;
    return await world.status(event) < 400 || world.aws.table.writes > writes;
  };
};

/** Forged requests to one warm instance within a minute: what they cost. */
const flood = async (size: number): Promise<Figure> => {
  const world = new World();
  await world.status(world.self(completed()));
  const forged = world.self(completed({ verification_id: 'ver_2' }), { secret: secretOf('forger') });
  const before = world.aws.calls.length;
  const answers = new Set<number>();
  // some at once, some after one another.
  for (let sent = 0; sent < size; sent += 50) {
    for (const status of await Promise.all(Array.from({ length: 50 }, () => world.status(forged)))) answers.add(status);
  }
  const calls = world.aws.calls.length - before;
  return {
    what: 'a flood of forged requests to one instance within a minute',
    figure: `${count(size)} sent, answered ${[...answers].join(' and ')}; ${calls} AWS calls (one refresh of a secret's three stages), ${world.aws.table.writes - 1} writes`,
    held: calls <= 3 && world.aws.table.writes === 1 && [...answers].every(status => status >= 400),
  };
};

const prove = async (scale: Scale): Promise<readonly Figure[]> => {
  const full = scale === 'full';
  const random = randomFrom(1);
  const signers = Object.values(schemes).flatMap(scheme => scheme.keys.map(({ kind }) =>
    ({ signer: signerFor(scheme, random, kind), foreigner: signerFor(scheme, random, kind), kind })));
  let tried = 0;
  const accepted: string[] = [];
  for (const { signer, foreigner, kind } of signers) {
    const isAccepted = gate(signer);
    const wanted = (signer.scheme.name in routes && kind === 'hmac' ? 300_000 : 50_000) / (full ? 1 : 100);
    for (const { names, mutant } of mutantsOf(signer, foreigner, random, wanted)) {
      tried++;
      if (await isAccepted(mutant)) accepted.push(`${signer.scheme.name}: ${names.join(' + ')}`);
    }
  }
  const holes = new Set<string>();
  let tolerated = 0;
  const controls = signers.filter(({ signer, kind }) => kind === 'hmac' && ['svix', 'standard-webhooks'].includes(signer.scheme.name));
  for (const { signer, foreigner } of controls) {
    const isTolerated = acceptedByLibrary(signer.scheme.name as LibraryScheme, signer.secret);
    atTheMoment(() => {
      for (const { names, mutant } of mutantsOf(signer, foreigner, random, full ? 20_000 : 2_000)) {
        if (!isTolerated(mutant)) continue;
        tolerated++;
        if (names.length === 1) holes.add(names[0]!);
      }
    });
  }
  return [
    {
      what: `mutants of valid requests, ${Object.keys(schemes).length} schemes, three of them through the whole receiver`,
      figure: `${count(tried)} tried, ${accepted.length} accepted${accepted.slice(0, 3).map(each => `; ${each}`).join('')}`,
      held: accepted.length === 0 && (!full || tried >= 1_000_000),
    },
    {
      what: 'positive control: mutants of the same generator that svix 1.99.1 and standardwebhooks 1.1.1 accept',
      figure: `${count(tolerated)} of ${count(controls.length * (full ? 20_000 : 2_000))}, by ${holes.size} kinds of mutation`,
      held: tolerated > 0 && holes.size >= 5,
    },
    await flood(full ? 10_000 : 500),
  ];
};

export const authenticity: Guarantee = { number: 1, title: 'Authenticity', prove };
