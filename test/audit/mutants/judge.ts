// audits mutants one by one and holds each result against what was to be found.
import { audit } from '../../../lib/audit/audit';
import type { AuditResult, EnvironmentsFile, Finding } from '../../../lib/audit/model';
import { auditSubject } from '../../../lib/fleet-audit';
import { fleet, flows } from '../../fixtures/fleet';
import { Lab } from './lab';
import type { Mutant } from './types';

export interface Judgement {
  readonly mutant: Mutant;
  readonly caught: boolean;
  /** What was found instead, or why nothing was. */
  readonly instead: readonly string[];
}

/** What the fleet says of itself, as `cdk synth` and the command line tell the audit. */
export const declared: EnvironmentsFile = auditSubject(fleet, flows);

const open = ({ findings }: AuditResult): Finding[] => findings.filter(({ status }) => status === 'open');

export class Judge {
  readonly lab: Lab;
  private readonly known: ReadonlySet<string>;

  constructor(assembly: string) {
    this.lab = new Lab(assembly);
    this.known = new Set(this.clean().map(({ id }) => id));
  }

  /** Findings of the assembly without any leak, hygiene included. */
  clean(): Finding[] {
    return open(this.audit(true));
  }

  judge(mutant: Mutant): Judgement {
    const { lab } = this;
    try {
      mutant.plant(lab);
      lab.flush();
      const touched = new Set(lab.touched);
      const found = open(this.audit(mutant.hygiene)).filter(({ id }) => !this.known.has(id));
      const caught = found.some(
        ({ invariant, verdict, environments, chain }) =>
          mutant.expected.some(pattern => fits(pattern, invariant))
          && (mutant.verdict === 'not proven' || verdict === mutant.verdict)
          && mutant.environments.every(name => environments.includes(name))
          && (mutant.elsewhere || chain.some(({ file }) => touched.has(file.replace(/!.*/, '')))),
      );
      return {
        mutant,
        caught,
        instead: found.map(
          ({ verdict, invariant, environments, message }) =>
            `${verdict} ${invariant} [${environments.join(', ')}] ${message.slice(0, 200)}`,
        ),
      };
    } catch (error) {
      return { mutant, caught: false, instead: [`${(error as Error).name}: ${(error as Error).message}`] };
    } finally {
      lab.restore();
    }
  }

  private audit(hygiene = false): AuditResult {
    return audit({
      sources: [{ kind: 'assembly', path: this.lab.folder }],
      environments: declared,
      profiles: hygiene ? ['relations', 'hygiene'] : ['relations'],
      today: '2026-01-15',
      root: this.lab.folder,
    });
  }
}

/** `identities.*` means any invariant of the group. */
const fits = (pattern: string, invariant: string): boolean =>
  pattern.endsWith('*') ? invariant.startsWith(pattern.slice(0, -1)) : pattern === invariant;

export interface GroupFigures {
  readonly group: string;
  readonly mutants: number;
  readonly caught: number;
}

export const figuresOf = (judgements: readonly Judgement[]): GroupFigures[] => {
  const groups = new Map<string, { mutants: number; caught: number }>();
  for (const {
    mutant: { group },
    caught,
  } of judgements) {
    const figures = groups.get(group) ?? { mutants: 0, caught: 0 };
    groups.set(group, { mutants: figures.mutants + 1, caught: figures.caught + (caught ? 1 : 0) });
  }
  return [...groups].map(([group, figures]) => ({ group, ...figures }));
};
