/** Signature schemes that a binding may use. */
export type SchemeName = 'svix' | 'standard-webhooks' | 'uae-press';

/** Schemes that are verified and have golden vectors, but no provider with a binding yet: no configuration can name them. */
export type UnboundSchemeName = 'stripe' | 'persona' | 'onfido' | 'sumsub' | 'veriff';

/** How a tag is made: an HMAC with this digest, or a signature with the sender's private key. */
export type Algorithm = 'sha256' | 'sha512' | 'ed25519';

/** How the bytes of a key are written. */
export interface KeyForm {
  /** What the text begins with; absent where the provider documents nothing. */
  readonly prefix?: string;
  /** Base64 of what follows the prefix, or the whole text as it stands. */
  readonly encoding: 'base64' | 'utf8';
  /** An `hmac` key is secret; an `ed25519` key is the sender's public half and never made to serve as an HMAC's. */
  readonly kind: 'hmac' | 'ed25519';
}

/** How a webhook is signed, as data: one verification serves every scheme. */
export interface Scheme {
  readonly name: SchemeName | UnboundSchemeName;
  /** Header names in lower case. */
  readonly headers: {
    /** Absent where the provider gives a delivery no id. */
    readonly id?: string;
    /** Absent where none is sent, or the signature's header carries it. */
    readonly timestamp?: string;
    readonly signature: string;
    /** Names the digest, where the sender chooses it. */
    readonly algorithm?: { readonly name: string; readonly values: Readonly<Record<string, Algorithm>> };
    /** Names the provider's subscription or client; not covered by the signature. */
    readonly subscription?: string;
  };
  /** Parts joined by a dot before the body; the signed bytes are these, a dot, and the body, or the body alone. */
  readonly signed: readonly ('id' | 'timestamp')[];
  readonly keys: readonly KeyForm[];
  readonly tag: {
    readonly encoding: 'base64' | 'hex';
    /** Prefixes that a tag may carry, `''` where it may stand alone, and how a tag of each is made. */
    readonly prefixes: readonly (readonly [prefix: string, algorithm: Algorithm])[];
    /** Separates several tags, or sets of tags; absent where the provider documents only one. */
    readonly separator?: ' ';
    /** Stands before the timestamp where each set is a timestamp and its tags, joined by commas. */
    readonly timestamp?: string;
    /** Pattern of the prefixes of other versions' tags, which are passed over when they stand beside one of ours. */
    readonly others?: string;
  };
  /** Seconds that the timestamp may differ from the clock, both ways; absent where none is documented: dedup alone bars replays then. */
  readonly window?: number;
}

/** A scheme whose deliveries carry what the receiver keeps them by. */
export interface BoundScheme extends Scheme {
  readonly name: SchemeName;
  readonly headers: Scheme['headers'] & { readonly id: string; readonly timestamp: string };
  readonly window: number;
}
