/** The surroundings lack something; the message says what, and the way out. */
export class Unusable extends Error {}
