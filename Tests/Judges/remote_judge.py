"""Judges how inputs are read that are elsewhere: by Python's web server as it is, by one that cuts, refuses and lies, and
by S3 as moto plays it and botocore signs it (both from PyPI; without them that part is skipped).

    remote_judge.py WEIR [--megabytes 100]

What comes out must be what the same file gives on this machine, and no more memory be needed for it.
"""

import argparse
import contextlib
import gzip
import http.server
import io
import json
import logging
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import zipfile

PIPELINE = """
name: people
read: {{ path: {location}, headers: {{ X-Token: "${{TOKEN}}" }} }}
validate:
  schema:
    fields:
      - {{ name: id, type: integer, constraints: {{ required: true }} }}
      - {{ name: name, type: string, constraints: {{ required: true }} }}
      - {{ name: amount, type: number }}
write: {{ csv: {{ path: {folder}/{name}.csv }}, rejects: {folder}/{name}.rejects.csv }}
"""


class Failure(Exception):
    """Something is not as it must be."""


def expect(condition, message):
    if not condition:
        raise Failure(message)


class Site:
    """A web server for the files of a folder, in a thread."""

    def __init__(self, handler):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        # Who looks at a file lets the connection go behind its first bytes.
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"


def plain_handler(folder):
    """Python's own: whole files with a date, and nothing else."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments, **named):
            super().__init__(*arguments, directory=folder, **named)

        def log_message(self, *_):
            pass

    return Handler


def unkind_handler(folder, seed):
    """Parts, tags and conditions, with cuts, delays of the answer and busy moments at random; it asks for a token."""
    chance, lock = random.Random(seed), threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        cuts = requests = 0

        def do_GET(self):
            with lock:
                Handler.requests += 1
                mood, cut = chance.random(), chance.random()
            path = self.path.lstrip("/").split("?")[0]
            if path.startswith("moved/"):
                self.answer(302, {"Location": "/" + path[6:]})
                return
            if self.headers["X-Token"] != "open":
                self.answer(401, {})
                return
            if mood < 0.1:
                self.answer(503, {"Retry-After": "0"})
                return
            with open(f"{folder}/{path}", "rb") as file:
                data = file.read()
            tag, status, headers = f'"{len(data)}"', 200, {"ETag": f'"{len(data)}"'}
            wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers["Range"] or "")
            if wanted and self.headers["If-Range"] in (None, tag):
                first, last = int(wanted[1]), min(int(wanted[2] or len(data) - 1), len(data) - 1)
                headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
                data, status = data[first:last + 1], 206
            end = None
            if mood < 0.6 and len(data) > 100_000:
                end = int(len(data) * cut)
                Handler.cuts += 1
            self.answer(status, headers, data, end)

        def answer(self, status, headers, data=b"", end=None):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(data[:end])
                self.wfile.flush()
            self.close_connection = self.close_connection or end is not None

        def log_message(self, *_):
            pass

    return Handler


def run(weir, folder, location, name, token="open", *options, **variables):
    """Loads an input, and says what came of it: the report, and the most memory that the process took, in bytes."""
    with open(f"{folder}/{name}.yaml", "w") as file:
        file.write(PIPELINE.format(location=json.dumps(location), folder=folder, name=name))
    process = subprocess.Popen(
        [weir, "run", f"{folder}/{name}.yaml", "--progress", "none", "--restart", "--report", f"{folder}/{name}.json",
         *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "TOKEN": token, **variables})
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, output, usage.ru_maxrss << 10


def read(path):
    with open(path, "rb") as file:
        return file.read()


def people(count):
    return "id,name,amount\n" + "".join(
        f"{row},{'' if row % 1000 == 0 else 'Ann ' + str(row % 97)},{row % 10007}.25\n" for row in range(1, count + 1))


def judge_web(weir, folder):
    table = people(40_000)
    os.makedirs(f"{folder}/site")
    with open(f"{folder}/site/people.csv", "w") as file:
        file.write(table)
    with gzip.open(f"{folder}/site/people.csv.gz", "wt") as file:
        file.write(table)
    with zipfile.ZipFile(f"{folder}/site/people.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.csv", "a\n" * 100_000)
        archive.writestr("people.csv", table)
    code, output, _ = run(weir, folder, f"{folder}/site/people.csv", "local")
    expect(code == 1, output)
    rows, rejects = read(f"{folder}/local.csv"), read(f"{folder}/local.rejects.csv")
    plain, handler = Site(plain_handler(f"{folder}/site")), unkind_handler(f"{folder}/site", 7)
    unkind = Site(handler)
    runs = 0
    for site, path, options in [
        (plain, "people.csv", []), (plain, "people.csv.gz", []), (unkind, "moved/people.csv", []),
        *[(unkind, f"people.csv?sig=secret{number}", []) for number in range(3)], (unkind, "people.csv.gz", []),
        (unkind, "people.zip", ["--set", "read.entry=people.csv"]),
    ]:
        name = f"remote{runs}"
        code, output, _ = run(weir, folder, site.url(path), name, "open", *options)
        expect(code == 1, f"{path}: {output}")
        expect(read(f"{folder}/{name}.csv") == rows, f"{path}: other rows")
        expect(read(f"{folder}/{name}.rejects.csv") == rejects, f"{path}: other rejects")
        expect("secret" not in output + read(f"{folder}/{name}.json").decode(), f"{path}: the query is shown")
        runs += 1
    expect(handler.cuts > 3, f"only {handler.cuts} connections were cut")
    for location, token, word in [
        (unkind.url("people.csv"), "shut", "read.unreadable"), (plain.url("none.csv"), "open", "read.notFound"),
        ("http://127.0.0.1:9/x.csv", "open", "read.unreachable"), (plain.url("people.zip"), "open", "read.notDivisible"),
    ]:
        code, output, _ = run(weir, folder, location, "refused", token)
        expect(code == 3 and word in output and "shut" not in output, f"{location}: {code} {output}")
    code, output, _ = run(weir, folder, plain.url("people.csv"), "refused", "open", "--public-inputs")
    expect(code == 3 and "read.privateAddress" in output, output)
    print(f"web: {runs} runs give what local ones give, with {handler.cuts} cuts in {handler.requests} requests")


# Keys that are written in another way wherever they stand.
KEYS = ["people.csv", "a folder/b c.csv", "plus+and&equals=.csv", "percent%41.csv", "gr\u00f6\u00dfe.csv",
        "tilde~(x)'!*.csv", "dots/./x.csv", "semi;colon:at@comma,.csv", "question?.csv", "hash#.csv"]


def signing_handler(data, secret, seen):
    """Answers who has signed the request as botocore does."""
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            given = self.headers["Authorization"] or ""
            names = re.search("SignedHeaders=([^,]*)", given)
            names = names[1].split(";") if names else []
            request = AWSRequest(
                method="GET", url=f"http://{self.headers['Host']}{self.path}",
                headers={name: self.headers[name] for name in names if name != "host"})
            request.context["timestamp"] = self.headers["X-Amz-Date"] or ""
            signer = S3SigV4Auth(Credentials("AKID", secret, "session"), "s3", "eu-west-1")
            text = signer.string_to_sign(request, signer.canonical_request(request))
            ok = given.endswith("Signature=" + signer.signature(text, request)) and {"host", "x-amz-date"} <= set(names)
            seen.append((self.path, ok))
            body = data if ok else b"<Error><Code>SignatureDoesNotMatch</Code></Error>"
            self.send_response(200 if ok else 403)
            self.send_header("ETag", '"v1"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler


def judge_s3(weir, folder):
    try:
        import boto3
        from moto.server import ThreadedMotoServer
    except ImportError:
        print("skipped: there is no moto to play S3, or no botocore to sign for it")
        return
    table = people(20_000)
    with open(f"{folder}/people.csv", "w") as file:
        file.write(table)
    code, output, _ = run(weir, folder, f"{folder}/people.csv", "local")
    expect(code == 1, output)
    rows = read(f"{folder}/local.csv")
    variables = {"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "hidden/+secret", "AWS_SESSION_TOKEN": "session",
                 "AWS_REGION": "eu-west-1"}
    seen = []
    signed = Site(signing_handler(table.encode(), variables["AWS_SECRET_ACCESS_KEY"], seen))
    for key in KEYS:
        code, output, _ = run(
            weir, folder, f"s3://bucket/{key}", "signed", **variables, AWS_ENDPOINT_URL=signed.url("")[:-1])
        expect(code == 1 and all(ok for _, ok in seen), f"{key}: {output} {seen[-1]}")
        expect(read(f"{folder}/signed.csv") == rows, f"{key}: other rows")
    code, output, _ = run(
        weir, folder, "s3://bucket/people.csv", "signed",
        **{**variables, "AWS_SECRET_ACCESS_KEY": "wrong"}, AWS_ENDPOINT_URL=signed.url("")[:-1])
    expect(code == 3 and "read.unreadable" in output and "wrong" not in output, output)

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    try:
        client = boto3.client(
            "s3", endpoint_url=endpoint, region_name="eu-west-1", aws_access_key_id="AKID", aws_secret_access_key="x")
        client.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        for key in KEYS:
            client.put_object(Bucket="bucket", Key=key, Body=table.encode())
        client.put_object(Bucket="bucket", Key="people.csv.gz", Body=gzip.compress(table.encode()))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("people.csv", table)
        client.put_object(Bucket="bucket", Key="people.zip", Body=packed.getvalue())
        for key in [*KEYS, "people.csv.gz", "people.zip"]:
            code, output, _ = run(weir, folder, f"s3://bucket/{key}", "stored", **variables, AWS_ENDPOINT_URL_S3=endpoint)
            expect(code == 1, f"{key}: {output}")
            expect(read(f"{folder}/stored.csv") == rows, f"{key}: other rows")
        code, output, _ = run(weir, folder, "s3://bucket/none.csv", "none", **variables, AWS_ENDPOINT_URL=endpoint)
        expect(code == 3 and "read.notFound" in output and "s3://bucket/none.csv" in output, output)
    finally:
        server.stop()
    print(f"s3: {len(KEYS)} keys signed as botocore does, {len(KEYS) + 2} objects of moto read")


def judge_memory(weir, folder, megabytes):
    os.makedirs(f"{folder}/site", exist_ok=True)
    part = "".join(f"{row},{'Ann ' * 8}{row % 97},{row % 10007}.25\n" for row in range(1, 100_001))
    with open(f"{folder}/site/large.csv", "w") as file:
        file.write("id,name,amount\n")
        while file.tell() < megabytes << 20:
            file.write(part)
    code, output, local = run(weir, folder, f"{folder}/site/large.csv", "large", "open", "--dry-run")
    expect(code == 0, output)
    code, output, remote = run(
        weir, folder, Site(plain_handler(f"{folder}/site")).url("large.csv"), "large", "open", "--dry-run")
    expect(code == 0, output)
    size = os.path.getsize(f"{folder}/site/large.csv")
    expect(remote < local + (24 << 20), f"{remote >> 20} MiB in place of {local >> 20}")
    print(f"memory: {size / 1e6:.0f} MB over HTTP take {remote / (1 << 20):.1f} MiB at most, "
          f"on this machine {local / (1 << 20):.1f} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weir")
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--only", nargs="*")
    arguments = parser.parse_args()
    weir = os.path.abspath(arguments.weir)
    judges = {"web": judge_web, "s3": judge_s3, "memory": lambda weir, folder: judge_memory(weir, folder, arguments.megabytes)}
    failed = False
    for name, judge in judges.items():
        if arguments.only and name not in arguments.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                judge(weir, folder)
            except Failure as failure:
                failed = True
                print(f"{name}: {failure}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
