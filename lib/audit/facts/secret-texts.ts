import { byChance, byForm, couldBeSecret, namesSecret, type Material } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import { isUnknown, render, type Sequence, type Value } from '../resolve/value';
import type { ResourceNode } from '../world/types';
import { parametersOf } from '../resolve/parameter';
import { isObject, type Json } from '../assembly/shape';
import { isNamedBeside, nameBeside } from './beside';
import type { Facts, Place } from './types';

/** Properties that take a secret as their value, however they are spelt. */
const secretProperties =
  /(?:secretstring|password|passwd|authtoken|clientsecret|appsecret|privatekey|secretaccesskey|secretkey|oauthtoken|accesstoken|refreshtoken|passphrase|presharedkey|authenticationkey|webhooksecret|apitoken)$/;

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
  /(?:S3Key|S3ObjectKey|Code\w*|ImageUri|Image|TemplateURL|CodeSha256|Sha256|SHA256|Thumbprint\w*|Hash|hash|Digest|ETag|Fingerprint|Analytics|aws:asset:\w+|aws:cdk:\w+|PublicKey\w*|EncodedKey|CertificateBody|CertificateChain|Certificates?|SourceHash|assetHash|Salt|NumberOfCopies|Uri|Location|Version|VersionId|Format|ServiceToken|Export\.Name|DashboardBody|QueryString|Pattern|RegexString|RegexPatternStrings|FunctionCode|InlineCode|ZipFile|SourceObjectKeys|SourceMarkers|SystemMetadata|ExpectedBucketOwner|FileSystemId)$/;

export const secretTexts = (facts: Facts, fingerprint: Fingerprint, place: Place, materials: readonly Material[]): void => {
  const seen = new Set<string>();
  for (const { kind, value, credentials } of materials) {
    const key = fingerprint(value);
    if (seen.has(key)) continue;
    seen.add(key);
    facts.secretTexts.push({ place, kind, credentials, fingerprint: key });
  }
};

/** Names inside a JSON text that promise a secret. */
const insideJson = (text: string): Material[] => {
  if (!text.startsWith('{') || text.length > 100_000) return [];
  try {
    const visit = (value: Json): Material[] =>
      Array.isArray(value)
        ? value.flatMap(visit)
        : isObject(value)
          ? Object.entries(value).flatMap(([key, inner]) =>
              typeof inner === 'string' && namesSecret(key) && couldBeSecret(inner)
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
  /** Holds digests and ids by nature. */
  readonly natural: boolean;
}

export const secretPlan = (type: string, shape: string): SecretPlan => ({
  property: shape.startsWith('Properties.') && !VARIABLE.test(shape) && takesSecret(shape),
  variable: VARIABLE.exec(shape)?.[1],
  beside: isNamedBeside(shape),
  parameter: type === 'AWS::SSM::Parameter' && shape === 'Properties.Value',
  natural: NATURAL.test(shape) || !shape.startsWith('Properties.'),
});

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
      plan.variable
      ?? (plan.beside ? nameBeside(resource, at().path) : plan.parameter && typeof ownName === 'string' ? ownName : undefined);
    if (whole && plan.property && !text.startsWith('{') && !/^(true|false)$/.test(text))
      found.push({ kind: `value of ${shape.slice(shape.lastIndexOf('.') + 1)}`, value: text });
    else if (whole && name !== undefined && namesSecret(name) && couldBeSecret(text))
      found.push({ kind: `value of '${name}'`, value: text });
    found.push(...insideJson(text));
    if (found.length === 0 && !plan.natural) found.push(...byChance(text).filter(({ value: token }) => !knownNames.has(token)));
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
      const found = hidden ? [{ kind: `${what} of the hidden parameter '${name}'`, value: text }] : byForm(text);
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
