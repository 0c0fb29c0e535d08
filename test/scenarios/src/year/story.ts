import { expect } from '@jest/globals';
import { CheckConservation, DueWorkSweep } from '@seatline/billing';
import { instant } from '@seatline/kernel';
import { addOperator, TestApp } from '@seatline/test-support';
import { Person } from './person';

/** '2026-02-20 09:00' in Shanghai, where these stories happen; the time may be left out. */
export function cst(local: string): string {
  const [day, time = '00:00'] = local.split(' ');
  return `${day}T${time.length === 5 ? `${time}:00` : time}+08:00`;
}

/** A platform on which time passes as it is told. */
export class Story {
  private constructor(
    readonly test: TestApp,
    readonly operator: Person,
  ) {}

  static async begins(local: string): Promise<Story> {
    const test = await TestApp.start(cst(local));
    await addOperator(test, 'operator@seatline.test');
    test.carrier.world.callee = () => ({ answerAfterMs: 0 });
    return new Story(test, new Person(test, 'operator@seatline.test'));
  }

  ends(): Promise<void> {
    return this.test.stop();
  }

  /** RFC 3339, UTC: as the API writes it. */
  now(): string {
    return new Date(this.test.clock.now()).toISOString();
  }

  /** Time passes. Whatever falls due on the way is done at its own instant, and the books are looked over at the end of every month. */
  async comes(local: string): Promise<void> {
    await this.comesTo(cst(local));
  }

  async comesTo(rfc3339: string): Promise<void> {
    const then = instant(rfc3339);
    const sweep = this.test.app.get(DueWorkSweep, { strict: false });
    for (;;) {
      const due = await sweep.nextDueAt();
      if (due === null || due >= then) break;
      await this.passesTo(new Date(due).toISOString());
    }
    await this.passesTo(new Date(then).toISOString());
  }

  /** Time passes and nobody does anything: the processes stand still. */
  standsStillUntil(local: string): void {
    this.test.clock.moveTo(cst(local));
  }

  /** Nothing was lost, nothing counted twice. */
  async booksAddUp(): Promise<void> {
    expect(await this.test.app.get(CheckConservation, { strict: false }).run()).toEqual([]);
  }

  private async passesTo(utc: string): Promise<void> {
    const month = this.now().slice(0, 7);
    await this.test.moveTo(utc);
    if (utc.slice(0, 7) !== month) await this.booksAddUp();
  }
}
