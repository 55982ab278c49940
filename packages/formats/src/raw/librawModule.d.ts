/** What of LibRaw's module, as libraw-wasm builds it, is used here. Its own types describe its browser worker only. */
declare module 'libraw-wasm/dist/libraw.js' {
  export interface LibRawMetadata {
    readonly camera_make: string;
    readonly camera_model: string;
    readonly iso_speed: number;
    /** Seconds. */
    readonly shutter: number;
    readonly aperture: number;
    /** Millimetres. */
    readonly focal_len: number;
    /** Two bits a pixel of 2 by 8; 9 is Fujifilm's X-Trans, 0 no mosaic. */
    readonly filters: number;
    readonly colors: number;
    /** The letters of the colours that `filters` counts. */
    readonly cdesc: string;
    readonly color_data: {
      readonly black: number;
      readonly maximum: number;
      readonly cam_mul: readonly number[];
    };
    readonly lens: { readonly Lens: string };
    /** Degrees Celsius; -1000 and lower where the camera does not say. */
    readonly metadata_common: {
      readonly SensorTemperature: number;
      readonly CameraTemperature: number;
    };
  }

  export interface LibRawMosaic {
    readonly raw_width: number;
    readonly raw_height: number;
    readonly left_margin: number;
    readonly top_margin: number;
    readonly width: number;
    readonly height: number;
    /** All of the sensor, margins included. */
    readonly data: Uint16Array;
  }

  export interface LibRaw {
    open(file: Uint8Array, settings: object): void;
    metadata(full: boolean): LibRawMetadata | undefined;
    rawImageData(): LibRawMosaic | undefined;
    delete(): void;
  }

  export interface LibRawModule {
    readonly LibRaw: new () => LibRaw;
  }

  export default function libraw(options: {
    readonly wasmBinary: Uint8Array;
    readonly print?: (line: string) => void;
    readonly printErr?: (line: string) => void;
  }): Promise<LibRawModule>;
}
