import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from './problem';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id in a path. What cannot be an id of ours is not there, like any other id that is not. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly kind: string) {}

  transform(text: string): string {
    if (!UUID.test(text)) throw notFound(this.kind);
    return text.toLowerCase();
  }
}
