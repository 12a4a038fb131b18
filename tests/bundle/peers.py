"""One JSON value a line in (or `#` and the sixteen hexadecimal digits of a float), one line out for each:
the same value as PyPI's rfc8785 spells it. Canonical text holds no line break."""

import json
import struct
import sys

import rfc8785

EXACT = 2**53 - 1


def whole(text):
    number = int(text)
    return number if abs(number) <= EXACT else float(number)


for line in sys.stdin.buffer:
    line = line.rstrip(b"\n")
    if line.startswith(b"#"):
        value = struct.unpack(">d", bytes.fromhex(line[1:].decode()))[0]
    else:
        value = json.loads(line, parse_int=whole)
    sys.stdout.buffer.write(rfc8785.dumps(value) + b"\n")
