/** Made of clippedLight.kernel.ts by "npm run kernels": do not edit. WebAssembly in base64. */
export const clippedLightModule =
  'AGFzbQEAAAABCQFgBX9/f39/AAMCAQAFAwEAAAccAg9hZGRDbGlwcGVkTGlnaHQAAAZtZW1vcnkCAAqRAQGOAQIEfwF7A0AgBiAEQQJ0SQRAIA' +
  'MgBmoiBSAF/QAEACAA/QAEACIJ/akB/fsBIAEgBmoiB/0ABAD95QEgAiAGaiII/QAEAP3oAf3kAf0LBAAgBUEQaiAF/QAEECAJ/aoB/fsBIAf9' +
  'AAQQ/eUBIAj9AAQQ/egB/eQB/QsEACAGQSBqIQYgAEEQaiEADAELCws=';
