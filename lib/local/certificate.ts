import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** Distinguished encoding: a tag, the length, the content. */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);

/** Object identifiers, as they are encoded. */
const oid = {
  commonName: '550403', ecdsaWithSha256: '2a8648ce3d040302', basicConstraints: '551d13', subjectAltName: '551d11',
} as const;

const id = (name: keyof typeof oid) => der(0x06, Buffer.from(oid[name], 'hex'));

const algorithm = () => sequence(id('ecdsaWithSha256'));

const nameOf = (commonName: string) => sequence(der(0x31, sequence(id('commonName'), der(0x0c, Buffer.from(commonName, 'utf8')))));

/** `YYMMDDHHMMSSZ`, as certificates have it until 2049. */
const timeOf = (moment: number) => der(0x17, Buffer.from(`${new Date(moment).toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`, 'ascii'));

const extension = (name: keyof typeof oid, critical: boolean, value: Buffer) =>
  sequence(id(name), ...critical ? [der(0x01, Buffer.from([0xff]))] : [], der(0x04, value));

export interface CertificateOptions {
  readonly notBefore?: number;
  /** Milliseconds since the epoch. */
  readonly notAfter?: number;
}

/** A key with its certificate, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface Authority {
  /** Its certificate, as PEM: what is to be trusted. */
  readonly cert: string;
  /** A certificate for hosts, by name. */
  issue(hosts: readonly string[], options?: CertificateOptions): Certificate;
}

const day = 86_400_000;

const pem = (bytes: Buffer) => `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

interface Content extends CertificateOptions {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

const certify = ({ subject, issuer, publicKey, signer, extensions, notBefore = Date.now() - day, notAfter = Date.now() + day }: Content): string => {
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // a leading byte keeps the number positive.
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm(), nameOf(issuer), sequence(timeOf(notBefore), timeOf(notAfter)), nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  return pem(sequence(content, algorithm(), der(0x03, Buffer.from([0]), sign('sha256', content, signer))));
};

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/**
 * A certificate authority of this run alone, whose key never leaves the process: so that TLS on loopback is real TLS.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export const newAuthority = (commonName = 'Bulkhead local authority'): Authority => {
  const own = newKeys();
  const isAuthority = extension('basicConstraints', true, sequence(der(0x01, Buffer.from([0xff]))));
  return {
    cert: certify({ subject: commonName, issuer: commonName, publicKey: own.publicKey, signer: own.privateKey, extensions: [isAuthority] }),
    issue: (hosts, options) => {
      const keys = newKeys();
      const names = extension('subjectAltName', false, sequence(...hosts.map(host => der(0x82, Buffer.from(host, 'ascii')))));
      return {
        key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
        cert: certify({ ...options, subject: hosts[0] ?? '', issuer: commonName, publicKey: keys.publicKey, signer: own.privateKey, extensions: [names] }),
      };
    },
  };
};
