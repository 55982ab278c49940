import type {
  ChannelStatistics,
  Collimation,
  ColourBalance,
  Inspection,
  MarkedStar,
  NoCollimation,
  SkyFrame,
  SpectrumProfile,
  StarProfile,
} from '@uraniborg/api';
import { type Area, type InspectOptions, type PanelOptions, type SpectrumOptions, starNear } from '@uraniborg/imaging';
import { balanceOfFrame } from '../measures/balanceOfFrame.ts';
import { collimationOfStar } from '../measures/collimationOfStar.ts';
import { fieldPhotometry } from '../measures/fieldPhotometry.ts';
import { howToDetect } from '../measures/howToDetect.ts';
import { inspectionOfFrame } from '../measures/inspectionOfFrame.ts';
import { type PhotometryOptions, photometryOfStar } from '../measures/photometryOfStar.ts';
import { placeOnSky } from '../measures/placeOnSky.ts';
import { profileOfStar } from '../measures/profileOfStar.ts';
import { spectrumOfLine } from '../measures/spectrumOfLine.ts';
import { starsOfFrame } from '../measures/starsOfFrame.ts';
import { statisticsOfArea } from '../measures/statisticsOfArea.ts';
import { builtInStars } from '../sky/skyData.ts';
import { type FrameAt, openFrame } from './openFrame.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a person asks of one frame: the commands `frame.*` of the API. */
export const measureJobs = {
  stars: async (at: FrameAt, limit: number): Promise<readonly MarkedStar[]> => starsOfFrame(await openFrame(at), limit),
  star: async (at: FrameAt, place: Place): Promise<StarProfile | null> => profileOfStar(await openFrame(at), place),
  /** Only what a trend needs. */
  starNear: async (at: FrameAt, place: Place): Promise<MarkedStar | undefined> => {
    const frame = await openFrame(at);
    return starNear(frame.pixels, place, howToDetect(frame));
  },
  spectrum: async (at: FrameAt, options: SpectrumOptions): Promise<SpectrumProfile> =>
    spectrumOfLine(await openFrame(at), options),
  inspection: async (at: FrameAt, options: InspectOptions & PanelOptions): Promise<Inspection> =>
    inspectionOfFrame(await openFrame(at), options),
  collimation: async (
    at: FrameAt,
    place: Place | undefined,
  ): Promise<{ collimation: Collimation | null; why: NoCollimation | null }> =>
    collimationOfStar(await openFrame(at), place),
  balance: async (at: FrameAt): Promise<ColourBalance> => balanceOfFrame(await openFrame(at)),
  photometry: async (at: FrameAt, place: Place, options: PhotometryOptions) =>
    photometryOfStar(await openFrame(at), place, options),
  fieldPhotometry: async (at: FrameAt, bias: number | undefined) =>
    fieldPhotometry(await openFrame(at), builtInStars(), { bias }),
  channels: async (
    at: FrameAt,
    area: Area | undefined,
  ): Promise<{ channels: ChannelStatistics[]; sky: SkyFrame | null }> => {
    const frame = await openFrame(at);
    return { channels: statisticsOfArea(frame, area), sky: placeOnSky(frame) };
  },
};
