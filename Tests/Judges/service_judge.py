"""Judges the job service from outside: signatures by an independent library, requests that are made to confuse, clients
that are slow, and a server that is killed while it works.

    service_judge.py WEIR [--kills 5]

It needs only Python; where h11, standardwebhooks and schemathesis (all from PyPI) are there, they judge too.
"""

import argparse
import concurrent.futures
import contextlib
import fcntl
import http.server
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

PEOPLE = """
read: { path: people.csv }
parse: { format: csv }
validate:
  schema:
    fields:
      - { name: id, type: integer, constraints: { required: true } }
      - { name: name, type: string, constraints: { required: true } }
write:
  sqlite: { path: "FOLDER/people.db", table: people, mode: append }
  generated: { run: job }
"""


class Failure(Exception):
    """Something is not as it must be."""


def expect(condition, message):
    if not condition:
        raise Failure(message)


class Server:
    """A server on a port of its own."""

    def __init__(self, weir, folder, *options):
        self.weir, self.folder, self.options = weir, folder, options
        os.makedirs(f"{folder}/pipelines", exist_ok=True)
        with open(f"{folder}/pipelines/people.yaml", "w") as file:
            file.write(PEOPLE.replace("FOLDER", folder))
        self.process = None
        self.port = None

    def start(self):
        self.log = open(f"{self.folder}/log", "ab")
        self.process = subprocess.Popen(
            [self.weir, "serve", "--port", "0", "--data", f"{self.folder}/data", "--pipelines",
             f"{self.folder}/pipelines", *self.options], stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        expect("listens at" in line, f"the server has not begun: {line!r}")
        self.port = int(line.split("/")[2].split(":")[1])
        return self

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        self.log.close()
        return code

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()

    def request(self, method, path, body=None, headers=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=body, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def json(self, method, path, body=None, headers=None):
        status, body = self.request(method, path, body, headers)
        return status, json.loads(body or b"null")

    def ingest(self, text, query="", headers=None):
        status, answer = self.json(
            "POST", f"/jobs/ingest?pipeline=people&file_name=people.csv{query}", text.encode(), headers)
        expect(status == 202, f"the file was not taken: {status} {answer}")
        return answer["job_id"]

    def ended(self, job, limit=60):
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            _, answer = self.json("GET", f"/jobs/{job}")
            if answer["status"] in ("completed", "failed", "cancelled"):
                return answer
            time.sleep(0.05)
        raise Failure(f"job {job} has not ended in {limit} s: {answer}")

    def raw(self, data, wait=3.0):
        """What the server answers to these bytes, until it closes the connection or says nothing more."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(data)
            connection.settimeout(wait)
            answer = b""
            with contextlib.suppress(socket.timeout, ConnectionError):
                while part := connection.recv(65536):
                    answer += part
            return answer


def people(count, start=1):
    return "id,name\n" + "".join(f"{row},Ann\n" for row in range(start, start + count))


class Receiver:
    """Takes webhooks in, and answers what it is told to."""

    def __init__(self):
        self.calls, self.answers = [], []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.calls.append((self.path, dict(self.headers.items()), body))
                status, headers = receiver.answers.pop(0) if receiver.answers else (204, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, count, limit=15):
        deadline = time.monotonic() + limit
        while len(self.calls) < count:
            expect(time.monotonic() < deadline, f"{len(self.calls)} calls in place of {count}")
            time.sleep(0.02)
        return self.calls[count - 1]


def judge_webhooks(weir, folder):
    try:
        from standardwebhooks.webhooks import Webhook
    except ImportError:
        Webhook = None
        print("skipped: there is no standardwebhooks to judge signatures")
    receiver = Receiver()
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    address = f"http://127.0.0.1:{receiver.port}/webhooks/job-complete"
    os.environ["WEIR_WEBHOOK_SECRET"] = secret
    with Server(weir, folder, "--webhook", address, "--private-webhooks") as server:
        # A redirection counts as a failure; the second attempt has the same name.
        receiver.answers = [(302, {"location": "http://127.0.0.1:1/"})]
        job = server.ingest(people(3))
        expect(server.ended(job)["status"] == "completed", "the job is not completed")
        receiver.wait(2, limit=30)
        names = {call[1].get("webhook-id", call[1].get("Webhook-Id")) for call in receiver.calls}
        expect(len(names) == 1, f"attempts have the names {names}")
        if Webhook:
            for _, headers, body in receiver.calls:
                verified = Webhook(secret).verify(body.decode(), {key.lower(): value for key, value in headers.items()})
                expect(verified["type"] == "job.completed" and verified["data"]["job_id"] == job, f"{verified}")
        deliveries = server.json("GET", f"/jobs/{job}/deliveries")[1]["deliveries"]
        expect(deliveries[0]["state"] == "delivered" and deliveries[0]["attempts"] == 2, f"{deliveries}")
        # An endpoint of its own, which says that it wants no more calls.
        count = len(receiver.calls)
        receiver.answers = [(410, {}), (204, {})]
        status, made = server.json(
            "POST", "/webhooks", json.dumps({"url": f"http://127.0.0.1:{receiver.port}/own"}).encode(),
            {"content-type": "application/json"})
        expect(status == 201, f"{status} {made}")
        server.json("POST", f"/webhooks/{made['webhook_id']}/test")
        receiver.wait(count + 1)
        time.sleep(0.5)
        listed = server.json("GET", "/webhooks")[1]["webhooks"]
        expect(listed[0]["disabled_at"], f"410 has not disabled it: {listed}")
    with Server(weir, folder) as server:
        for url in ["http://example.com/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/",
                    "https://user@example.com/", "https://example.com:22/", "https://2130706433/"]:
            status, answer = server.json(
                "POST", "/webhooks", json.dumps({"url": url}).encode(), {"content-type": "application/json"})
            if status == 201:
                # Its form is right; then it must not be called.
                server.json("POST", f"/webhooks/{answer['webhook_id']}/test")
                time.sleep(0.3)
    found = sqlite3.connect(f"{folder}/data/weir.db").execute(
        "SELECT url, last_error FROM deliveries JOIN webhooks ON webhooks.id = webhook WHERE type = 'webhook.test'"
        " AND url LIKE 'https:%'").fetchall()
    expect(found and all(error and "public internet" in error for _, error in found), f"{found}")
    print(f"webhooks: {len(receiver.calls)} calls, signatures {'verified' if Webhook else 'not judged'}; "
          f"{len(found)} endpoints on this machine were not called")


def confusing_requests():
    """Bytes that two readers of HTTP could take for different requests, with a request for /second behind most of them.

    The first table has what must be refused whatever others make of it, the second what a server may take or refuse."""
    head = b"Host: 127.0.0.1\r\n"
    target = b"/jobs/ingest?pipeline=people&file_name=a.csv"
    post = b"POST " + target + b" HTTP/1.1\r\n" + head
    get = b"GET /health HTTP/1.1\r\n" + head
    chunked = post + b"Transfer-Encoding: chunked\r\n\r\n"
    second = b"GET /second HTTP/1.1\r\n" + head + b"\r\n"
    refused = {
        "length and chunks": post + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + second,
        "chunks and length": post + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + second,
        "two lengths": post + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd" + second,
        "signed length": post + b"Content-Length: +5\r\n\r\nabcde" + second,
        "negative length": post + b"Content-Length: -5\r\n\r\nabcde" + second,
        "list of lengths": post + b"Content-Length: 5,6\r\n\r\nabcde" + second,
        "hexadecimal length": post + b"Content-Length: 0x5\r\n\r\nabcde" + second,
        "length with a blank in it": post + b"Content-Length: 1 5\r\n\r\nabcde" + second,
        "no length": post + b"Content-Length:\r\n\r\nabcde" + second,
        "length beyond all numbers": post + b"Content-Length: 99999999999999999999\r\n\r\nabcde" + second,
        "unknown coding": post + b"Transfer-Encoding: xchunked\r\n\r\n" + second,
        "chunked and not last": post + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + second,
        "coding in quotes": post + b'Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n' + second,
        "coding behind a control character": post + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n" + second,
        "blank before colon": post + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + second,
        "header without a name": get + b": a\r\n\r\n" + second,
        "header without a colon": get + b"Transfer-Encoding\r\n\r\n" + second,
        "blank before the first header": b"GET /health HTTP/1.1\r\n " + head + b"\r\n" + second,
        "folded header": post + b"X: a\r\n b\r\nTransfer-Encoding: chunked\r\n\r\n" + second,
        "folded coding": post + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + second,
        "chunk too large": chunked + b"fffffffffffffffff\r\n" + second,
        "no number of a chunk": chunked + b"xyz\r\n" + second,
        "signed chunk": chunked + b"+3\r\nabc\r\n0\r\n\r\n" + second,
        "hexadecimal chunk with 0x": chunked + b"0x3\r\nabc\r\n0\r\n\r\n" + second,
        "chunk longer than it says": chunked + b"3\r\nabcdef\r\n0\r\n\r\n" + second,
        "NUL in a header": b"GET /health HTTP/1.1\r\n" + head + b"X: a\x00b\r\n\r\n" + second,
        "carriage return in a header": b"GET /health HTTP/1.1\r\n" + head + b"X: a\rb\r\n\r\n" + second,
        "too many headers": get + b"".join(b"X%d: y\r\n" % number for number in range(5000)) + b"\r\n",
        "too long a header": get + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n",
        "request behind an error": b"GET /health HTTP/9.9\r\n" + head + b"\r\n" + second,
    }
    others = {
        "same length twice": post + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde" + second,
        "list of the same length": post + b"Content-Length: 5, 5\r\n\r\nabcde" + second,
        "coding with a tab": post + b"Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n" + second,
        "coding with a blank behind": post + b"Transfer-Encoding: chunked \r\n\r\n0\r\n\r\n" + second,
        "coding in capitals": post + b"TRANSFER-ENCODING: CHUNKED\r\n\r\n0\r\n\r\n" + second,
        "coding twice": post + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + second,
        "packed and chunked": post + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + second,
        "chunk with an extension": chunked + b"3;a=b\r\nabc\r\n0\r\n\r\n" + second,
        "long extension of a chunk": chunked + b"3;" + b"a" * 100_000 + b"\r\nabc\r\n0\r\n\r\n" + second,
        "line feeds alone in chunks": chunked + b"3\nabc\n0\n\n" + second,
        "line feeds alone in headers": b"GET /health HTTP/1.1\nHost: 127.0.0.1\n\n" + second,
        "many trailers": chunked + b"0\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(5000)) + b"\r\n" + second,
        "trailer with a length": chunked + b"0\r\nContent-Length: 5\r\n\r\n" + second,
        "HTTP/1.0 and chunks": (b"POST " + target + b" HTTP/1.0\r\nConnection: keep-alive\r\n"
                               b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + second),
        "HTTP/1.0 kept alive": b"GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + second,
        "HTTP/1.0": b"GET /health HTTP/1.0\r\n\r\n" + second,
        "no host": b"GET /health HTTP/1.1\r\n\r\n" + second,
        "two hosts": get + b"Host: example.com\r\n\r\n" + second,
        "GET with a body": get + b"Content-Length: %d\r\n\r\n" % len(second) + second,
        "HEAD with a body": b"HEAD /health HTTP/1.1\r\n" + head + b"Content-Length: 5\r\n\r\nabcde" + second,
        "whole address": b"GET http://127.0.0.1/health HTTP/1.1\r\n" + head + b"\r\n" + second,
        "end of the connection": get + b"Connection: close\r\n\r\n" + second,
        "change of the protocol": get + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n" + second,
        "preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + second,
        "tunnel": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + head + b"\r\n" + second,
        "blank lines first": b"\r\n\r\n" + get + b"\r\n" + second,
        "two requests": get + b"\r\n" + second,
    }
    return refused, others


def requests_by_h11(h11, data):
    """How many requests h11 finds in these bytes, and whether it refuses what is behind the last of them or takes no more."""
    connection = h11.Connection(h11.SERVER)
    connection.receive_data(data)
    count = 0
    while True:
        try:
            event = connection.next_event()
        except h11.RemoteProtocolError:
            return count, True
        if isinstance(event, h11.Request):
            count += 1
        elif event is h11.PAUSED:
            if connection.our_state is h11.SEND_RESPONSE:
                # 400 agrees to no other protocol.
                connection.send(h11.Response(status_code=400, headers=[("content-length", "0")]))
                connection.send(h11.EndOfMessage())
            if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return count, True
            connection.start_next_cycle()
        elif event is h11.NEED_DATA or isinstance(event, h11.ConnectionClosed):
            return count, False


def statuses(answer):
    """The statuses of the answers in these bytes, but for those in between."""
    return [status for status in re.findall(rb"HTTP/1\.1 (\d{3})", answer) if not status.startswith(b"1")]


# Where h11 refuses what the server takes, with the reason.
ALLOWED = {"blank lines first": "RFC 9112, 2.2: a server skips an empty line in front of a request"}


def judge_confusing_requests(weir, folder):
    try:
        import h11
    except ImportError:
        h11 = None
        print("skipped: there is no h11 to say what confusing requests are")
    refused, others = confusing_requests()
    refusals = (b"400", b"408", b"413", b"415", b"422", b"431", b"501", b"505")
    head = b"Host: 127.0.0.1\r\n"
    everything = {**refused, **others}
    with Server(weir, folder, "--idle", "2") as server, concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda data: server.raw(data, wait=1.5), everything.values())
        for (name, data), answer in zip(everything.items(), answers):
            found = statuses(answer)
            if name in refused:
                expect(not found or found[0] in refusals, f"{name}: {answer[:200]!r}")
                expect(len(found) <= 1 and b"/second" not in answer, f"{name}: a second answer {answer!r}")
            if h11 and name not in ALLOWED:
                count, is_over = requests_by_h11(h11, data)
                # Who answers a request that is not whole yet has not seen one more.
                expect(len(found) <= count + is_over, f"{name}: {len(found)} answers where h11 sees {count} requests")
                if is_over and len(found) > count:
                    expect(found[-1] in refusals, f"{name}: h11 refuses it, the server answers {found}")
            expect(server.request("GET", "/health")[0] == 200, f"{name}: the server does not answer any more")
        expect(b" 200 " in server.raw(b"GET /health HTTP/1.1\r\n" + head + b"Connection: close\r\n\r\n"),
               "a plain request is not answered")
        status, answer = server.json("POST", "/jobs/ingest?file_name=a.csv", b"x")
        expect(status == 202 or status in (400, 422), f"{status} {answer}")
        continued = server.raw(
            b"POST /jobs/ingest?pipeline=people&file_name=a.csv HTTP/1.1\r\n" + head
            + b"Content-Length: 15\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n", wait=1.0)
        expect(continued.startswith(b"HTTP/1.1 100"), f"no 100 Continue: {continued[:100]!r}")
    print(f"confusing requests: {len(refused)} refused, {len(others)} more, none answered twice"
          + ("; no more requests than h11 sees" if h11 else ""))


class MovingName:
    """A DNS server of this machine that knows one name: at first it is on the public internet, then it is this machine."""

    NAME, FIRST, LATER = "moving.example", "1.2.3.4", "127.0.0.1"

    def __init__(self):
        self.asked = 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            query, client = self.socket.recvfrom(4096)
            end = query.index(b"\0", 12) + 5
            question, answers = query[12:end], b""
            labels = question[:-5].decode("ascii", "replace")
            if labels.lower() == "\6moving\7example" and question[-4:-2] == b"\0\1":
                address = self.LATER if self.asked else self.FIRST
                self.asked += 1
                answers = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(address)
            count = b"\0\1" if answers else b"\0\0"
            self.socket.sendto(query[:2] + b"\x81\x80\0\1" + count + b"\0\0\0\0" + question + answers, client)


class Listener:
    """Notes what is sent first over each connection, and closes it."""

    def __init__(self, address):
        self.heard = []
        self.server = socket.create_server((address, 443))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.server.accept()
            with connection, contextlib.suppress(OSError):
                self.heard.append(connection.recv(65536))


def judge_moving_name(weir, folder):
    """A name that means this machine as soon as it was checked. A network of its own has the name and the addresses."""
    command = ["unshare", *([] if os.geteuid() == 0 else ["-r"]), "-n", "-m"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True).returncode:
        print("skipped: no network of its own can be made here for a name that changes what it means")
        return
    inside = subprocess.run([*command, sys.executable, __file__, weir, "--moving-name", folder],
                            capture_output=True, text=True)
    expect(inside.returncode == 0, inside.stdout + inside.stderr)
    print(inside.stdout.strip())


def judge_moving_name_inside(weir, folder):
    """The same, in that network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for name, address in [(b"lo", "127.0.0.1"), (b"lo:1", MovingName.FIRST)]:
            request = struct.pack("16sHH4s8x", name, socket.AF_INET, 0, socket.inet_aton(address))
            fcntl.ioctl(control, 0x8916, request)  # SIOCSIFADDR
            fcntl.ioctl(control, 0x8914, struct.pack("16sH14x", name, 0x41))  # SIOCSIFFLAGS: up and running
    with open(f"{folder}/resolv.conf", "w") as file:
        file.write("nameserver 127.0.0.1\noptions attempts:1 timeout:2\n")
    mounted = subprocess.run(["mount", "--bind", f"{folder}/resolv.conf", "/etc/resolv.conf"], capture_output=True)
    if mounted.returncode:
        print("skipped: names cannot be given another meaning here")
        return
    names, public, private = MovingName(), Listener(MovingName.FIRST), Listener("127.0.0.1")
    with Server(weir, folder) as server:
        status, made = server.json(
            "POST", "/webhooks", json.dumps({"url": "https://Moving.EXAMPLE./hook"}).encode(),
            {"content-type": "application/json"})
        expect(status == 201, f"{status} {made}")

        def call():
            status, sent = server.json("POST", f"/webhooks/{made['webhook_id']}/test")
            expect(status == 202, f"{status} {sent}")

        def wait_for(condition, what):
            deadline = time.monotonic() + 20
            while not condition():
                expect(time.monotonic() < deadline, f"{what}; the name was looked up {names.asked} times, "
                       f"this machine was called {len(private.heard)} times")
                time.sleep(0.05)

        call()
        wait_for(lambda: public.heard, "the address that was checked was not called")
        expect(MovingName.NAME.encode() in public.heard[0].lower(), "the call does not name the host")
        expect(names.asked == 1, f"the name was looked up {names.asked} times for one call")
        found = {entry[4][0] for entry in socket.getaddrinfo(MovingName.NAME, 443)}
        expect(found == {MovingName.LATER}, f"the name has not moved: {found}")
        # The listener speaks no TLS, so the attempt fails in the end; then nobody calls there any more.
        database = sqlite3.connect(f"{folder}/data/weir.db")
        wait_for(lambda: database.execute("SELECT max(attempts) FROM deliveries").fetchone()[0],
                 "the first attempt has not ended")
        count = len(public.heard)
        call()
        wait_for(lambda: database.execute(
            "SELECT count(*) FROM deliveries WHERE last_error LIKE '%public internet%'").fetchone()[0],
            "the name that has moved was not refused")
        expect(len(public.heard) == count, "the name that has moved was called at its first address")
        expect(not private.heard, f"this machine was called {len(private.heard)} times")
    print("names that move: the call goes to the address that was checked, and not to this machine")


def judge_slow_clients(weir, folder):
    with Server(weir, folder, "--idle", "2", "--connections", "50", "--upload-bytes", "1MiB") as server:
        silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        for connection in silent:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        start = time.monotonic()
        for connection in silent:
            connection.settimeout(20)
            with contextlib.suppress(ConnectionError):
                connection.recv(100)
            connection.close()
        expect(time.monotonic() - start < 15, "silent connections are kept")
        head = b"POST /jobs/ingest?pipeline=people&file_name=a.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        answer = server.raw(head + b"Content-Length: 99999999\r\n\r\nid,name\n")
        expect(b" 413 " in answer, f"too long a body: {answer[:100]!r}")
        answer = server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b"1" * 65536 + b"\r\n") * 40)
        expect(b" 413 " in answer or not answer, f"too long a body in chunks: {answer[:100]!r}")
        # A client that goes away in the middle leaves nothing.
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(head + b"Content-Length: 1000\r\n\r\nid,name\n")
            time.sleep(0.3)
        time.sleep(0.5)
        expect(not os.listdir(f"{folder}/data/uploads"), "a part of a file is left")
        expect(server.json("GET", "/jobs")[1]["jobs"] == [], "there is a job of a part of a file")
    print("slow clients: silent ones are let go, long bodies refused, parts of files removed")


