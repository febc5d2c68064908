import { endEverything, onEnd } from '../../lib/local/ending';

test('what was started last is undone first, and each thing once', async () => {
  const undone: string[] = [];
  onEnd(() => void undone.push('first'));
  onEnd(async () => {
    await Promise.resolve();
    undone.push('second');
  });
  await Promise.all([endEverything(), endEverything()]);
  await endEverything();
  expect(undone).toEqual(['second', 'first']);
});

test('one thing that cannot be undone does not keep the others', async () => {
  const complaint = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const undo = jest.fn();
  onEnd(undo);
  onEnd(() => {
    throw new Error('stuck');
  });
  await endEverything();
  expect(undo).toHaveBeenCalledTimes(1);
  expect(complaint).toHaveBeenCalledWith('clean-up: stuck\n');
  complaint.mockRestore();
});
