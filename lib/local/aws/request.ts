/** Calls a route of the embedded AWS that is ours, not Amazon's. */
export const post = async <T>(endpoint: string, path: string, body: unknown): Promise<T> => {
  const response = await fetch(new URL(path, endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`embedded AWS refused ${path} with ${response.status}: ${text}`);
  return JSON.parse(text) as T;
};