def judge_kills(weir, folder, kills):
    """Kills the server at random while jobs come in: none may be lost, none stuck, and no row be there twice."""
    rows, jobs, lost = 20_000, {}, 0
    server = Server(weir, folder, "--jobs", "2").start()
    random.seed(7)
    for _ in range(kills):
        over = threading.Event()

        def submit():
            while not over.is_set():
                # The answer may be lost with the server; then the job may be there or not.
                with contextlib.suppress(Exception):
                    jobs[server.ingest(people(rows))] = True

        before = len(jobs)
        threads = [threading.Thread(target=submit) for _ in range(2)]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 20
        while len(jobs) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.8))
        over.set()
        server.process.kill()
        server.process.wait()
        for thread in threads:
            thread.join()
        server.start()
    expect(len(jobs) >= kills, f"only {len(jobs)} jobs were taken in {kills} rounds")
    for job in jobs:
        answer = server.ended(job, limit=300)
        if answer["status"] != "completed":
            lost += 1
            print(f"job {job}: {answer['status']} {answer['error']}", file=sys.stderr)
    expect(lost == 0, f"{lost} of {len(jobs)} jobs are not completed")
    expect(server.stop() == 0, "the server does not end in order")
    database = sqlite3.connect(f"{folder}/people.db")
    counts = dict(database.execute("SELECT job, count(*) FROM people GROUP BY job").fetchall())
    wrong = {job: counts.get(job) for job in jobs if counts.get(job) != rows}
    expect(not wrong, f"jobs with a wrong number of rows: {wrong}")
    expect(database.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the database is damaged")
    print(f"kills: {kills} of the server, {len(jobs)} jobs, each completed with its {rows} rows once")


def judge_description(weir, folder):
    tool = shutil.which("schemathesis") or shutil.which("schemathesis", path=os.path.dirname(sys.executable))
    if not tool:
        print("skipped: there is no schemathesis to judge the description of the service")
        return
    with Server(weir, folder) as server:
        token = subprocess.run(
            [weir, "token", "create", "--workspace", "judge", "--scopes", "upload,read,admin", "--data",
             f"{folder}/data"], capture_output=True, text=True, check=True).stdout.strip()
        code = subprocess.run(
            [tool, "run", "-H", f"Authorization: Bearer {token}", f"http://127.0.0.1:{server.port}/openapi.json", "--url", f"http://127.0.0.1:{server.port}",
             "--max-examples", "25", "--seed", "1", "--exclude-path", "/jobs/{job_id}/events",
             # Nothing is sent to hosts that are made up.
             "--exclude-path-regex", "^/(webhooks|deliveries)",
             "--exclude-checks", "unsupported_method,positive_data_acceptance,use_after_free,missing_required_header"],
            capture_output=True, text=True, cwd=folder)
        expect(code.returncode == 0, code.stdout[-6000:] + code.stderr[-2000:])
        print("description: " + next((line.strip() for line in code.stdout.splitlines() if line.strip()[:1].isdigit() and "generated" in line), "ok"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weir")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--moving-name", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    weir = os.path.abspath(arguments.weir)
    if arguments.moving_name:
        judge_moving_name_inside(weir, arguments.moving_name)
        return
    judges = {
        "webhooks": judge_webhooks, "names": judge_moving_name, "confusing": judge_confusing_requests, "slow": judge_slow_clients,
        "kills": lambda weir, folder: judge_kills(weir, folder, arguments.kills), "description": judge_description,
    }
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
                with contextlib.suppress(OSError), open(f"{folder}/log") as log:
                    print("".join(log.readlines()[-15:]), file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
