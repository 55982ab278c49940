;; The transpose of a matrix of 16-bit or 32-bit elements: blocks of 8 x 8 or 4 x 4 in registers (SIMD), the blocks in
;; tiles, so that every cache line that is touched is used whole. scripts/buildTranspose.ts makes
;; transposeModule.ts of it.
;;
;; Each function turns `lines` lines of `length` elements at $from into `length` lines of `lines` elements at $to;
;; $fromStride and $toStride are the distances of the lines, bytes. What fills no block is moved element by element.
(module
  (memory (export "memory") 1)

  ;; The elements of the lines $line to $lineEnd and the places $place0 to $placeEnd, one by one.
  (func $edge16 (param $from i32) (param $to i32) (param $fromStride i32) (param $toStride i32)
    (param $line i32) (param $lineEnd i32) (param $place0 i32) (param $placeEnd i32)
    (local $place i32)
    (block $done
      (loop $lines
        (br_if $done (i32.ge_u (local.get $line) (local.get $lineEnd)))
        (local.set $place (local.get $place0))
        (block $lineDone
          (loop $places
            (br_if $lineDone (i32.ge_u (local.get $place) (local.get $placeEnd)))
            (i32.store16
              (i32.add (i32.add (local.get $to) (i32.mul (local.get $place) (local.get $toStride)))
                (i32.mul (local.get $line) (i32.const 2)))
              (i32.load16_u
                (i32.add (i32.add (local.get $from) (i32.mul (local.get $line) (local.get $fromStride)))
                  (i32.mul (local.get $place) (i32.const 2)))))
            (local.set $place (i32.add (local.get $place) (i32.const 1)))
            (br $places)))
        (local.set $line (i32.add (local.get $line) (i32.const 1)))
        (br $lines))))

  (func (export "transpose16") (param $from i32) (param $to i32) (param $fromStride i32) (param $toStride i32)
    (param $lines i32) (param $length i32)
    (local $line i32) (local $place i32) (local $lineEnd i32) (local $placeEnd i32) (local $tileLine i32) (local $tilePlace i32)
    (local $wholeLines i32) (local $wholeLength i32) (local $read i32) (local $write i32)
    (local $r0 v128) (local $r1 v128) (local $r2 v128) (local $r3 v128) (local $r4 v128) (local $r5 v128) (local $r6 v128) (local $r7 v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s4 v128) (local $s5 v128) (local $s6 v128) (local $s7 v128)
    (local.set $wholeLines (i32.and (local.get $lines) (i32.const -8)))
    (local.set $wholeLength (i32.and (local.get $length) (i32.const -8)))
    (block $done
      (loop $tileLines
        (br_if $done (i32.ge_u (local.get $tileLine) (local.get $wholeLines)))
        (local.set $lineEnd (i32.add (local.get $tileLine) (i32.const 16)))
        (if (i32.gt_u (local.get $lineEnd) (local.get $wholeLines)) (then (local.set $lineEnd (local.get $wholeLines))))
        (local.set $tilePlace (i32.const 0))
        (block $tilesDone
          (loop $tilePlaces
            (br_if $tilesDone (i32.ge_u (local.get $tilePlace) (local.get $wholeLength)))
            (local.set $placeEnd (i32.add (local.get $tilePlace) (i32.const 128)))
            (if (i32.gt_u (local.get $placeEnd) (local.get $wholeLength)) (then (local.set $placeEnd (local.get $wholeLength))))
            (local.set $place (local.get $tilePlace))
            (loop $places
              (local.set $line (local.get $tileLine))
              (loop $lineBlocks
                (local.set $read
                  (i32.add (i32.add (local.get $from) (i32.mul (local.get $line) (local.get $fromStride)))
                    (i32.mul (local.get $place) (i32.const 2))))
                (local.set $write
                  (i32.add (i32.add (local.get $to) (i32.mul (local.get $place) (local.get $toStride)))
                    (i32.mul (local.get $line) (i32.const 2))))
                (local.set $r0 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r1 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r2 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r3 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r4 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r5 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r6 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r7 (v128.load (local.get $read)))
                ;; pairs of elements
                (local.set $s0 (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $r0) (local.get $r1)))
                (local.set $s1 (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $r0) (local.get $r1)))
                (local.set $s2 (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $r2) (local.get $r3)))
                (local.set $s3 (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $r2) (local.get $r3)))
                (local.set $s4 (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $r4) (local.get $r5)))
                (local.set $s5 (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $r4) (local.get $r5)))
                (local.set $s6 (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $r6) (local.get $r7)))
                (local.set $s7 (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $r6) (local.get $r7)))
                ;; fours
                (local.set $r0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s0) (local.get $s2)))
                (local.set $r1 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s0) (local.get $s2)))
                (local.set $r2 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s1) (local.get $s3)))
                (local.set $r3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s1) (local.get $s3)))
                (local.set $r4 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s4) (local.get $s6)))
                (local.set $r5 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s4) (local.get $s6)))
                (local.set $r6 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s5) (local.get $s7)))
                (local.set $r7 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s5) (local.get $s7)))
                ;; eights: the lines of the answer
                (local.set $s0 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $r0) (local.get $r4)))
                (local.set $s1 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $r0) (local.get $r4)))
                (local.set $s2 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $r1) (local.get $r5)))
                (local.set $s3 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $r1) (local.get $r5)))
                (local.set $s4 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $r2) (local.get $r6)))
                (local.set $s5 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $r2) (local.get $r6)))
                (local.set $s6 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $r3) (local.get $r7)))
                (local.set $s7 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $r3) (local.get $r7)))
                (v128.store (local.get $write) (local.get $s0))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $s1))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $s2))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $s3))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $s4))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $s5))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $s6))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $s7))
                (local.set $line (i32.add (local.get $line) (i32.const 8)))
                (br_if $lineBlocks (i32.lt_u (local.get $line) (local.get $lineEnd))))
              (local.set $place (i32.add (local.get $place) (i32.const 8)))
              (br_if $places (i32.lt_u (local.get $place) (local.get $placeEnd))))
            (local.set $tilePlace (local.get $placeEnd))
            (br $tilePlaces)))
        (local.set $tileLine (local.get $lineEnd))
        (br $tileLines)))
    (call $edge16 (local.get $from) (local.get $to) (local.get $fromStride) (local.get $toStride)
      (i32.const 0) (local.get $wholeLines) (local.get $wholeLength) (local.get $length))
    (call $edge16 (local.get $from) (local.get $to) (local.get $fromStride) (local.get $toStride)
      (local.get $wholeLines) (local.get $lines) (i32.const 0) (local.get $length)))

  ;; The elements of the lines $line to $lineEnd and the places $place0 to $placeEnd, one by one.
  (func $edge32 (param $from i32) (param $to i32) (param $fromStride i32) (param $toStride i32)
    (param $line i32) (param $lineEnd i32) (param $place0 i32) (param $placeEnd i32)
    (local $place i32)
    (block $done
      (loop $lines
        (br_if $done (i32.ge_u (local.get $line) (local.get $lineEnd)))
        (local.set $place (local.get $place0))
        (block $lineDone
          (loop $places
            (br_if $lineDone (i32.ge_u (local.get $place) (local.get $placeEnd)))
            (i32.store
              (i32.add (i32.add (local.get $to) (i32.mul (local.get $place) (local.get $toStride)))
                (i32.mul (local.get $line) (i32.const 4)))
              (i32.load
                (i32.add (i32.add (local.get $from) (i32.mul (local.get $line) (local.get $fromStride)))
                  (i32.mul (local.get $place) (i32.const 4)))))
            (local.set $place (i32.add (local.get $place) (i32.const 1)))
            (br $places)))
        (local.set $line (i32.add (local.get $line) (i32.const 1)))
        (br $lines))))

  (func (export "transpose32") (param $from i32) (param $to i32) (param $fromStride i32) (param $toStride i32)
    (param $lines i32) (param $length i32)
    (local $line i32) (local $place i32) (local $lineEnd i32) (local $placeEnd i32) (local $tileLine i32) (local $tilePlace i32)
    (local $wholeLines i32) (local $wholeLength i32) (local $read i32) (local $write i32)
    (local $r0 v128) (local $r1 v128) (local $r2 v128) (local $r3 v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local.set $wholeLines (i32.and (local.get $lines) (i32.const -4)))
    (local.set $wholeLength (i32.and (local.get $length) (i32.const -4)))
    (block $done
      (loop $tileLines
        (br_if $done (i32.ge_u (local.get $tileLine) (local.get $wholeLines)))
        (local.set $lineEnd (i32.add (local.get $tileLine) (i32.const 16)))
        (if (i32.gt_u (local.get $lineEnd) (local.get $wholeLines)) (then (local.set $lineEnd (local.get $wholeLines))))
        (local.set $tilePlace (i32.const 0))
        (block $tilesDone
          (loop $tilePlaces
            (br_if $tilesDone (i32.ge_u (local.get $tilePlace) (local.get $wholeLength)))
            (local.set $placeEnd (i32.add (local.get $tilePlace) (i32.const 128)))
            (if (i32.gt_u (local.get $placeEnd) (local.get $wholeLength)) (then (local.set $placeEnd (local.get $wholeLength))))
            (local.set $place (local.get $tilePlace))
            (loop $places
              (local.set $line (local.get $tileLine))
              (loop $lineBlocks
                (local.set $read
                  (i32.add (i32.add (local.get $from) (i32.mul (local.get $line) (local.get $fromStride)))
                    (i32.mul (local.get $place) (i32.const 4))))
                (local.set $write
                  (i32.add (i32.add (local.get $to) (i32.mul (local.get $place) (local.get $toStride)))
                    (i32.mul (local.get $line) (i32.const 4))))
                (local.set $r0 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r1 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r2 (v128.load (local.get $read)))
                (local.set $read (i32.add (local.get $read) (local.get $fromStride)))
                (local.set $r3 (v128.load (local.get $read)))
                ;; pairs of elements
                (local.set $s0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $r0) (local.get $r1)))
                (local.set $s1 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $r0) (local.get $r1)))
                (local.set $s2 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $r2) (local.get $r3)))
                (local.set $s3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $r2) (local.get $r3)))
                ;; fours: the lines of the answer
                (local.set $r0 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s0) (local.get $s2)))
                (local.set $r1 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s0) (local.get $s2)))
                (local.set $r2 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s1) (local.get $s3)))
                (local.set $r3 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s1) (local.get $s3)))
                (v128.store (local.get $write) (local.get $r0))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $r1))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $r2))
                (local.set $write (i32.add (local.get $write) (local.get $toStride)))
                (v128.store (local.get $write) (local.get $r3))
                (local.set $line (i32.add (local.get $line) (i32.const 4)))
                (br_if $lineBlocks (i32.lt_u (local.get $line) (local.get $lineEnd))))
              (local.set $place (i32.add (local.get $place) (i32.const 4)))
              (br_if $places (i32.lt_u (local.get $place) (local.get $placeEnd))))
            (local.set $tilePlace (local.get $placeEnd))
            (br $tilePlaces)))
        (local.set $tileLine (local.get $lineEnd))
        (br $tileLines)))
    (call $edge32 (local.get $from) (local.get $to) (local.get $fromStride) (local.get $toStride)
      (i32.const 0) (local.get $wholeLines) (local.get $wholeLength) (local.get $length))
    (call $edge32 (local.get $from) (local.get $to) (local.get $fromStride) (local.get $toStride)
      (local.get $wholeLines) (local.get $lines) (i32.const 0) (local.get $length))))
