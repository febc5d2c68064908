// what is given to the audit: folders, and what the team says about its environments.
import type { CredentialClass } from './terms';

/** A folder to read: what CDK synthesized, or plain templates with the environment that each belongs to. */
export type Source =
  | { readonly kind: 'assembly'; readonly path: string }
  | { readonly kind: 'templates'; readonly path: string; readonly mapping: TemplateMapping };

/** Which environment each template of a plain folder belongs to, by path inside the folder. */
export interface TemplateMapping {
  readonly templates: Readonly<
    Record<
      string,
      {
        readonly environment: string;
        readonly account: string;
        readonly region: string;
        /** @default - the file's name without its ending */
        readonly stackName?: string;
        /** Values that the deployment gives to the template's parameters. */
        readonly parameters?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** Rules between environments are always decided; those within one environment are a profile of their own. */
export type Profile = 'relations' | 'hygiene';

/** What the team says about its environments; everything in it is optional evidence, nothing in it silences by itself. */
export interface EnvironmentsFile {
  /** @default - one environment per account of the manifests, named after its stage */
  readonly environments?: readonly DeclaredEnvironment[];
  readonly links?: readonly DeclaredLink[];
  readonly suppressions?: readonly Suppression[];
  /** Differences that an environment may show against the one it is promoted from, as globs over `Type` or `Type.property.path`. */
  readonly differences?: readonly DeclaredDifference[];
  /** The rules that these environments hold themselves to. @default ['relations'] */
  readonly profiles?: readonly Profile[];
}

export interface DeclaredEnvironment {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly credentials?: CredentialClass;
  /** The environment whose accepted assembly is promoted into this one; names the pair that parity compares. */
  readonly promotedFrom?: string;
  /** Words that belong to this environment alone (flow ids, subscription ids, hosts, addresses) and may appear in no other. */
  readonly identifiers?: readonly string[];
}

/** A difference in shape that is meant. */
export interface DeclaredDifference {
  /** Glob over `Type` or `Type.property.path`. */
  readonly what: string;
  readonly reason: string;
  readonly owner: string;
  /** The environment that is promoted into. @default - every one */
  readonly environment?: string;
  /** Globs over logical ids that it may lack of a type; whatever else the one it is promoted from has, it has too. @default - any */
  readonly lacks?: readonly string[];
}

/** A link that is meant: reported as declared, never dropped; what goes beyond it still violates. */
export interface DeclaredLink {
  /** Environment or account that reaches. */
  readonly from: string;
  /** Environment or account that is reached. */
  readonly to: string;
  /** What exactly: a glob over the value (an ARN), the place (`Stack/LogicalId` or `Stack/LogicalId.Path`) or the invariant's id; never just `*`. */
  readonly what: string;
  readonly reason: string;
  readonly owner: string;
}

export interface Suppression {
  /** Finding id, or a glob over finding ids (`secrets.plaintext-*`); never just `*`. */
  readonly finding: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

export interface AuditInput {
  readonly sources: readonly Source[];
  readonly environments?: EnvironmentsFile;
  /** @default - the environments' own */
  readonly profiles?: readonly Profile[];
  /** Paths in the result are relative to it. @default - the parent of the first source */
  readonly root?: string;
  /** The day against which suppressions expire, `YYYY-MM-DD`. @default - today, in UTC */
  readonly today?: string;
  /** Salt of the fingerprints of secret material. @default - derived from the input's digests */
  readonly salt?: string;
}
