import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { OperatorAccess } from './access';
import { undecided } from './command-error';

/** Calls a function of the environment and takes its answer; an answer without the expected version is none. */
export const invoke = async <Answer extends { readonly version: 1 }>(
  { lambda }: Pick<OperatorAccess, 'lambda'>, functionArn: string, request: { readonly version: 1 },
): Promise<Answer> => {
  const { Payload: payload, FunctionError: failure } = await lambda.send(new InvokeCommand({
    FunctionName: functionArn, Payload: Buffer.from(JSON.stringify(request)),
  }));
  const name = functionArn.split(':').at(-1);
  if (failure !== undefined) throw undecided(`the function ${name} failed; its log says why; run the command again`);
  const answer = readAnswer(payload);
  if (answer?.version !== 1) throw undecided(`the function ${name} answers in another form; deploy the environment of this version first`);
  return answer as Answer;
};

const readAnswer = (payload: Uint8Array | undefined): { readonly version?: unknown } | null => {
  try {
    return JSON.parse(Buffer.from(payload ?? []).toString('utf8')) as { version?: unknown } | null;
  } catch {
    return null;
  }
};
