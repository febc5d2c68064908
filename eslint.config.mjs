import stylistic from '@stylistic/eslint-plugin';
import awscdk from 'eslint-plugin-awscdk';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'cdk.out/', '.bulkhead/', 'node_modules/'] },
  stylistic.configs.customize({ indent: 2, quotes: 'single', semi: true, braceStyle: '1tbs', commaDangle: 'always-multiline' }),
  {
    rules: {
      // a one-line arrow or a wrapped expression reads better where the author broke it.
      '@stylistic/arrow-parens': 'off',
      '@stylistic/operator-linebreak': ['error', 'before', { overrides: { '=': 'after' } }],
      '@stylistic/multiline-ternary': 'off',
      '@stylistic/max-statements-per-line': ['error', { max: 2 }],
      '@stylistic/quote-props': ['error', 'consistent-as-needed'],
      '@stylistic/indent': 'off',
      '@stylistic/indent-binary-ops': 'off',
      '@stylistic/max-len': ['error', { code: 180, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['lib/**/*.ts', 'bin/**/*.ts'],
    ignores: ['lib/local/**'],
    extends: [awscdk.configs.recommended],
    rules: {
      // these serve libraries that jsii translates: here a construct hands out what its neighbours need, as it is.
      'awscdk/no-construct-in-interface': 'off',
      'awscdk/no-construct-in-public-property-of-construct': 'off',
      // it does not see that a destructured third parameter is `props`.
      'awscdk/construct-constructor-property': 'off',
    },
  },
  {
    // one-way imports: bin → lib → lambda's plain names; handlers know nothing of constructs.
    files: ['lambda/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { regex: '^(\\.\\./)+lib/(?!providers$)', message: 'handlers import only lib/providers' },
          { group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'], message: 'handlers know nothing of constructs' },
        ],
      }],
    },
  },
  {
    // the gate concludes the audit anew, and reads evidence as the commands write it: what both share has no construct in it.
    files: ['lambda/gate/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { regex: '^(\\.\\./)+lib/(?!audit(?:$|/assembly/)|promotion/(?:assembly-digest|evidence)$|environment/context$|delivery/names$)', message: 'the gate imports the audit, evidence and names, nothing else of lib' },
          { group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'], message: 'handlers know nothing of constructs' },
        ],
      }],
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^(\\.\\./)+bin/', message: 'imports run one way: bin → lib' }] }],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // tests read foreign JSON: templates, responses, reports.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
