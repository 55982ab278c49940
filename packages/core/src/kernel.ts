/** The memory of a kernel: grown, never shrunk; growing it detaches every array on its old buffer. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  /** By pages of 65536 bytes. @throws RangeError there is not enough memory */
  grow(pages: number): number;
}

/**
 * A new instance of a kernel (SIMD) with a memory of its own: the functions that its source, x.kernel.ts, exports.
 * @param module what `npm run kernels` made of that source: WebAssembly in base64
 */
export function openKernel<Functions>(module: string): Functions & { readonly memory: KernelMemory } {
  let compiled = modules.get(module);
  if (!compiled) {
    compiled = new WebAssembly.Module(Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0)));
    modules.set(module, compiled);
  }
  // The types of the functions are those of the source, which only its own compiler reads.
  return new WebAssembly.Instance(compiled).exports as Functions & { readonly memory: KernelMemory };
}

/** Instances of one module share its machine code. */
const modules = new Map<string, object>();

/** What of the WebAssembly interface is needed here; the platform has it, TypeScript only with a browser's types. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};
