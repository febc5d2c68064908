import { formats, render } from '../../../lib/audit/report';
import { clean, context, leaky } from './fixtures/results';

const inZone = <T>(zone: string, work: () => T): T => {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
};

describe.each(formats)('the %s report', format => {
  test('is byte for byte the same in another time zone and at another time', () => {
    const here = inZone('Asia/Dubai', () => render(format, leaky, context));
    jest.useFakeTimers({ now: Date.parse('2031-07-04T00:00:00Z') });
    expect(inZone('America/Los_Angeles', () => render(format, structuredClone(leaky), { ...context }))).toBe(here);
    jest.useRealTimers();
  });

  test('states no time unless one is given', () => {
    expect(render(format, leaky, context)).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
    expect(render(format, leaky, { ...context, timestamp: '2026-03-01T12:00:00.000Z' })).toContain('2026-03-01T12:00:00');
  });

  test('carries the version of the tool, the commit and the command', () => {
    for (const result of [leaky, clean]) for (const part of ['0.1.0', context.commit, context.command]) expect(render(format, result, context)).toContain(part);
  });
});
