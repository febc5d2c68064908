import { ResourceExistsException, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import type { FakeVersion } from '../../lambda/support/fake-aws';

type Stage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

const missing = (message: string) => new ResourceNotFoundException({ message, $metadata: {} });

/** One secret with the rules by which Secrets Manager keeps versions and moves their stages. */
export class FakeSecret {
  readonly versions = new Map<string, FakeVersion & { readonly value: string }>();
  private readonly holders = new Map<string, string>();
  changedAt: number;

  constructor(private readonly now: () => number) { this.changedAt = now(); }

  /** What each stage holds, as the receiver's world wants it. */
  get stages(): Partial<Record<Stage, FakeVersion>> {
    return Object.fromEntries([...this.holders].map(([stage, id]) => [stage, this.versions.get(id)]));
  }

  idOf(stage: Stage): string | undefined {
    return this.holders.get(stage);
  }

  get({ VersionStage = 'AWSCURRENT', VersionId }: { VersionStage?: string; VersionId?: string }): object {
    const id = this.holders.get(VersionStage);
    const version = id === undefined || (VersionId !== undefined && VersionId !== id) ? undefined : this.versions.get(id);
    if (version === undefined) throw missing('no such version');
    return { VersionId: version.id, SecretString: version.value, CreatedDate: new Date(version.createdAt) };
  }

  describe(): object {
    const stagesById: Record<string, string[]> = {};
    for (const [stage, id] of this.holders) (stagesById[id] ??= []).push(stage);
    return { VersionIdsToStages: stagesById, LastChangedDate: new Date(this.changedAt), RotationEnabled: true };
  }

  list(): object {
    return { Versions: [...new Set(this.holders.values())].map(id => ({ VersionId: id, CreatedDate: new Date(this.versions.get(id)!.createdAt) })) };
  }

  put({ ClientRequestToken: id, SecretString: value, VersionStages: stages }: { ClientRequestToken: string; SecretString: string; VersionStages: Stage[] }): object {
    const held = this.versions.get(id);
    if (held !== undefined && held.value !== value) throw new ResourceExistsException({ message: 'other content', $metadata: {} });
    // a repetition is ignored whole: it moves no stage either.
    if (held !== undefined) return {};
    this.versions.set(id, { id, value, createdAt: this.now() });
    this.changedAt = this.now();
    for (const stage of this.holders.has('AWSCURRENT') ? stages : [...new Set<Stage>(['AWSCURRENT', ...stages])]) this.attach(stage, id);
    return {};
  }

  update({ VersionStage: stage, MoveToVersionId: to, RemoveFromVersionId: from }: { VersionStage: Stage; MoveToVersionId?: string; RemoveFromVersionId?: string }): object {
    const holder = this.holders.get(stage);
    if (from !== undefined && from !== holder) throw Object.assign(new Error('stage is elsewhere'), { name: 'InvalidParameterException' });
    if (to !== undefined && holder !== undefined && holder !== to && from === undefined) throw Object.assign(new Error('stage is taken'), { name: 'InvalidParameterException' });
    if (to !== undefined && !this.versions.has(to)) throw missing('no such version');
    this.changedAt = this.now();
    if (to === undefined) this.holders.delete(stage);
    else this.attach(stage, to);
    return {};
  }

  private attach(stage: Stage, id: string): void {
    const before = this.holders.get('AWSCURRENT');
    if (stage === 'AWSCURRENT' && before !== undefined && before !== id) this.holders.set('AWSPREVIOUS', before);
    this.holders.set(stage, id);
  }
}
