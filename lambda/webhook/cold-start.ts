// a cold start is the sender's business: it waits for the instance and for the answer.

/** Milliseconds beyond which nobody can have waited: the service ends an initialization that takes longer. */
const longest = 10_000;

/**
 * Tells of the first delivery of an instance how long its sender waited for the instance; nothing of every other one.
 *
 * An instance that was initialized ahead of time kept nobody waiting, whether it is provisioned or was made on suspicion.
 *
 * @param initialization what the runtime says in `AWS_LAMBDA_INITIALIZATION_TYPE`
 * @param uptime seconds since the process began
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export const coldStart = (initialization: string | undefined, uptime: () => number): () => number | undefined => {
  let first = initialization === 'on-demand';
  return () => {
    if (!first) return undefined;
    first = false;
    const waited = Math.round(uptime() * 1000);
    return waited < longest ? waited : undefined;
  };
};
