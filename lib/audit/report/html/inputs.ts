import { tableOf, code, html } from './markup';
import { grouped } from '../words';
import type { SectionOf } from './section';

// a longer list is folded; it stays whole on paper.
const SHOWN = 40;

/** The files that were read, so that anybody can tell whether theirs are the same. */
export const inputs: SectionOf = (result, { declarations = [] }) => {
  const files = [...declarations, ...result.inputs];
  const list = tableOf('Files and their SHA-256', ['file', 'bytes', 'SHA-256'], files.map(({ path, bytes, sha256 }) => html`<tr>
<th scope="row">${code(path)}</th><td class="number">${grouped(bytes)}</td><td>${code(sha256)}</td></tr>`), 'digests');
  return {
    id: 'inputs',
    title: 'Inputs',
    lead: 'Every file that the verdict rests on. Paths are relative to the folder in which the audit is repeated.',
    count: files.length,
    body: files.length > SHOWN ? html`<details><summary>${files.length} files</summary>${list}</details>` : list,
  };
};

/** How to come to the same bytes. */
export const reproduce: SectionOf = ({ inputs: files, suppressions }, { command, timestamp }) => ({
  id: 'reproduce',
  title: 'Repeat it',
  lead: 'No AWS access is needed. With the same version of the tool; FOLDER, where it stands, is the audited folder:',
  body: html`<pre tabindex="0"><code>sha256sum ${files[0] ? `'${files[0].path.replaceAll('\'', '\'\\\'\'')}'` : ''}   # and so on for each file above
${command} --format html</code></pre>
<p>The same files give this report byte for byte, in any folder and time zone.${timestamp === undefined && suppressions.length > 0
  ? ' Suppressions expire: give --timestamp with the day of this audit to repeat it later.' : ''}</p>`,
});
