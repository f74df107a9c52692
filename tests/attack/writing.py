"""Small writers of PDF, DOCX and packed files: just enough to make what no honest program would."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDS = "De cel komt vier keer per jaar samen in het stadhuis en maakt daarvan een verslag."


def stream(data: bytes, entries: str = "", filters: str = "") -> bytes:
    """A PDF stream."""
    return f"<< /Length {len(data)} {filters} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def shown(lines: Sequence[tuple[float, float, float, str]], mode: int = 0) -> bytes:
    """A content stream: (x, y, size, text) each, drawn in render `mode`; an italic 'F2' is bold."""
    drawn = [
        f"BT /{'F2' if size > 11 else 'F1'} {size} Tf {mode} Tr {x} {y} Td ({text}) Tj ET"
        for x, y, size, text in lines
    ]
    return "\n".join(drawn).encode("latin-1")


def pdf(
    contents: Sequence[bytes], catalog: str = "", more: Mapping[int, bytes] | None = None, tail: str = ""
) -> bytes:
    """A PDF of one page for each content stream. `catalog`, `tail`: further entries of catalog and trailer; `more`:
    further objects by number, from 100."""
    pages = range(10, 10 + 2 * len(contents), 2)
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        **(more or {}),
    }
    for number, content in zip(pages, contents, strict=True):
        fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {number + 1} 0 R >>"
        objects[number] = page.encode()
        objects[number + 1] = content if b"stream\n" in content else stream(content)
    return _laid_out(objects, tail)


def _laid_out(objects: Mapping[int, bytes], tail: str) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    rows = [f"{places[n]:010} 00000 n \n" if n in places else "0000000000 65535 f \n" for n in range(size)]
    out += f"xref\n0 {size}\n{''.join(rows)}trailer\n<< /Size {size} /Root 1 0 R {tail} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def plain_pdf(catalog: str = "", more: Mapping[int, bytes] | None = None, tail: str = "") -> bytes:
    """A PDF with one page of honest text, and whatever else is asked for."""
    return pdf([shown([(72, 700 - 20 * n, 10, WORDS) for n in range(4)])], catalog, more, tail)


def deflated(size: int, times: int = 1) -> bytes:
    """`size` zero bytes, packed so many times over."""
    packer = zlib.compressobj(1)
    chunk = bytes(1_000_000)
    data = b"".join([packer.compress(chunk) for _ in range(size // len(chunk))]) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data)
    return data


def docx(
    body: str = "", parts: Mapping[str, bytes] | None = None, head: str = "", kind: str = "document"
) -> bytes:
    """A Word document. `body`: further XML in it; `parts`: further or other parts; `head`: before its first tag."""
    text = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"
    main = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    if kind == "macro":
        main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName='
        f'"/word/document.xml" ContentType="{main}"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type='
        f'"{R}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/document.xml": f'{head}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{text}{body}</w:body>'
        "</w:document>".encode(),
        **(parts or {}),
    }
    return packed(whole)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def relation(kind: str, target: str) -> dict[str, bytes]:
    """The relations of a document's settings or body, with one that points outside."""
    row = f'<Relationship Id="r9" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'
    whole = f'<Relationships xmlns="{_PACKAGE}/relationships">{row}</Relationships>'
    return {"word/_rels/settings.xml.rels": whole.encode()}


def laughs(depth: int = 9) -> str:
    """Entities that grow tenfold at each of so many steps."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth + 1))
    return f'<!DOCTYPE x [<!ENTITY l0 "haha">{steps}]>'
