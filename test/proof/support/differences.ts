const timestamp = 'they read the timestamp as far as it is a number and sign what they have read; only plain decimal digits are a timestamp here';
const list = 'they pass over whatever in the list is no tag of theirs; a header with anything but tags is refused here';
const id = 'they take any text for an id; here it is 1 to 256 printable ASCII characters, and without a dot where it is signed';
const afterTag = 'they end a tag at its second comma; a tag with anything behind it is none here';

/**
 * What svix and standardwebhooks accept and the receiver refuses, by the mutation that shows it. There is one spelling of
 * every part of a request; a difference that is not on this list is a finding, and there is none the other way round.
 */
export const differences: Readonly<Record<string, string>> = {
  'id: with a dot': id,
  'id: with a space': id,
  'id: outside ASCII': id,
  'id: with a newline': id,
  'id: over 256 characters': id,
  'timestamp: space before': timestamp,
  'timestamp: zero before': timestamp,
  'timestamp: plus before': timestamp,
  'timestamp: letters after': timestamp,
  'timestamp: fraction': timestamp,
  'timestamp: exponent': timestamp,
  'timestamp: space after': timestamp,
  'timestamp: newline after': timestamp,
  'a letter of a signed header': timestamp,
  'tag: followed by a comma and more': afterTag,
  'tag: joined by a comma': afterTag,
  'header: joined with itself': afterTag,
  'tag: space before': list,
  'tag: space after': list,
  'tag: beside what is no tag': list,
  'tag: beside an empty one': list,
  'tag: among twenty': 'they try every tag there is; more than 16 are refused here, so that the work is bounded',
};
