// ways to write a text into a template so that nobody sees it at a glance: each resolves to the text as it is.
import { region } from './sides';
import type { Lab } from './lab';
import type { Side } from './types';

export interface Disguise {
  readonly name: string;
  readonly wear: (text: string, place: { readonly lab: Lab; readonly own: Side; readonly account: string }) => unknown;
}

const halves = (text: string, account: string): [string, string] => {
  const cut = Math.max(text.indexOf(account), 0) + 6;
  return [text.slice(0, cut), text.slice(cut)];
};

const mapped = (lab: Lab, own: Side, key: string, text: string): void => {
  lab.section(own, 'Mappings').Targets = { [key]: { arn: text, list: ['own', text] } };
};

export const disguises: readonly Disguise[] = [
  { name: 'as it is', wear: text => text },
  { name: 'in a Sub with the partition', wear: text => ({ 'Fn::Sub': text.replace('arn:aws:', 'arn:${AWS::Partition}:') }) },
  { name: 'as a variable of a Sub', wear: text => ({ 'Fn::Sub': ['${Target}', { Target: text }] }) },
  {
    name: 'as the account of a Sub',
    wear: (text, { account }) => ({ 'Fn::Sub': [text.replace(account, '${Owner}'), { Owner: account }] }),
  },
  { name: 'joined from its parts', wear: text => ({ 'Fn::Join': [':', text.split(':')] }) },
  { name: 'joined in the middle of the account', wear: (text, { account }) => ({ 'Fn::Join': ['', halves(text, account)] }) },
  {
    name: 'joined around the partition',
    wear: text => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, text.slice('arn:aws'.length)]] }),
  },
  { name: 'selected from a list', wear: text => ({ 'Fn::Select': [1, ['own', text]] }) },
  { name: 'selected by a text from a split', wear: text => ({ 'Fn::Select': ['2', { 'Fn::Split': ['|', `a|b|${text}`] }] }) },
  {
    name: 'in one branch of a condition',
    wear: (text, { lab, own }) => {
      lab.section(own, 'Parameters').Mode = { Type: 'String', Default: 'a' };
      lab.section(own, 'Conditions').IsOther = { 'Fn::Equals': [{ Ref: 'Mode' }, 'b'] };
      return { 'Fn::If': ['IsOther', text, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/own' }] };
    },
  },
  {
    name: 'two conditions deep',
    wear: (text, { lab, own }) => {
      lab.section(own, 'Parameters').Mode = { Type: 'String' };
      lab.section(own, 'Conditions').IsOther = { 'Fn::Equals': [{ Ref: 'Mode' }, 'b'] };
      return { 'Fn::If': ['IsOther', { Ref: 'AWS::NoValue' }, { 'Fn::If': ['IsOther', 'x', { 'Fn::Sub': text }] }] };
    },
  },
  {
    name: 'in a mapping by region',
    wear: (text, { lab, own }) => {
      mapped(lab, own, region, text);
      return { 'Fn::FindInMap': ['Targets', { Ref: 'AWS::Region' }, 'arn'] };
    },
  },
  {
    name: 'in a mapping by account',
    wear: (text, { lab, own }) => {
      mapped(lab, own, own.account, text);
      return { 'Fn::FindInMap': ['Targets', { Ref: 'AWS::AccountId' }, 'arn'] };
    },
  },
  {
    name: 'in a list of a mapping',
    wear: (text, { lab, own }) => {
      mapped(lab, own, 'all', text);
      return { 'Fn::Select': [1, { 'Fn::FindInMap': ['Targets', 'all', 'list'] }] };
    },
  },
  {
    name: 'as the default of a mapping',
    wear: (text, { lab, own }) => {
      lab.template(own).Transform = 'AWS::LanguageExtensions';
      lab.section(own, 'Mappings').Empty = { x: { y: 'z' } };
      return { 'Fn::FindInMap': ['Empty', { Ref: 'AWS::Region' }, 'arn', { DefaultValue: text }] };
    },
  },
  {
    name: 'as the default of a parameter',
    wear: (text, { lab, own }) => {
      lab.section(own, 'Parameters').Target = { Type: 'String', Default: text };
      return { Ref: 'Target' };
    },
  },
  {
    name: 'as an allowed value of a parameter',
    wear: (text, { lab, own }) => {
      lab.section(own, 'Parameters').Target = { Type: 'String', AllowedValues: ['none', text] };
      return { Ref: 'Target' };
    },
  },
  {
    name: 'as a number that a parameter defaults to',
    wear: (text, { lab, own, account }) => {
      lab.section(own, 'Parameters').Owner = { Type: 'Number', Default: Number(account) };
      return { 'Fn::Sub': text.replace(account, '${Owner}') };
    },
  },
  {
    name: 'as an item of a list parameter',
    wear: (text, { lab, own }) => {
      lab.section(own, 'Parameters').Targets = { Type: 'CommaDelimitedList', Default: `own,${text}` };
      return { 'Fn::Select': [1, { Ref: 'Targets' }] };
    },
  },
  {
    name: 'given by the manifest as a parameter',
    wear: (text, { lab, own }) => {
      lab.section(own, 'Parameters').Target = { Type: 'String', Default: 'none' };
      lab.artifact(own).properties.parameters = { Target: text };
      return { Ref: 'Target' };
    },
  },
  {
    name: 'through an export of the own environment',
    wear: (text, { lab, own }) => {
      lab.section(own, 'Outputs', 'Webhook').Relay = { Value: text, Export: { Name: 'relay' } };
      return { 'Fn::ImportValue': 'relay' };
    },
  },
  {
    name: 'as the output of a nested stack',
    wear: (text, { lab, own }) => {
      lab.nest(own, 'Relay', {
        Resources: { Marker: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
        Outputs: { Target: { Value: text } },
      });
      return { 'Fn::GetAtt': ['Relay', 'Outputs.Target'] };
    },
  },
  {
    name: 'through the parameter of a nested stack',
    wear: (text, { lab, own }) => {
      lab.nest(
        own,
        'Relay',
        {
          Parameters: { In: { Type: 'String' } },
          Resources: { Marker: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
          Outputs: { Target: { Value: { 'Fn::Join': ['', [{ Ref: 'In' }]] } } },
        },
        { In: text },
      );
      return { 'Fn::GetAtt': ['Relay', 'Outputs.Target'] };
    },
  },
  {
    name: 'in a Join in a Select in a Sub',
    wear: text => ({ 'Fn::Sub': ['${T}', { T: { 'Fn::Select': [0, [{ 'Fn::Join': ['/', text.split('/')] }]] } }] }),
  },
  {
    name: 'split and joined by another character',
    wear: text => ({ 'Fn::Join': [':', { 'Fn::Split': ['|', text.replaceAll(':', '|')] }] }),
  },
];
