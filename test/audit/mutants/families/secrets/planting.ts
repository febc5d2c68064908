// the credentials that these leaks are made of.
import { material } from '../../material';

export const { apiKey, signing, testKey, sandbox } = material;
