// takes the place of the SDK's own chain in the bundle: profiles, single sign-on and metadata services exist on no function,
// and looking for them is a quarter of the code.

/** The credentials of the function's role, read anew whenever a client asks. */
export const defaultProvider = () => (): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) return Promise.reject(new Error('no credentials in the environment'));
  return Promise.resolve({ accessKeyId, secretAccessKey, sessionToken });
};
