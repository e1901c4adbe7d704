"""Reads a lake with pyarrow: an engine that did not write it, and that is not JavaScript's either.

usage: read_with_pyarrow.py S3_FOLDER POINTER    (POINTER: path of _current.json below S3_FOLDER)

Prints one JSON line: for each table its rows and, for each column, a checksum that does not depend on order.
"""
import hashlib
import json
import pathlib
import sys

import pyarrow.parquet


def plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat(sep=" ", timespec="milliseconds")
    return value


def partition_values(partition):
    pairs = [part.split("=", 1) for part in partition.split("/") if part]
    return {name: None if value == "__HIVE_DEFAULT_PARTITION__" else int(value) for name, value in pairs}


def main(folder, pointer):
    root = pathlib.Path(folder)
    lake = json.loads((root / pointer).read_text())
    summary = {}
    for table, partitions in lake["tables"].items():
        sums = {}
        rows = 0
        for partition, files in partitions.items():
            for file in files:
                path = root / file.removeprefix("s3://")
                content = pyarrow.parquet.ParquetFile(path).read().to_pylist()
                rows += len(content)
                for row in content:
                    for column, value in {**row, **partition_values(partition)}.items():
                        text = json.dumps(plain(value), ensure_ascii=False)
                        digest = int(hashlib.md5(text.encode()).hexdigest()[:12], 16)
                        sums[column] = (sums.get(column, 0) + digest) % 2**48
        summary[table] = {"rows": rows, "columns": sums}
    print(json.dumps(summary, sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
