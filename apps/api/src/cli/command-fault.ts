/** Something that the user of a command can mend: its message is one line, fit to be shown as it is, without a stack. */
export class CommandFault extends Error {}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a folder',
  EACCES: 'not allowed',
  EPERM: 'not allowed',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'the links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ENOSPC: 'no space is left',
  EIO: 'the device failed',
};

/** What the operating system refused, as a fault that begins with what was being done; any other error is a bug of ours and stays what it is. */
export function asCommandFault(doing: string, cause: unknown): unknown {
  if (typeof cause !== 'object' || cause === null || !('syscall' in cause) || !('code' in cause)) return cause;
  const code = String(cause.code);
  return new CommandFault(`${doing}: ${CAUSES[code] ?? code}`);
}
