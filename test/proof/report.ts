import { differences } from './support/differences';
import type { Figure, Guarantee } from './figure';

/** What one guarantee has reached. */
export interface Proven {
  readonly guarantee: Pick<Guarantee, 'number' | 'title'>;
  readonly figures: readonly Figure[];
}

export const table = (proven: readonly Proven[]): string => [
  '| | guarantee | what was tried | reached | held |',
  '|---|---|---|---|---|',
  ...proven.flatMap(({ guarantee: { number, title }, figures }) => figures.map(({ what, figure, held }, index) =>
    `| ${index === 0 ? number || '' : ''} | ${index === 0 ? title : ''} | ${what} | ${figure} | ${held ? 'yes' : '**no**'} |`)),
].join('\n');

/** The page that the README links; written by the full form, never by hand. */
export const page = (proven: readonly Proven[]): string => `# Guarantees of the webhook path

Written by \`npm run proof\`, which tries everything below and exits with 1 where something does not hold. A short form runs in
\`npm test\` (\`test/proof/proof.test.ts\`). Every choice comes from a fixed seed, so that a run can be repeated.

${table(proven)}

Guarantee 8, of the templates, belongs to the audit.

## How far this goes

- **1, 2**: the requests are made by code of the proof's own (\`test/proof/support\`), not by the receiver's. \`svix\`, \`standard-webhooks\` and
  \`uae-press\` mutants go through the whole receiver, the other five schemes through its verification, since no binding can name them.
  Where a scheme documents no window (persona, onfido, sumsub, veriff) a replay is recognised by its key alone. The ed25519 requests
  are signed by Node's own OpenSSL; what vouches for that scheme from outside is a golden vector of the openssl command.
- **4**: the real receiver, dispatcher and sweeper run over a fake account that remembers; every AWS call is a step that is taken in every
  possible order. The bounds are in the table: the processes named there, that many faults on one path, one recovery without faults.
  Reads that nothing can change meanwhile (settings, secrets) are not interleaved. The store is taken to do what AWS documents: a
  conditional write is atomic, a write that was acknowledged is durable.
- **5**: one call goes wrong at a time; several at once are 4's.
- **6**: the labels of the secret move as Secrets Manager moves them. What the command line does at each boundary has tests of its own.
- **9** is a search of the syntax tree. No statistical claim is made about time.

## What the libraries accept and the receiver refuses

Every other difference fails the proof. The other way round there is none.

| mutation | why |
|---|---|
${Object.entries(differences).map(([name, why]) => `| ${name} | ${why} |`).join('\n')}
`;
