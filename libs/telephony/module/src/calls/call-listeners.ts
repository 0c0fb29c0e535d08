import { Injectable } from '@nestjs/common';
import type { CallListener } from '../ports/call-listener';

/** The one who decides about calls; acd makes itself known here when it starts. */
@Injectable()
export class CallListeners {
  private known: CallListener | null = null;

  listen(listener: CallListener): void {
    if (this.known) throw new Error('two listeners decide about calls');
    this.known = listener;
  }

  /** Null in a process that carries no calls. */
  get listener(): CallListener | null {
    return this.known;
  }
}
