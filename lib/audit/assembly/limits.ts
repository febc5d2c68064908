// bounds of what is read; CloudFormation itself refuses a template over 1 MB, so these refuse nothing that could be deployed.
const MB = 1024 * 1024;

export const limits = {
  /** Nesting of objects and lists in one document. */
  depth: 300,
  documentBytes: 8 * MB,
  /** Text of one file in an asset that is scanned; what is larger is reported as not read. */
  assetFileBytes: 16 * MB,
  /** Text of all files of one asset, unpacked. */
  assetBytes: 128 * MB,
  assetFiles: 20_000,
  /** A construct tree; what is larger is reported as not read. */
  treeBytes: 64 * MB,
  /** Manifests, templates and nested templates of one input. */
  documents: 20_000,
  nestedAssemblies: 40,
} as const;
