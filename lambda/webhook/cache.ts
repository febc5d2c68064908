/** Remembers what `load` gave for a while; a failure is passed on and never remembered, and callers at once share one load. */
export class Cache<T> {
  private value: { readonly of: T; readonly until: number } | undefined;
  private loading: Promise<T> | undefined;

  /** @param lifetime in milliseconds */
  constructor(private readonly load: () => Promise<T>, private readonly lifetime: number, private readonly now: () => number) {}

  async get(): Promise<T> {
    return this.value !== undefined && this.now() < this.value.until ? this.value.of : this.reload();
  }

  /** Loads anew whatever is remembered; a load under way serves this caller too. */
  reload(): Promise<T> {
    this.loading ??= this.load().then(of => {
      this.value = { of, until: this.now() + this.lifetime };
      return of;
    }).finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }
}
