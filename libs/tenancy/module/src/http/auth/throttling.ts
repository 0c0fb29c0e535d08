import '@nestjs/common';
import '@nestjs/core';

// @nestjs/throttler is CommonJS and requires NestJS, which is ESM only. Imported statically, Jest runs it before NestJS itself and refuses the cycle;
// imported here, NestJS has run.
export const { ThrottlerGuard, ThrottlerModule } = await import('@nestjs/throttler');
