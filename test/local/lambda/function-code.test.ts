import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListBucketsCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { strToU8, zipSync } from 'fflate';
import { parseFunctionArn } from '../../../lib/local/lambda/deployed-function';
import { codeKey, download, unpack } from '../../../lib/local/lambda/function-code';

const folder = () => mkdtempSync(join(tmpdir(), 'unpacked '));

test('unpacks files and folders', async () => {
  const target = folder();
  await unpack(zipSync({ 'index.js': strToU8('1'), 'deep/er/file.txt': strToU8('2') }), target);
  expect(readFileSync(join(target, 'index.js'), 'utf8')).toBe('1');
  expect(readFileSync(join(target, 'deep/er/file.txt'), 'utf8')).toBe('2');
});

test('an archive cannot write outside its folder', async () => {
  const target = folder();
  await expect(unpack(zipSync({ '../escaped.js': strToU8('1') }), target)).rejects.toThrow('lies outside its folder');
  expect(existsSync(join(target, '../escaped.js'))).toBe(false);
});

test('finds the code in whichever bucket of the account holds it', async () => {
  const s3 = mockClient(S3Client);
  s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'other' }, { Name: 'assets' }] });
  s3.on(GetObjectCommand, { Bucket: 'other' }).rejects(new NoSuchKey({ $metadata: {}, message: 'no' }));
  s3.on(GetObjectCommand, { Bucket: 'assets', Key: 'code.zip' }).resolves({ Body: { transformToByteArray: () => Promise.resolve(strToU8('zip')) } as never });
  expect(await download(new S3Client(), 'code.zip')).toEqual(strToU8('zip'));
  s3.on(GetObjectCommand, { Bucket: 'assets' }).rejects(new NoSuchKey({ $metadata: {}, message: 'no' }));
  await expect(download(new S3Client(), 'code.zip')).rejects.toThrow('no bucket of the account holds the code \'code.zip\'');
});

test('reads the key from where the function says its code is', async () => {
  const lambda = mockClient(LambdaClient);
  lambda.on(GetFunctionCommand).resolves({ Code: { Location: 'https://awslambda-tasks.s3.amazonaws.com/abc.zip' } });
  expect(await codeKey(new LambdaClient(), 'f')).toBe('abc.zip');
  lambda.on(GetFunctionCommand).resolves({});
  await expect(codeKey(new LambdaClient(), 'f')).rejects.toThrow('function \'f\' has no code to run');
});

test('reads account, region and name from plain and qualified ARNs', () => {
  const parsed = { account: '111111111111', region: 'me-central-1', name: 'f' };
  expect(parseFunctionArn('arn:aws:lambda:me-central-1:111111111111:function:f')).toEqual(parsed);
  expect(parseFunctionArn('arn:aws:lambda:me-central-1:111111111111:function:f:live')).toEqual(parsed);
  expect(() => parseFunctionArn('arn:aws:sqs:me-central-1:111111111111:f')).toThrow('is not the ARN of a function');
});
