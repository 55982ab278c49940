/** FITS files as the world writes them, awkward on purpose: every pixel, and what matters of the header, as astropy has it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fitsHdus } from './fitsHdu.ts';
import { cardValue } from './header.ts';
import { readFits } from './readFits.ts';
import { inFolder, lacks, python } from './testing/oracles.ts';

/** Writes each file, and beside it the pixels of its first image in FITS's order as 64-bit floating point, as astropy reads them. */
const WRITE = String.raw`
import sys, os, json, warnings, numpy as np
from astropy.io import fits
warnings.simplefilter('ignore')
os.chdir(sys.argv[1])
r = np.random.default_rng(3)
H, W = 6, 7
def card(k, v=None, raw=None):
    s = raw if raw is not None else '%-8s= %20s' % (k, v)
    b = s if isinstance(s, bytes) else s.encode('latin-1')
    assert len(b) <= 80, s
    return b.ljust(80)
def header(cards, pad=b' '):
    b = b''.join(c if isinstance(c, bytes) else card(*c) for c in cards) + b'END'.ljust(80)
    return b + pad * (-len(b) % 2880)
def data(a, pad=True):
    b = a.astype(a.dtype.newbyteorder('>')).tobytes()
    return b + (b'\0' * (-len(b) % 2880) if pad else b'')
raw = lambda s: card('', raw=s)
BITPIX = {'u1': 8, 'i2': 16, 'i4': 32, 'i8': 64, 'f4': -32, 'f8': -64}
def start(kind, shape, more=(), simple='T'):
    axes = [('NAXIS%d' % (i + 1), n) for i, n in enumerate(reversed(shape))]
    return [('SIMPLE', simple), ('BITPIX', BITPIX[kind]), ('NAXIS', len(shape)), *axes, *more]
def numbers(kind, shape):
    if kind[0] == 'f': return (r.normal(100, 30, shape)).astype(kind)
    i = np.iinfo(kind)
    a = r.integers(i.min, i.max, shape, dtype=kind); a.flat[:2] = i.min, i.max
    return a
done = []
def keep(name, content, hdu=None, expect=None, known=None):
    open(name, 'wb').write(content)
    if known is None:
        with fits.open(name) as f:
            wanted = next(h for h in f if isinstance(h, (fits.PrimaryHDU, fits.ImageHDU)) and h.header['NAXIS'] > 0) if hdu is None else f[hdu]
            known = np.asarray(wanted.data)
    known.astype('<f8').tofile(name + '.raw')
    done.append([name, expect or {}])
def simple(name, kind, more=(), expect=None, shape=(H, W), tail=b'', a=None, pad=b' ', padded=True, simple='T', theirs=True):
    a = numbers(kind, shape) if a is None else a
    keep(name, header(start(kind, shape, more, simple), pad) + data(a, padded) + tail, expect=expect, known=None if theirs else a)

for kind in BITPIX: simple('plain-' + kind, kind)
simple('lower', 'i2', [raw("object  = 'M 31'"), raw('Exptime = 30.5')], {'OBJECT': 'M 31', 'EXPTIME': 30.5})
simple('no-spaces', 'i2', [raw("OBJECT='M 31'/named"), raw('EXPTIME=30.5/s'), raw("FILTER  ='R'"), raw('GAIN    =12')],
       {'OBJECT': 'M 31', 'EXPTIME': 30.5, 'FILTER': 'R', 'GAIN': 12})
simple('more-spaces', 'i2', [raw("OBJECT  =      'M 31    '    /   named"), raw('EXPTIME =30.5      '), raw('GAIN    =                          12')],
       {'OBJECT': 'M 31', 'EXPTIME': 30.5, 'GAIN': 12})
simple('continue', 'i2', [raw("STORY   = 'It was a dark and ''stormy'' &'"), raw("CONTINUE  'night, and &'"), raw("CONTINUE  'long' / told"), raw("NEXT    = 'ends in &'")],
       {'STORY': "It was a dark and 'stormy' night, and long", 'NEXT': 'ends in &'})
simple('latin1', 'i2', [raw("OBSERVER= 'J\xfcrgen'"), raw("PLACE   = 'H\xc3\xb8rsholm'"), raw('COMMENT \xb0C')], {'OBSERVER': 'J\u00fcrgen', 'PLACE': 'H\u00f8rsholm'})
simple('numbers', 'i2', [raw('A       = 1.5D+02'), raw('B       = 1.5E2'), raw('C       = 300.'), raw('D       = .5'), raw('E       = +5'), raw('F       = -0.25d-1'), raw('G       = 0012'), raw('I       = 12345678901234567890')],
       {'A': 150, 'B': 150, 'C': 300, 'D': .5, 'E': 5, 'F': -.025, 'G': 12})
simple('logical', 'i2', [raw('YES     =                    T'), raw('NO      = F'), raw('EMPTY   ='), raw("NULL    = ''"), raw("BLANKS  = '    '")],
       {'YES': True, 'NO': False, 'EMPTY': None, 'NULL': '', 'BLANKS': ''})
simple('quoted-number', 'i2', [raw("EXPTIME = '30.5'")], {'EXPTIME': '30.5'})
simple('twice', 'i2', [raw("FILTER  = 'R'"), raw("FILTER  = 'B'")], {'FILTER': 'B'})
simple('hierarch', 'i2', [raw("HIERARCH ESO DET EXP TYPE = 'Light' / kind"), raw('HIERARCH eso tel airm=1.25')], {'ESO DET EXP TYPE': 'Light', 'ESO TEL AIRM': 1.25})
simple('slash', 'i2', [raw("PATH    = 'a/b/c' / a path"), raw("URL     = 'http://x/' ")], {'PATH': 'a/b/c', 'URL': 'http://x/'})
simple('unquoted', 'i2', [raw("OBJECT  = M 31 / named"), raw("DATE-OBS= 2026-11-20T22:10:00")], {'OBJECT': 'M 31', 'DATE-OBS': '2026-11-20T22:10:00'})
simple('unclosed', 'i2', [raw("OBJECT  = 'M 31")], {'OBJECT': 'M 31'})
simple('comments', 'i2', [raw('COMMENT= looks like a value'), raw('HISTORY  = 12'), raw('        a card without a name'), raw(''), raw('NOVALUE here')])
simple('underscore', 'i2', [raw("CCD_TEMP= -10.5"), raw("CCD-TEMP= -10.25")], {'CCD_TEMP': -10.5, 'CCD-TEMP': -10.25})
simple('nulls', 'i2', [raw("OBJECT  = 'M 31\0\0'"), raw("TAB     =\t5\t/\ttabs")], {'TAB': 5}, pad=b'\0')
simple('not-simple', 'i2', simple='F', theirs=False)
simple('unsigned16', 'i2', [('BZERO', 32768), ('BSCALE', 1)])
simple('unsigned16-float', 'i2', [('BZERO', '32768.0'), ('BSCALE', '1.0')])
simple('unsigned16-exponent', 'i2', [('BZERO', '3.2768E+04'), ('BSCALE', '1.000000000000E+00')])
simple('unsigned32', 'i4', [('BZERO', 2147483648)])
simple('unsigned64', 'i8', [('BZERO', 9223372036854775808)])
simple('signed8', 'u1', [('BZERO', -128)])
simple('scaled16', 'i2', [('BSCALE', 0.25), ('BZERO', 1000)])
simple('scaled8', 'u1', [('BSCALE', 2), ('BZERO', -7)])
simple('scaled-floats', 'f4', [('BSCALE', 0.5), ('BZERO', 100)])
simple('scaled-doubles', 'f8', [('BSCALE', -2), ('BZERO', 1)])
simple('zero-only', 'i2', [('BZERO', -5)])
a = numbers('i2', (H, W)); a[2, 3] = a[4, 1] = -32768
simple('blank', 'i2', [('BLANK', -32768)], a=a)
# What has no value has none when it is unsigned too (standard, 5.3): astropy looks for BLANK in floating point only.
keep('blank-unsigned', header(start('i2', (H, W), [('BLANK', -32768), ('BZERO', 32768)])) + data(a), known=np.where(a == -32768, np.nan, a + 32768.0))
simple('blank-scaled', 'i2', [('BLANK', -32768), ('BSCALE', 0.1), ('BZERO', 3)], a=a)
simple('blank-unused', 'i2', [('BLANK', 5)], a=np.full((H, W), 4, 'i2'))
simple('blank-on-floats', 'f4', [('BLANK', -32768)])
a = numbers('f4', (H, W)); a[0, :3] = np.nan, np.inf, -np.inf
simple('not-numbers', 'f4', a=a)
simple('vector', 'f4', shape=(9,))
simple('one-plane', 'i2', shape=(1, H, W)); simple('four-axes', 'i2', shape=(1, 1, H, W)); simple('colour', 'i2', shape=(3, H, W)); simple('stokes', 'f4', shape=(1, 3, H, W))
simple('bayer', 'i2', [raw("BAYERPAT= 'GRBG    '"), ('XBAYROFF', 1), ('YBAYROFF', 0)], {'BAYERPAT': 'GRBG', 'XBAYROFF': 1})
simple('junk', 'i2', tail=b'\x1a' * 700); simple('junk-block', 'i2', tail=r.bytes(2880), theirs=False); simple('zeros-behind', 'i2', tail=b'\0' * 5760)
simple('not-padded', 'i2', padded=False)
simple('long-header', 'i2', [raw('COMMENT line %d' % i) for i in range(300)])
empty = header([('SIMPLE', 'T'), ('BITPIX', 8), ('NAXIS', 0), ('EXTEND', 'T'), raw("OBJECT  = 'M 33'")])
def ext(kind, shape, more=(), counts=True):
    axes = [('NAXIS%d' % (i + 1), n) for i, n in enumerate(reversed(shape))]
    return header([raw("XTENSION= 'IMAGE   '"), ('BITPIX', BITPIX[kind]), ('NAXIS', len(shape)), *axes, *([('PCOUNT', 0), ('GCOUNT', 1)] if counts else []), *more])
keep('extension', empty + ext('f4', (H, W)) + data(numbers('f4', (H, W))))
keep('extension-without-counts', empty + ext('f4', (H, W), counts=False) + data(numbers('f4', (H, W))))
keep('extension-not-padded', empty + ext('i2', (H, W), [('BZERO', 32768)]) + data(numbers('i2', (H, W)), False))
keep('no-extend', header([('SIMPLE', 'T'), ('BITPIX', 16), ('NAXIS', 0)]) + ext('i2', (H, W)) + data(numbers('i2', (H, W))))
keep('empty-extension', empty + ext('i2', ()) + ext('i2', (H, W)) + data(numbers('i2', (H, W))))
keep('inherit', empty + ext('i2', (H, W), [('INHERIT', 'T')]) + data(numbers('i2', (H, W))), expect={'OBJECT': 'M 33'})
cols = [fits.Column('n', 'J', array=np.arange(50)), fits.Column('v', 'PE()', array=np.array([np.arange(i % 5, dtype='f4') for i in range(50)], dtype=object))]
table = fits.BinTableHDU.from_columns(cols); text = fits.TableHDU.from_columns([fits.Column('n', 'I6', array=np.arange(50))])
image = fits.ImageHDU(numbers('i4', (H, W)), name='SCI')
for name, parts in {'table-first': [table, image], 'text-first': [text, image], 'both-first': [text, table, image, table]}.items():
    fits.HDUList([fits.PrimaryHDU(), *[p.copy() for p in parts]]).writeto('made.fits', overwrite=True)
    keep(name, open('made.fits', 'rb').read())
groups = header([('SIMPLE', 'T'), ('BITPIX', -32), ('NAXIS', 3), ('NAXIS1', 0), ('NAXIS2', 4), ('NAXIS3', 5), ('GROUPS', 'T'), ('PCOUNT', 2), ('GCOUNT', 3)]) + data(numbers('f4', (3, 22)))
keep('groups-first', groups + ext('i2', (H, W)) + data(numbers('i2', (H, W))), hdu=1)
print(json.dumps(done))
`;

