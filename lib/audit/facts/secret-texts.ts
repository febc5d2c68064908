import { assignedSecrets, byChance, byForm, couldBeSecret, isUnlikeName, namesSecret, quotedSecrets, type Material } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import { isUnknown, render, type Sequence, type Value } from '../resolve/value';
import type { ResourceNode } from '../world/types';
import { parametersOf } from '../resolve/parameter';
import { isObject, type Json } from '../assembly/shape';
import { isNamedBeside, nameBeside, optionBefore } from './beside';
import type { Facts, Place } from './types';

/** Properties that take a secret as their value, however they are spelt. */
const secretProperties =
  /(?:secretstring|password|passwd|authtoken|clientsecret|appsecret|privatekey|secretaccesskey|secretkey|oauthtoken|accesstoken|refreshtoken|passphrase|presharedkey|authenticationkey|webhooksecret|apitoken|apikeyvalue)s?$/;

const takesSecret = (shape: string): boolean =>
  secretProperties.test(
    shape
      .slice(shape.lastIndexOf('.') + 1)
      .replace(/[_-]/g, '')
      .toLowerCase(),
  );

const VARIABLE =
  /(?:Environment\.Variables|EnvironmentVariables|RuntimeEnvironmentVariables|StageVariables|^Properties\.Variables)\.([^.]+)$/;

/** Where templates hold digests and ids that look random by nature. */
const NATURAL =
  /(?:S3Key|S3ObjectKey|Code\w*|ImageUri|Image|TemplateURL|CodeSha256|Sha256|SHA256|Thumbprint\w*|Hash|hash|Digest|ETag|Fingerprint|Analytics|aws:asset:\w+|aws:cdk:\w+|PublicKey\w*|EncodedKey|CertificateBody|CertificateChain|Certificates?|SourceHash|assetHash|Salt|NumberOfCopies|Uri|Location|Version|VersionId|Format|ServiceToken|Export\.Name|DashboardBody|QueryString|Pattern|RegexString|RegexPatternStrings|FunctionCode|InlineCode|SslPolicy|ZipFile|SourceObjectKeys|SourceMarkers|SystemMetadata|ExpectedBucketOwner|FileSystemId)$/;

export const secretTexts = (facts: Facts, fingerprint: Fingerprint, place: Place, materials: readonly Material[]): void => {
  const seen = new Set<string>();
  for (const { kind, value, credentials } of materials) {
    const key = fingerprint(value);
    if (seen.has(key)) continue;
    seen.add(key);
    facts.secretTexts.push({ place, kind, credentials, fingerprint: key });
  }
};

/** A name that is a secret's own, and no setting of one. */
const MEANS_SECRET = /(?:password|passwd|passphrase|secret|token|key|credentials?)$/i;

/** Names inside a JSON text that promise a secret. */
const insideJson = (text: string): Material[] => {
  if (!text.startsWith('{') || text.length > 100_000) return [];
  try {
    const visit = (value: Json): Material[] =>
      Array.isArray(value)
        ? value.flatMap(visit)
        : isObject(value)
          ? Object.entries(value).flatMap(([key, inner]) =>
              typeof inner === 'string' && namesSecret(key) && (MEANS_SECRET.test(key) ? couldBeSecret(inner) : isUnlikeName(inner))
                ? [{ kind: `value of '${key}'`, value: inner }]
                : visit(inner),
            )
          : [];
    return visit(JSON.parse(text) as Json);
  } catch {
    return [];
  }
};

/** What a sequence says in words, with marks where it says something else. */
export const literalText = (sequence: Sequence): string =>
  sequence.length === 1 && typeof sequence[0] === 'string'
    ? sequence[0]
    : sequence.map(part => (typeof part === 'string' ? part : '⟨⟩')).join('');

export interface SecretPlan {
  /** Takes a secret as its value. */
  readonly property: boolean;
  /** The name of a variable, or that it stands beside the value. */
  readonly variable?: string;
  readonly beside: boolean;
  readonly parameter: boolean;
  /** The name of the property itself, where it promises a secret. */
  readonly key?: string;
  /** Names and values for people, which are written like names. */
  readonly tag: boolean;
  /** An argument of a command, which may follow its option. */
  readonly argument: boolean;
  /** Holds program text. */
  readonly code: boolean;
  /** Holds digests and ids by nature. */
  readonly natural: boolean;
}

const CODE = /(?:ZipFile|InlineCode|FunctionCode)$/;

const lastOf = (shape: string): string => shape.slice(shape.lastIndexOf('.') + 1);

export const secretPlan = (type: string, shape: string): SecretPlan => ({
  property:
    shape.startsWith('Properties.')
    && !VARIABLE.test(shape)
    && (takesSecret(shape) || (type === 'AWS::ApiGateway::ApiKey' && shape === 'Properties.Value')),
  key: shape.startsWith('Properties.') && namesSecret(lastOf(shape)) ? lastOf(shape) : undefined,
  tag: /(?:^|\.)(?:Tags|Metadata)\b/.test(shape),
  argument: /(?:Command|EntryPoint|Arguments|Args)$/.test(shape),
  code: CODE.test(shape),
  variable: VARIABLE.exec(shape)?.[1],
  beside: isNamedBeside(shape),
  parameter: type === 'AWS::SSM::Parameter' && shape === 'Properties.Value',
  natural: NATURAL.test(shape) || !shape.startsWith('Properties.'),
});

