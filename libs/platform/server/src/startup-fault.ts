/** Something that the person who starts the product can mend. It is shown as its one line, without a stack. */
export class StartupFault extends Error {
  constructor(line: string) {
    super(line);
    this.name = 'StartupFault';
  }
}