test.skipIf(lacks('astropy'))('awkward files, pixel by pixel and card by card', () => {
  inFolder((folder) => {
    const all = JSON.parse(python(WRITE, folder)) as [string, Record<string, unknown>][];
    expect(all.length).toBeGreaterThan(60);
    const wrong = all.flatMap(([name, cards]) => {
      try {
        const file = readFileSync(join(folder, name));
        for (const _ of fitsHdus(file));
        const { pixels, header } = readFits(file);
        const theirs = readFileSync(join(folder, `${name}.raw`));
        const wanted = new Float64Array(theirs.buffer, theirs.byteOffset, theirs.length / 8);
        if (pixels.data.length !== wanted.length)
          return [`${name}: ${pixels.data.length} pixels, not ${wanted.length}`];
        const at = wanted.findIndex((value, i) => !isSame(pixels.data[i] as number, value));
        const bad = Object.entries(cards)
          .filter(([keyword, value]) => cardValue(header, keyword) !== (value ?? undefined))
          .map(([keyword, value]) => `${name}: ${keyword} is ${cardValue(header, keyword)}, not ${value}`);
        return at < 0 ? bad : [`${name}: pixel ${at} is ${pixels.data[at]}, not ${wanted[at]}`, ...bad];
      } catch (error) {
        return [`${name}: ${error}`];
      }
    });
    expect(wrong).toEqual([]);
  });
});

/** Scaled samples of up to 16 bits are single precision here, and there too. */
const isSame = (ours: number, theirs: number) =>
  Object.is(ours + 0, theirs + 0) || Math.abs(ours - theirs) <= 1e-6 * Math.abs(theirs);
