import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { count } from '../figure';
import type { Figure, Guarantee, Scale } from '../figure';
import { compose, now, signerFor } from '../support/compose';
import type { Signer } from '../support/compose';
import { differences } from '../support/differences';
import { acceptedByLibrary, atTheMoment } from '../support/libraries';
import type { LibraryScheme } from '../support/libraries';
import { mutationNames, mutations } from '../support/mutations';
import { randomFrom } from '../support/random';
import { root } from '../support/root';
import type { Random } from '../support/random';
import { keyOf, refusalOf, schemes } from '../support/verdict';
import type { SignedRequest } from '../support/verdict';

/** Requests that one secret signs before the next is made. */
const perSecret = 100;

const makers: readonly ((random: Random) => Signer)[] = [
  ...Object.values(schemes).map(scheme => (random: Random) => signerFor(scheme, random)),
  random => signerFor(schemes.sumsub, random, 'hmac', 'sha512'),
  random => signerFor(schemes['standard-webhooks'], random, 'ed25519'),
];

/** Other ways to write the same valid request: the second tag of an overlap, a prefix that may be left out. */
const variant = (request: SignedRequest, { scheme }: Signer, random: Random): SignedRequest => {
  const name = scheme.headers.signature;
  const own = request.headers[name]!;
  const another = own.replace(/(?<=.{20})[0-9a-z]{2}/i, random.pick(['ab', '01']));
  const { separator, prefixes, timestamp } = scheme.tag;
  const others = separator !== undefined ? [`${another} ${own}`, `${own} ${another}`]
    : timestamp !== undefined ? [`${own},${another.slice(another.indexOf(',') + 1)}`]
      : prefixes.some(([each]) => each === '') ? [own.replace(/^sha256=/, '')] : [];
  return { ...request, headers: { ...request.headers, [name]: random.pick([own, ...others]) } };
};

interface Tried {
  readonly signer: Signer;
  readonly request: SignedRequest;
}

/** What Python's own HMAC makes of the same requests. */
const acceptedByPython = (tried: readonly Tried[]): number => {
  const input = tried.map(({ signer: { scheme, secret }, request: { headers, body } }) =>
    JSON.stringify({ scheme: scheme.name, secret, headers, body: body.toString('base64') })).join('\n');
  const script = join(root(), 'test/proof/support/independent.py');
  const { stdout, stderr, status } = spawnSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`the independent verification failed: ${stderr}`);
  return stdout.split('\n').filter(line => line === 'accepted').length;
};

/** Ids that a library signs and verifies as they are. */
const oddIds: Readonly<Record<string, string>> = {
  'id: with a dot': 'msg.1', 'id: with a space': 'msg 1', 'id: outside ASCII': 'müg', 'id: over 256 characters': 'm'.repeat(257), 'id: with a newline': 'msg\n1',
};

/** Single mutations that only one of the two accepts. */
const compare = (random: Random, wanted: number): { readonly tried: number; readonly unlisted: ReadonlySet<string>; readonly listed: ReadonlySet<string> } => {
  const unlisted = new Set<string>();
  const listed = new Set<string>();
  let tried = 0;
  for (const name of ['svix', 'standard-webhooks'] as const satisfies readonly LibraryScheme[]) {
    const [signer, foreigner] = [signerFor(schemes[name], random), signerFor(schemes[name], random)];
    const byLibrary = acceptedByLibrary(name, signer.secret);
    const keys = [keyOf(schemes[name], signer.secret)];
    while (tried < wanted * (name === 'svix' ? 0.5 : 1)) {
      const request = compose(signer, random);
      const material = { scheme: schemes[name], random, other: compose(signer, random), foreign: compose(foreigner, random, request.body) };
      const variants = [
        ...mutationNames.map(mutation => ({ mutation, mutant: mutations[mutation]!(request, material) })),
        ...Object.entries(oddIds).map(([mutation, id]) => ({ mutation, mutant: compose(signer, random, request.body, undefined, id) })),
      ];
      for (const { mutation, mutant } of variants) {
        tried++;
        const ours = refusalOf(schemes[name], mutant, keys, now) === undefined;
        if (ours === byLibrary(mutant)) continue;
        (mutation in differences && !ours ? listed : unlisted).add(ours ? `only ours: ${mutation}` : mutation);
      }
    }
  }
  return { tried, unlisted, listed };
};

const prove = (scale: Scale): Promise<readonly Figure[]> => {
  const random = randomFrom(2);
  const perScheme = scale === 'full' ? 10_000 : 200;
  const tried: Tried[] = [];
  const refused: string[] = [];
  for (const make of makers) {
    for (let index = 0, signer = make(random), keys = [keyOf(signer.scheme, signer.secret)]; index < perScheme; index++) {
      if (index % perSecret === 0 && index > 0) {
        signer = make(random);
        keys = [keyOf(signer.scheme, signer.secret)];
      }
      const request = variant(compose(signer, random), signer, random);
      tried.push({ signer, request });
      const refusal = refusalOf(signer.scheme, request, keys, now);
      if (refusal !== undefined) refused.push(`${signer.scheme.name}: ${refusal}`);
    }
  }
  const macs = tried.filter(({ signer }) => !signer.secret.startsWith('whpk_'));
  const python = acceptedByPython(macs);
  const library = tried.filter(({ signer }) => signer.scheme.name in { 'svix': 1, 'standard-webhooks': 1 } && !signer.secret.startsWith('whpk_'));
  const byLibrary = atTheMoment(() => library.filter(({ signer, request }) => acceptedByLibrary(signer.scheme.name as LibraryScheme, signer.secret)(request)).length);
  const { tried: compared, unlisted, listed } = atTheMoment(() => compare(random, scale === 'full' ? 100_000 : 2_000));
  return Promise.resolve([
    { what: `valid requests, ${count(perScheme)} for each of ${makers.length} schemes and kinds of key`, figure: `${count(tried.length)} tried, ${refused.length} refused${refused.slice(0, 3).map(each => `; ${each}`).join('')}`, held: refused.length === 0 },
    { what: 'the same requests by an independent verification (Python\'s hmac)', figure: `${count(macs.length)} tried, ${macs.length - python} refused`, held: python === macs.length },
    { what: 'the same requests by svix and standardwebhooks', figure: `${count(library.length)} tried, ${library.length - byLibrary} refused`, held: byLibrary === library.length },
    {
      what: 'single mutations, the verdict compared with svix and standardwebhooks',
      figure: `${count(compared)} compared, ${listed.size} of ${Object.keys(differences).length} kinds of difference on the written list, ${unlisted.size} not on it${[...unlisted].map(each => `; ${each}`).join('')}`,
      held: unlisted.size === 0,
    },
  ]);
};

export const acceptance: Guarantee = { number: 2, title: 'Acceptance', prove };
