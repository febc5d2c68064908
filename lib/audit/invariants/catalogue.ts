import type { Group, Invariant, InvariantKind } from '../model';

/** What an invariant is evidence for, by what it is about. */
const controls = {
  separation: [
    'PCI DSS 4.0.1 6.5.3',
    'PCI DSS 4.0.1 6.5.3.b',
    'ISO 27001:2022 A.8.31',
    'SOC 2 CC8.1',
    'NIST 800-53r5 CM-4(1)',
    'NIST 800-53r5 SA-3(1)',
    'UAE IA T3.2.5',
  ],
  access: [
    'PCI DSS 4.0.1 6.5.3',
    'PCI DSS 4.0.1 6.5.4',
    'ISO 27001:2022 A.8.31',
    'SOC 2 CC6.1',
    'SOC 2 CC6.3',
    'NIST 800-53r5 AC-4',
    'UAE IA T3.2.5',
  ],
  keys: ['PCI DSS 4.0.1 6.5.3', 'ISO 27001:2022 A.8.24', 'SOC 2 CC6.1', 'NIST 800-53r5 SA-3(1)', 'UAE IA M5.4.1'],
  network: ['PCI DSS 4.0.1 6.5.3', 'ISO 27001:2022 A.8.22', 'SOC 2 CC6.1', 'NIST 800-53r5 AC-4', 'UAE IA T3.2.5'],
  data: [
    'PCI DSS 4.0.1 6.5.3',
    'PCI DSS 4.0.1 6.5.3.c',
    'ISO 27001:2022 A.8.33',
    'SOC 2 CC6.1',
    'NIST 800-53r5 AC-4',
    'UAE IA M5.4.1',
  ],
  change: ['PCI DSS 4.0.1 6.5.4', 'ISO 27001:2022 A.8.31', 'SOC 2 CC8.1', 'NIST 800-53r5 CM-4(1)', 'UAE IA T3.2.5'],
} as const;

interface Row {
  readonly kind: InvariantKind;
  readonly evidence: keyof typeof controls;
  readonly title: string;
  readonly fix: string;
}

/** The invariants of one group, by name. */
export const catalogue = (group: Group, rows: Readonly<Record<string, Row>>): Invariant[] =>
  Object.entries(rows).map(([name, { kind, evidence, title, fix }]) => ({
    id: `${group}.${name}`,
    group,
    kind,
    title,
    fix,
    controls: controls[evidence],
  }));
