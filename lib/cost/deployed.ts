import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { Resources } from './priced';
import { constructId } from '../environment';
import { callerSettings, requireCaller } from '../operator/caller';
import { unusable } from '../operator/command-error';
import { watched } from '../operator/patience';

/** Whose templates are asked for. */
export interface DeployedOf {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly profile?: string;
}

/** States of a stack that has no template yet, or none any more. */
const empty = /^(?:REVIEW_IN_PROGRESS|DELETE_COMPLETE|ROLLBACK_COMPLETE)$/;

/**
 * The templates of an environment's stacks as CloudFormation has them, with the caller's own credentials and reading calls only.
 *
 * @param also names of stacks besides those that are named after the environment
 * @throws CommandError for credentials of another account
 */
export const readTemplates = async (of: DeployedOf, also: ReadonlySet<string>, client?: Pick<CloudFormationClient, 'send'>): Promise<readonly Resources[]> => {
  if (!client) await requireCaller(of);
  const cloudFormation = client ?? watched(new CloudFormationClient(callerSettings(of)));
  const templates: Resources[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.send(new DescribeStacksCommand({ NextToken }));
    for (const { StackName = '', StackStatus = '' } of page.Stacks ?? []) {
      if (empty.test(StackStatus) || !(StackName.startsWith(`${constructId(of.name)}-`) || also.has(StackName))) continue;
      const { TemplateBody: text = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
      templates.push(resourcesIn(StackName, text));
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return templates;
};

const resourcesIn = (stack: string, text: string): Resources => {
  try {
    return (JSON.parse(text) as { Resources?: Resources }).Resources ?? {};
  } catch (error) {
    throw unusable(`the template of ${stack} is no JSON, so the CDK has not deployed it; compare with --before instead`, { cause: error });
  }
};
