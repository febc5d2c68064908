/** Something that is to happen at a time; taken back by calling what `at` returned. */
type Task = () => Promise<void> | void;

interface Appointment {
  readonly at: number;
  readonly task: Task;
}

/** The provider's time: it runs with the machine's or stands still, and can always be driven forward. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Does something at a time, at once if that has come; the result takes it back. */
  at(time: number, task: Task): () => void;
  /** Lets time pass: everything due is done on the way, in order and at its own time. */
  advance(milliseconds: number): Promise<void>;
  /** Waits until everything due now is done. */
  settled(): Promise<void>;
  /** Milliseconds by which it is ahead of the machine's clock, or the time at which it stands. */
  position(): ClockPosition;
  stop(): void;
}

export type ClockPosition = { readonly ahead: number } | { readonly standsAt: number };

/** Where the sandbox's calendar ends: dates that are read as text have four digits of a year. */
export const LATEST = Date.UTC(9000, 0);

/** What a timer of Node can wait at most. */
const LONGEST_WAIT = 2 ** 31 - 1;

export const createClock = (position: ClockPosition = { ahead: 0 }): SandboxClock => {
  const stands = 'standsAt' in position;
  let ahead = stands ? 0 : position.ahead;
  let standsAt = stands ? position.standsAt : 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const appointments: Appointment[] = [];
  const running = new Set<Promise<void>>();
  const now = () => (stands ? standsAt : Date.now() + ahead);

  const run = (task: Task) => {
    const work = (async () => task())().catch((error: unknown) => {
      process.stderr.write(`sandbox: ${(error as Error).stack ?? String(error)}\n`);
    });
    running.add(work);
    void work.finally(() => running.delete(work));
    return work;
  };

  const takeDue = (time: number): Appointment[] => {
    const first = appointments.findIndex(({ at }) => at > time);
    return appointments.splice(0, first === -1 ? appointments.length : first);
  };

  const runDue = () => {
    if (stopped) return;
    for (const { task } of takeDue(now())) void run(task);
    clearTimeout(timer);
    const next = appointments[0];
    if (stands || !next) return;
    timer = setTimeout(runDue, Math.min(Math.max(next.at - now(), 0), LONGEST_WAIT));
    timer.unref();
  };

  const at = (time: number, task: Task) => {
    const appointment = { at: time, task };
    let low = 0;
    let high = appointments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (appointments[middle]!.at <= time) low = middle + 1;
      else high = middle;
    }
    appointments.splice(low, 0, appointment);
    if (low === 0) runDue();
    return () => {
      const index = appointments.indexOf(appointment);
      if (index >= 0) appointments.splice(index, 1);
    };
  };

  const settled = async () => {
    runDue();
    while (running.size > 0) await Promise.all(running);
  };

  const moveTo = (time: number) => {
    if (stands) standsAt = Math.max(standsAt, time);
    else ahead += Math.max(time - now(), 0);
  };

  return {
    now,
    at,
    settled,
    advance: async milliseconds => {
      const target = now() + milliseconds;
      for (;;) {
        await settled();
        const next = appointments[0];
        if (!next || next.at > target) break;
        moveTo(next.at);
      }
      moveTo(target);
      await settled();
    },
    position: () => (stands ? { standsAt } : { ahead }),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      appointments.length = 0;
    },
  };
};
