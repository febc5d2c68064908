/** What the verdict stands on and templates cannot show; part of every report. */
export const assumptions: readonly string[] = [
  'What is deployed is what the input holds: resources, key grants and policies made outside of it are not seen.',
  'Service and resource control policies of the live organization are not counted as denying; the verdict holds without them. Those in the input are read: where nothing but they stops a way, that is said, under the assumption that they are attached as the template says and live, and the finding counts all the same.',
  'In every account there are principals that no template shows, its root and administrators among them: what admits the account admits them, and in their own account they may do everything that no policy denies for certain.',
  'A permissions boundary is taken as attached where the template names it; one that is not in the input keeps nobody back.',
  'The bootstrap stacks have the roles and buckets that the manifests name, and trust no other account.',
  'Parameters keep the values that the input gives them, or else their defaults; a parameter with allowed values may have any of them.',
  'Both branches of every condition are taken to be deployed.',
  'AWS-managed policies are taken to allow everything that they are not known to leave out.',
  'A service takes a role only from that role\'s own account, because iam:PassRole does not cross accounts.',
  'A condition on the environment\'s own VPC or VPC endpoint binds a statement to that environment.',
  'Names that are equal in separate accounts are not sharing; ids, ARNs, global names and values are.',
  'Whether the stored values of two secrets differ cannot be seen in templates: `bulkhead secrets status` compares their keyed fingerprints.',
  'tree.json is not deployed and not read; images are read as far as their build folders are in the input.',
];

/** What is accepted of the account that governs the environments. */
export const governingStatement =
  'management account of the organization, not an environment: its organization policies and units name the accounts that they govern, which counts as a declared link of the kind "organization"; anything else that it shares with an environment still violates';
