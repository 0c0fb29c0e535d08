// What tests and the command line use of the application.
export { DEMO_PASSWORD, DEMO_SIGN_INS } from './demo/sign-ins';
export { AppModule, type AppOptions } from './app.module';
export { createApp, type Route, routesOf } from './create-app';
export { buildOpenApi } from './http/openapi';
export { PROBLEMS } from './http/problem-messages';
export { productRoot, readSettings, type Settings } from './settings';
export { type RunningProduct, startProduct } from './start-product';
