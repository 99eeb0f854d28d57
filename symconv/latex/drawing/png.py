"""A grey image as PNG, the format that every browser reads.

*Defines* `data_uri`. See the PNG specification, https://www.w3.org/TR/png/ (colour type 0, eight
bits, filter 0 on every row).
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode

from symconv.latex.drawing.model import Raster
from symconv.latex.drawing.placing import pixels

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def data_uri(raster: Raster) -> str:
    """Return the image as a ``data:`` address.

    >>> data_uri(Raster((0, 0), 5, 5, ((0, 255), (255, 0))))[:32]
    'data:image/png;base64,iVBORw0KGg'
    """
    return f"data:image/png;base64,{b64encode(png(raster)).decode()}"


def png(raster: Raster) -> bytes:
    """Return the bytes of the PNG file."""
    width, height, grey = pixels(raster)
    rows = b"".join(b"\0" + grey[at : at + width] for at in range(0, len(grey), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