/** Secret material in a text that stands below names, outside of resources. */
export const namedSecrets = (path: readonly string[], text: string): Material[] => {
  const found = byForm(text);
  const name = path.slice(-2).reverse().find(namesSecret);
  return found.length === 0 && name !== undefined && isUnlikeName(text) ? [{ kind: `value of '${name}'`, value: text }] : found;
};

/** Headers by which an origin knows who calls. */
const VOUCHES = /verif|signature|shared|x-origin|hmac/i;

/** What a build or a checksum yields, which looks random and is nobody's. */
const isBuilt = (name: string): boolean => /(?:^|[_.-])(?:git_?)?(?:sha\d*|commit\w*|revision|digest|hash|checksum|etag)$|(?:Sha\d*|Commit\w*|Revision|Digest|Hash|Checksum)$/i.test(name);

/** Secret material in one value of a resource. */
export const secretTextsOf = (
  facts: Facts,
  fingerprint: Fingerprint,
  resource: ResourceNode,
  at: () => Place,
  plan: SecretPlan,
  shape: string,
  value: Value,
  knownNames: ReadonlySet<string>,
): void => {
  for (const sequence of value) {
    const whole = sequence.length === 1 && typeof sequence[0] === 'string';
    const text = literalText(sequence);
    if (text.length < 8) continue;
    const found = byForm(text);
    const ownName = resource.properties.Name;
    const name =
      (plan.parameter && typeof ownName === 'string' ? ownName : plan.beside ? nameBeside(resource, at().path) : undefined)
      ?? plan.variable
      ?? (plan.argument ? optionBefore(resource, at().path) : undefined);
    if (whole && plan.property && !text.startsWith('{') && !/^(true|false)$/.test(text))
      found.push({ kind: `value of ${lastOf(shape)}`, value: text });
    else if (whole && name !== undefined && (namesSecret(name) || (plan.beside && VOUCHES.test(name))) && (plan.tag ? isUnlikeName(text) : couldBeSecret(text)))
      found.push({ kind: `value of '${name}'`, value: text });
    else if (whole && plan.key !== undefined && !plan.natural && isUnlikeName(text))
      found.push({ kind: `value of '${plan.key}'`, value: text });
    if (found.length === 0) found.push(...(plan.code ? quotedSecrets(text) : assignedSecrets(text)));
    found.push(...insideJson(text));
    if (found.length === 0 && !plan.natural && !(name !== undefined && isBuilt(name))) found.push(...byChance(text).filter(({ value: token }) => !knownNames.has(token)));
    if (found.length > 0) secretTexts(facts, fingerprint, at(), found);
  }
};

const isHidden = (declared: Json | undefined): boolean =>
  isObject(declared) && (declared.NoEcho === true || declared.NoEcho === 'true');

/** Values that a parameter hides from consoles but not from templates. */
export const hiddenParameters = (facts: Facts, fingerprint: Fingerprint, place: Place): void => {
  if (!place.stack) return;
  for (const [name, declared] of Object.entries(parametersOf(place.stack))) {
    if (!isObject(declared)) continue;
    const { Default: preset, AllowedValues: allowed } = declared;
    const hidden = isHidden(declared);
    const tell = (text: Json | undefined, what: string, ...path: readonly string[]) => {
      if (typeof text !== 'string' || text === '') return;
      const found = hidden ? [{ kind: `${what} of the hidden parameter '${name}'`, value: text }] : namedSecrets([name], text);
      secretTexts(facts, fingerprint, { ...place, path: ['Parameters', name, ...path] }, found);
    };
    tell(preset, 'default', 'Default');
    if (hidden && Array.isArray(allowed))
      allowed.forEach((text, index) => tell(text, 'allowed value', 'AllowedValues', String(index)));
  }
};

const SHOWS =
  /(?:^Metadata\b|Environment\b|EnvironmentVariables|\.Variables\.|UserData|Description|Tags|^Properties\.Value$|^Outputs\b|Command\b|LaunchTemplateData|Arguments\b|Args$|BuildSpec|DefinitionString|EntryPoint|Input$|InputTemplate|RequestTemplates|Labels|Options\.)/;

/** Whether whoever describes a resource reads a property. */
export const shows = (shape: string): boolean => SHOWS.test(shape);

/** A secret that the deployment writes where it can be read by whoever describes the resource. */
export const exposuresOf = (facts: Facts, at: () => Place, shape: string, value: Value): void => {
  for (const sequence of value) {
    const secret = sequence.some(
      part => isUnknown(part) && (part.source === 'hidden' || /^\{\{resolve:(secretsmanager|ssm-secure):/.test(part.text ?? '')),
    );
    if (secret) facts.exposures.push({ place: at(), where: shape, value: render(sequence).slice(0, 200) });
  }
};
