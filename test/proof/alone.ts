// tries one guarantee's short form, for a copy of the sources with one line broken; exits with 1 where it does not hold.
import { guarantees } from './guarantees';

const wanted = Number(process.argv[2]);

const main = async (): Promise<boolean> => {
  const guarantee = guarantees.find(({ number }) => number === wanted)!;
  return (await guarantee.prove('short')).every(({ held }) => held);
};

main().then(held => {
  process.exitCode = held ? 0 : 1;
}, (error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 3;
});
