// how credentials look that somebody issues, with what their prefix says about their class.
import type { CredentialClass } from '../model';

export interface Pattern {
  readonly kind: string;
  /** With a group where only a part is the secret. */
  readonly pattern: RegExp;
  readonly credentials?: CredentialClass;
  /** Text that has to be there at all; a plain search is much cheaper than an expression. */
  readonly hint: string;
  /** What the form alone does not tell. */
  readonly holds?: (value: string) => boolean;
}

const USER_AND_PASSWORD = /^[!-9;-~]+:[!-~]{6,}$/;

const before = '(?<![A-Za-z0-9_])';

export const patterns: readonly Pattern[] = [
  { kind: 'API key', hint: 'k_live_', pattern: new RegExp(`${before}[sr]k_live_[A-Za-z0-9_]{10,}`, 'g'), credentials: 'live' },
  { kind: 'API key', hint: 'k_test_', pattern: new RegExp(`${before}[sr]k_test_[A-Za-z0-9_]{10,}`, 'g'), credentials: 'test' },
  { kind: 'webhook signing secret', hint: 'whsec_', pattern: new RegExp(`${before}whsec_(?!test_)[A-Za-z0-9+/=]{16,}`, 'g') },
  {
    kind: 'webhook signing secret',
    hint: 'whsec_test_',
    pattern: new RegExp(`${before}whsec_test_[A-Za-z0-9+/=]{8,}`, 'g'),
    credentials: 'test',
  },
  { kind: 'webhook signing secret', hint: 'wbhsec_', pattern: new RegExp(`${before}wbhsec_[A-Za-z0-9-]{12,}`, 'g') },
  {
    kind: 'API key',
    hint: 'persona_production_',
    pattern: new RegExp(`${before}persona_production_[A-Za-z0-9-]{10,}`, 'g'),
    credentials: 'live',
  },
  {
    kind: 'API key',
    hint: 'persona_sandbox_',
    pattern: new RegExp(`${before}persona_sandbox_[A-Za-z0-9-]{10,}`, 'g'),
    credentials: 'test',
  },
  {
    kind: 'API token',
    hint: 'api_live',
    pattern: new RegExp(`${before}api_live(?:_[a-z]{2})?[._][A-Za-z0-9._-]{16,}`, 'g'),
    credentials: 'live',
  },
  {
    kind: 'API token',
    hint: 'api_sandbox',
    pattern: new RegExp(`${before}api_sandbox(?:_[a-z]{2})?[._][A-Za-z0-9._-]{16,}`, 'g'),
    credentials: 'test',
  },
  { kind: 'API token', hint: 'sbx:', pattern: new RegExp(`${before}sbx:[A-Za-z0-9]{16,}`, 'g'), credentials: 'test' },
  { kind: 'API token', hint: 'prd:', pattern: new RegExp(`${before}prd:[A-Za-z0-9]{16,}`, 'g'), credentials: 'live' },
  { kind: 'AWS access key', hint: 'KIA', pattern: /(?<![A-Z0-9])AKIA[A-Z0-9]{16}(?![A-Z0-9])/g },
  { kind: 'AWS access key', hint: 'ASIA', pattern: /(?<![A-Z0-9])ASIA[A-Z0-9]{16}(?![A-Z0-9])/g },
  {
    kind: 'private key',
    hint: 'PRIVATE KEY',
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\n]{40,}/g,
  },
  {
    kind: 'JSON web token',
    hint: 'eyJ',
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}/g,
  },
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map(hint => ({ kind: 'GitHub token', hint, pattern: new RegExp(`${before}${hint}[A-Za-z0-9]{30,}`, 'g') })),
  { kind: 'GitHub token', hint: 'github_pat_', pattern: new RegExp(`${before}github_pat_[A-Za-z0-9_]{40,}`, 'g') },
  { kind: 'GitLab token', hint: 'glpat-', pattern: new RegExp(`${before}glpat-[A-Za-z0-9_-]{20,}`, 'g') },
  { kind: 'Slack token', hint: 'xox', pattern: new RegExp(`${before}xox[abprs]-[A-Za-z0-9-]{16,}`, 'g') },
  { kind: 'Google API key', hint: 'AIza', pattern: new RegExp(`${before}AIza[A-Za-z0-9_-]{35}`, 'g') },
  { kind: 'npm token', hint: 'npm_', pattern: new RegExp(`${before}npm_[A-Za-z0-9]{36}`, 'g') },
  { kind: 'SendGrid key', hint: 'SG.', pattern: new RegExp(`${before}SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{32,}`, 'g') },
  {
    kind: 'password in a URL',
    hint: '://',
    // found by its hint: the words before are many, and begin like much else.
    pattern:
      /(?<=postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?|https?|ftp):\/\/[A-Za-z0-9._%-]+:([^\s:@/"'`<>{}$\\]{6,})@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g,
  },
  {
    kind: 'password in a header',
    hint: 'asic ',
    pattern: /\b[Bb]asic\s{1,4}([A-Za-z0-9+/]{12,}={0,2})/g,
    holds: value => USER_AND_PASSWORD.test(Buffer.from(value, 'base64').toString('latin1')),
  },
  // a function that encodes yields what it encodes.
  { kind: 'password in a header', hint: 'asic ', pattern: /^[Bb]asic ([!-9;-~]+:[!-~]{6,})$/g },
];
