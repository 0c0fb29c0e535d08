import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';

/** Values and ports that every module may ask for by token: the clock, and later the ports that one domain offers another. */
@Global()
@Module({})
export class PlatformBindings {
  static forRoot(providers: Exclude<Provider, new (...args: never[]) => unknown>[]): DynamicModule {
    const tokens = providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide));
    return { module: PlatformBindings, providers, exports: tokens };
  }
}
