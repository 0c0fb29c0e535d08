import { Command, CommanderError } from 'commander';

/** Each command loads its own code, so that `seatline simulate` does not wait for Nest or a database driver. */
function program(): Command {
  const seatline = new Command('seatline').description('Seats of a call centre: lease, seat, calls, usage, invoice.').exitOverride();

  seatline
    .command('simulate')
    .description('tells what a lease does over time, from a story in JSON; no database')
    .argument('<story>', 'the story’s file, or - for standard input')
    .action(async (story: string) => {
      const { runSimulate } = await import('./cli/simulate');
      process.exitCode = await runSimulate(story, process);
    });

  seatline
    .command('rate')
    .description('rates calls by a deck, CSV to CSV; no database')
    .requiredOption('--deck <file>', 'the rate deck')
    .requiredOption('--calls <file>', 'the calls, or - for standard input')
    .option('--zone <zone>', 'the zone of instants that name none', 'Asia/Shanghai')
    .option('--digits <number>', 'decimals of the cost, 0 to 12', '6')
    .action(async (options: { deck: string; calls: string; zone: string; digits: string }) => {
      const { runRate } = await import('./cli/rate');
      process.exitCode = await runRate(options, { out: process.stdout, err: process.stderr, in: process.stdin });
    });

  seatline
    .command('doctor')
    .description('tells what is configured, what it could reach, and what is wrong')
    .action(async () => {
      await import('reflect-metadata');
      const { runDoctor } = await import('./cli/doctor');
      process.exitCode = await runDoctor(process.env, { out: process.stdout });
    });

  seatline
    .command('migrate')
    .description('brings the database of DATABASE_URL to this release’s schema')
    .action(async () => {
      const { runMigrate } = await import('./cli/migrate');
      process.exitCode = await runMigrate(process.env, { out: process.stdout, err: process.stderr });
    });

  seatline
    .command('operator')
    .description('makes an operator; the password is read from standard input')
    .argument('<email>', 'the operator signs in with it')
    .option('--name <name>', 'as it is shown', 'Operator')
    .action(async (email: string, options: { name: string }) => {
      await import('reflect-metadata');
      const { runOperator } = await import('./cli/operator');
      process.exitCode = await runOperator(process.env, { email, name: options.name }, { in: process.stdin, out: process.stdout, err: process.stderr });
    });

  seatline
    .command('verify')
    .description('computes an issued invoice again from its sources: identical, or what differs')
    .argument('<invoice number>', 'as printed, such as SLI-2026-000001')
    .action(async (number: string) => {
      await import('reflect-metadata');
      const { runVerify } = await import('./cli/verify');
      process.exitCode = await runVerify(process.env, number, { out: process.stdout, err: process.stderr });
    });

  seatline
    .command('after-restore')
    .description('moves document numbers past those that were sent before an older backup was restored; without one it says how far each series has come')
    .option('--invoice <numbers...>', 'the highest invoice known to be sent, as printed, such as SLI-2026-000123', [])
    .option('--credit-note <numbers...>', 'the same of credit notes, such as SLC-2026-000007', [])
    .option('--contract <numbers...>', 'the same of contracts, such as SL-2026-000031', [])
    .option('--reason <text>', 'why these numbers are left out')
    .option('--by <name>', 'who says so')
    .action(async (options: { invoice: string[]; creditNote: string[]; contract: string[]; reason?: string; by?: string }) => {
      await import('reflect-metadata');
      const { runAfterRestore } = await import('./cli/after-restore');
      process.exitCode = await runAfterRestore(process.env, { ...options, reason: options.reason, by: options.by }, { out: process.stdout, err: process.stderr });
    });

  seatline
    .command('openapi', { hidden: true })
    .description('writes the API’s description')
    .action(async () => {
      await import('reflect-metadata');
      const { runOpenApi } = await import('./cli/openapi');
      process.exitCode = await runOpenApi({ out: process.stdout });
    });

  return seatline;
}

/** A reader that has seen enough (`… | head`) closes the pipe; that is no fault of the command. */
function endQuietlyWithTheReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`standard output: ${error.message}\n`);
    process.exit(2);
  });
}

endQuietlyWithTheReader();
try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has written its line; asking for help is no fault, a wrong call is one of input.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
