/** What no reading of templates can decide; stated on every report, whatever its verdict. */
export const notShown: readonly string[] = [
  'Whether the values stored in two environments\' secrets differ. Templates hold no values: `bulkhead secrets status` compares keyed fingerprints of what is stored.',
  'Whether the deployed stacks still are what these templates say. `bulkhead verify` compares them in the account, drift detection does for other apps.',
  'Resources, key grants, peerings and shares that were created by hand and stand in no template of the input; `bulkhead verify` lists them.',
  'Service and resource control policies as they are attached now; where the input holds them they count as stated assumptions only.',
  'What a person or a pipeline with credentials of two environments carries from one to the other.',
];
