/** What no reading of templates can decide; stated on every report, whatever its verdict. */
export const notShown: readonly string[] = [
  'Whether the values stored in two environments\' secrets differ. Templates hold no values: `bulkhead secrets status` compares keyed fingerprints of what is stored.',
  'Whether the deployed stacks still are what these templates say. Drift detection in each account answers that.',
  'Resources, key grants, peerings and shares that were created by hand and stand in no template of the input.',
  'Service and resource control policies as they are attached now; where the input holds them they count as stated assumptions only.',
  'What a person or a pipeline with credentials of two environments carries from one to the other.',
];
