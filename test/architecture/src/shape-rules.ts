import { dirname, join, normalize } from 'node:path';
import { importsOf, type SourceFile } from './source-files';

/** A rule names what it finds wrong in a file; nothing when the file keeps it. */
export type ShapeRule = (file: SourceFile) => string[];

const isTest = (path: string): boolean => /\.spec\.tsx?$|\/test\/|^test\//.test(path);

/** Words that say nothing about the business. */
const EMPTY_WORDS = ['util', 'utils', 'helper', 'helpers', 'manager', 'common', 'misc'];

export const fileNamesSpeak: ShapeRule = ({ path }) => {
  const name = path.split('/').at(-1) ?? '';
  const words = name.split(/[.-]/);
  const faults: string[] = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.tsx?$/.test(name)) faults.push(`${path}: not kebab-case`);
  for (const word of words.filter((each) => EMPTY_WORDS.includes(each))) faults.push(`${path}: "${word}" says nothing`);
  return faults;
};

export const MOST_LINES = 300;

export const filesStayShort: ShapeRule = ({ path, text }) => {
  const lines = text.split('\n').length - 1;
  return !isTest(path) && lines > MOST_LINES ? [`${path}: ${lines} lines`] : [];
};

export const MOST_DEPENDENCIES = 5;

export const constructorsStaySmall: ShapeRule = ({ path, text }) => {
  if (isTest(path)) return [];
  return [...text.matchAll(/constructor\(([^{]*?)\)\s*\{/gs)].flatMap((match) => {
    const injected = (match[1] ?? '').match(/(private|public|protected)?\s*readonly\s+\w+\s*:/g) ?? [];
    return injected.length > MOST_DEPENDENCIES ? [`${path}: a constructor with ${injected.length} dependencies`] : [];
  });
};

/** Which folders of a module a folder may not import: http → use-cases → ports; what implements a port is named only by *.module.ts. */
const IMPLEMENTATIONS = ['persistence', 'gateways', 'carriers'];
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  http: IMPLEMENTATIONS,
  'use-cases': ['http', 'gateways', 'carriers'],
  ports: ['http', 'use-cases', ...IMPLEMENTATIONS],
  persistence: ['http', 'use-cases', 'gateways', 'carriers'],
  gateways: ['http', 'use-cases', 'persistence', 'carriers'],
  carriers: ['http', 'use-cases', 'persistence', 'gateways'],
};

export const moduleInsidesKeepTheirOrder: ShapeRule = ({ path, text }) => {
  const inside = /^(libs\/[a-z]+\/module\/src)\/([a-z-]+)\//.exec(path);
  if (!inside || isTest(path)) return [];
  const [, root = '', folder = ''] = inside;
  const forbidden = FORBIDDEN[folder] ?? [];
  return importsOf(text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => normalize(join(dirname(path), specifier)))
    .filter((target) => target.startsWith(`${root}/`) && forbidden.includes(target.slice(root.length + 1).split('/')[0] ?? ''))
    .map((target) => `${path}: ${folder} imports ${target.slice(root.length + 1)}`);
};

export const nothingIsSwallowed: ShapeRule = ({ path, text }) => (/catch\s*(\([^)]*\))?\s*\{\s*\}/.test(text) ? [`${path}: a catch that says nothing`] : []);

export const nothingIsLeftOpen: ShapeRule = ({ path, text }) => {
  const faults: string[] = [];
  if (/\b(TODO|FIXME|HACK|XXX)\b/.test(text)) faults.push(`${path}: a left-over mark`);
  if (/\b(it|test|describe)\.(skip|todo|only)\b|\bx(it|describe)\(/.test(text)) faults.push(`${path}: a test that is skipped or alone`);
  return faults;
};

export const barrelsOnlyAtTheDoor: ShapeRule = ({ path, text }) => {
  const name = path.split('/').at(-1) ?? '';
  if (name !== 'index.ts' || /^(libs\/[a-z]+\/[a-z]+|apps\/[a-z]+|test\/[a-z]+)\/src\/index\.ts$/.test(path) || path.endsWith('src/testing/index.ts')) return [];
  return /export \*/.test(text) ? [`${path}: a barrel inside a library`] : [];
};

export const SHAPE_RULES: Readonly<Record<string, ShapeRule>> = {
  fileNamesSpeak,
  filesStayShort,
  constructorsStaySmall,
  moduleInsidesKeepTheirOrder,
  nothingIsSwallowed,
  nothingIsLeftOpen,
  barrelsOnlyAtTheDoor,
};
