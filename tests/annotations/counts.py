"""Reads files of ours with the field's own libraries, and prints what they counted."""

import json
import sys
import xml.etree.ElementTree as ET
import zipfile
from contextlib import redirect_stdout
from pathlib import Path

import spacy
from pycocotools.coco import COCO
from spacy.training import Example
from spacy.training.converters import conll_ner_to_docs
from spacy.util import filter_spans

folder = Path(sys.argv[1])


def coco():
    with redirect_stdout(sys.stderr):
        read = COCO(str(folder / "boxes.coco.json"))
    names = {one["id"]: one["name"] for one in read.loadCats(read.getCatIds())}
    boxes = []
    for picture in sorted(read.getImgIds()):
        for one in read.loadAnns(read.getAnnIds(imgIds=picture)):
            assert one["area"] == one["bbox"][2] * one["bbox"][3]
            # Its mask is as large as the box: what is drawn of it is what was meant.
            assert read.annToMask(one).sum() == one["area"], one
            boxes.append([picture, names[one["category_id"]], *one["bbox"]])
    return {"pictures": len(read.getImgIds()), "boxes": boxes}


def voc():
    boxes = []
    with zipfile.ZipFile(folder / "boxes.voc.zip") as files:
        assert files.testzip() is None
        for name in files.namelist():
            root = ET.fromstring(files.read(name))
            number = int(name.removeprefix("Annotations/").split(".")[0].split("_")[0])
            for one in root.iter("object"):
                x1, y1, x2, y2 = (
                    int(one.findtext("bndbox/" + edge)) for edge in ("xmin", "ymin", "xmax", "ymax")
                )
                boxes.append([number, one.findtext("name"), x1 - 1, y1 - 1, x2 - x1 + 1, y2 - y1 + 1])
        return {"pictures": len(files.namelist()), "boxes": boxes}


def yolo():
    import csv
    import io

    import yaml

    boxes = []
    with zipfile.ZipFile(folder / "boxes.yolo.zip") as files:
        assert files.testzip() is None
        names = yaml.safe_load(files.read("data.yaml"))["names"]
        assert list(names.values()) == files.read("classes.txt").decode().splitlines()
        rows = list(csv.DictReader(io.StringIO(files.read("images.csv").decode())))
        for row in rows:
            stem = Path(row["file"]).stem
            width, height = int(row["width"]), int(row["height"])
            for line in files.read(f"labels/train/{stem}.txt").decode().splitlines():
                place, x, y, w, h = line.split()
                w, h = float(w) * width, float(h) * height
                left, top = float(x) * width - w / 2, float(y) * height - h / 2
                number = int(stem.split("_")[0])
                boxes.append([number, names[int(place)], *map(round, (left, top, w, h))])
        return {"pictures": len(rows), "boxes": boxes}


def lines():
    nlp = spacy.blank("xx")
    texts, spans, examples = 0, [], 0
    for line in (folder / "spans.spacy.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        doc = nlp.make_doc(row["text"])
        texts += 1
        spans += [[texts, label, row["text"][start:end]] for start, end, label in row["entities"]]
        # What begins and ends where its tokens do is an entity of an example.
        aligned = [e for e in row["entities"] if doc.char_span(e[0], e[1]) is not None]
        example = Example.from_dict(doc, {"entities": [tuple(e) for e in aligned]})
        assert len(example.reference.ents) == len(aligned)
        examples += len(aligned)
    return {"texts": texts, "spans": spans, "examples": examples}


def conll():
    data = (folder / "spans.conll").read_text("utf-8", errors="strict")
    docs = [doc for doc in conll_ner_to_docs(data, model=None, no_print=True)]
    return {"texts": len(docs), "spans": [[i + 1, e.label_, e.text] for i, d in enumerate(docs) for e in d.ents]}


def studio():
    try:
        from label_studio_sdk.converter import Converter
        from label_studio_sdk.label_interface import LabelInterface
    except ImportError:
        return None
    told = {}
    for kind in ("boxes", "spans"):
        config = (folder / f"{kind}.studio.xml").read_text("utf-8")
        tasks = json.loads((folder / f"{kind}.studio.json").read_text("utf-8"))
        interface = LabelInterface(config)
        for task in tasks:
            for annotation in task["annotations"]:
                errors = interface.validate_prediction(annotation, return_errors=True)
                assert not errors, errors
        told[kind] = sum(len(a["result"]) for t in tasks for a in t["annotations"])
    out = folder / "studio-coco"
    tasks_file = folder / "boxes.studio.json"
    Converter((folder / "boxes.studio.xml").read_text("utf-8"), str(out), download_resources=False).convert_to_coco(
        str(tasks_file), str(out), is_dir=False
    )
    told["converted"] = len(json.loads((out / "result.json").read_text("utf-8"))["annotations"])
    return told


print(json.dumps({"coco": coco(), "voc": voc(), "yolo": yolo(), "spacy": lines(), "conll": conll(), "studio": studio()}))
