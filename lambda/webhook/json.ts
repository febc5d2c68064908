// a strict reader: JSON.parse keeps the last of two equal keys, rounds long numbers and has no bound on depth.

/** A number as it was written, so that no digit of an id is lost. */
export interface JsonNumber {
  readonly digits: string;
}

export interface JsonObject {
  readonly members: ReadonlyMap<string, Json>;
  /** The object's own text, exactly as received. */
  readonly text: string;
}

export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;

export type UnreadableReason = 'encoding' | 'syntax' | 'depth' | 'duplicate-key' | 'shape';

/** A payload that cannot be understood; says why in one word, never quotes it. */
export class UnreadableError extends Error {
  constructor(readonly reason: UnreadableReason) {
    super(`unreadable payload: ${reason}`);
    this.name = 'UnreadableError';
  }
}

/** Deeper than any provider nests, far below what would exhaust the stack. */
const deepest = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;
const blank = /[ \t\n\r]*/y;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && 'members' in value;

/** Reads one JSON text, strictly by RFC 8259. */
export const readJson = (bytes: Uint8Array): Json => {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new UnreadableError('encoding');
  }
  return new Reader(text).document();
};

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value(0);
    if (this.peek() !== undefined) throw new UnreadableError('syntax');
    return value;
  }

  private value(depth: number): Json {
    if (depth > deepest) throw new UnreadableError('depth');
    switch (this.peek()) {
      case '{': return this.object(depth);
      case '[': return this.array(depth);
      case '"': return this.string();
      case 't': case 'f': case 'n': {
        const word = this.match(literal);
        return word === 'null' ? null : word === 'true';
      }
      default: return { digits: this.match(number) };
    }
  }

  private object(depth: number): JsonObject {
    const start = this.at++;
    const members = new Map<string, Json>();
    if (!this.takes('}')) {
      do {
        if (this.peek() !== '"') throw new UnreadableError('syntax');
        const name = this.string();
        // compared after unescaping, so that two spellings of one name are still the same name.
        if (members.has(name)) throw new UnreadableError('duplicate-key');
        this.expect(':');
        members.set(name, this.value(depth + 1));
      } while (this.takes(','));
      this.expect('}');
    }
    return { members, text: this.text.slice(start, this.at) };
  }

  private array(depth: number): Json[] {
    this.at++;
    const elements: Json[] = [];
    if (this.takes(']')) return elements;
    do elements.push(this.value(depth + 1)); while (this.takes(','));
    this.expect(']');
    return elements;
  }

  private string(): string {
    const start = this.at;
    let escaped = false;
    for (this.at++; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) break;
      // NaN, the end of the text, fails the comparison as a control character does.
      if (!(code >= 0x20)) throw new UnreadableError('syntax');
      if (code === 0x5c) {
        escaped = true;
        this.at++;
      }
    }
    this.at++;
    if (!escaped) return this.text.slice(start + 1, this.at - 1);
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      throw new UnreadableError('syntax');
    }
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new UnreadableError('syntax');
    this.at += found.length;
    return found;
  }

  /** The next character that is not blank. */
  private peek(): string | undefined {
    this.match(blank);
    return this.text[this.at];
  }

  private takes(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.takes(character)) throw new UnreadableError('syntax');
  }
}
