/** What a child may inherit: enough to find programs and write temporary files, nothing of the engineer's AWS or npm settings. */
const inherited = ['PATH', 'LANG', 'LC_ALL', 'TMPDIR', 'SYSTEMROOT', 'NODE_EXTRA_CA_CERTS'];

/** Environment of a child process without the credentials, profiles, proxies and Node options of whoever started the demo. */
export const bareEnvironment = (home: string): Record<string, string> => ({
  ...Object.fromEntries(inherited.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  HOME: home,
  AWS_CONFIG_FILE: `${home}/no-aws-config`,
  AWS_SHARED_CREDENTIALS_FILE: `${home}/no-aws-credentials`,
  AWS_EC2_METADATA_DISABLED: 'true',
  // the SDK's advice about Node versions is for who chose the Node, not for who reads a step's output.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

/** Makes this process forget the engineer's AWS profile, region and endpoints, so that no call can leave the machine by accident. */
export const forgetUsersAws = (home: string): void => {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) delete process.env[name];
  }
  for (const [name, value] of Object.entries(bareEnvironment(home))) {
    if (name.startsWith('AWS_')) process.env[name] = value;
  }
};
