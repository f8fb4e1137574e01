"""Figures of the gateway's streams, taken with raw sockets as any client would. usage: figures.py SOCKET GATEWAY_PID COMMAND [ARGUMENT]

attach CONTAINER [N]   round trips over attach: a line to a container that runs cat, and back
logs CONTAINER         reads a container's log, three times; prints bytes and the best rate
idle CONTAINER [N]     opens N events and N logs -f connections that say nothing; prints what the gateway holds for each
dropped CONTAINER [N]  N attach and N exec connections that are cut off; prints memory and descriptors before and after
"""
import json
import os
import socket
import statistics
import struct
import sys
import time

path, pid, command, *rest = sys.argv[1:]


def connect():
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)
    client.settimeout(20)
    return client


def send(client, method, target, body=None, headers=""):
    data = b"" if body is None else json.dumps(body).encode()
    kind = "Content-Type: application/json\r\n" if body is not None else ""
    client.sendall(f"{method} /v1.41{target} HTTP/1.1\r\nHost: docker\r\n{kind}{headers}Content-Length: {len(data)}\r\n\r\n".encode() + data)


def head(client):
    text = b""
    while b"\r\n\r\n" not in text:
        more = client.recv(4096)
        if not more:
            raise SystemExit(f"the connection ended: {text!r}")
        text += more
    first, left = text.split(b"\r\n\r\n", 1)
    return first.decode(), left


def ask(method, target, body=None):
    client = connect()
    send(client, method, target, body, "Connection: close\r\n")
    answer = b""
    while more := client.recv(65536):
        answer += more
    client.close()
    return answer.split(b"\r\n\r\n", 1)[1]


UPGRADE = "Connection: Upgrade\r\nUpgrade: tcp\r\n"


def attach(container):
    client = connect()
    send(client, "POST", f"/containers/{container}/attach?stream=1&stdin=1&stdout=1&stderr=1", headers=UPGRADE)
    first, left = head(client)
    if " 101 " not in first:
        raise SystemExit(first)
    return client, left


def memory():
    values = {}
    for line in open(f"/proc/{pid}/smaps_rollup"):
        parts = line.split()
        if parts[-1] == "kB":
            values[parts[0].rstrip(":")] = int(parts[1])
    return values["Private_Dirty"]


def descriptors():
    return len(os.listdir(f"/proc/{pid}/fd"))


def settled(read, patience=30):
    """What a number is once it stands still."""
    last, since = read(), time.monotonic()
    until = since + patience
    while time.monotonic() < until and time.monotonic() - since < 3:
        time.sleep(0.25)
        now = read()
        if now != last:
            last, since = now, time.monotonic()
    return last


def measure_attach(container, count=2000):
    client, left = attach(container)
    took = []
    for number in range(int(count)):
        line = b"%08d\n" % number
        begun = time.perf_counter()
        client.sendall(line)
        while left.count(b"\n") == 0 or not left.endswith(line):
            left += client.recv(4096)
        took.append(time.perf_counter() - begun)
        left = b""
    took.sort()
    print(f"attach round trip, ms: p50 {took[len(took) // 2] * 1e3:.3f}, p99 {took[len(took) * 99 // 100] * 1e3:.3f}")


def measure_logs(container):
    rates = []
    for _ in range(3):
        client = connect()
        send(client, "GET", f"/containers/{container}/logs?stdout=1&stderr=1", headers="Connection: close\r\n")
        begun, total = time.perf_counter(), 0
        buffer = bytearray(1 << 20)
        while count := client.recv_into(buffer):
            total += count
        rates.append(total / (time.perf_counter() - begun) / 1e6)
        client.close()
    print(f"logs of {total / 1e6:.0f} MB: best {max(rates):.0f} MB/s, median {statistics.median(rates):.0f} MB/s")


def measure_idle(container, count=1000):
    count = int(count)
    before = settled(memory)
    held = []
    for number in range(2 * count):
        client = connect()
        send(client, "GET", "/events" if number % 2 else f"/containers/{container}/logs?follow=1&stdout=1&tail=0")
        first, _ = head(client)
        if " 200 " not in first:
            raise SystemExit(first)
        held.append(client)
    after = settled(memory)
    print(f"{2 * count} idle connections: {(after - before) / 1024:.1f} MB of private memory, {(after - before) / 2 / count:.1f} kB each")


def measure_dropped(container, count=10000):
    count = int(count)

    def round(number):
        for _ in range(number):
            client, _ = attach(container)
            client.close()
            made = json.loads(ask("POST", f"/containers/{container}/exec", {"Cmd": ["true"], "AttachStdout": True}))
            client = connect()
            send(client, "POST", f"/exec/{made['Id']}/start", {}, UPGRADE)
            client.close()

    round(min(count, 500))
    before, files = settled(memory), settled(descriptors)
    begun = time.monotonic()
    round(count)
    took = time.monotonic() - begun
    after, left = settled(memory), settled(descriptors)
    print(f"{count} attach and {count} exec connections cut off in {took:.0f} s: memory {before / 1024:.1f} -> {after / 1024:.1f} MB, descriptors {files} -> {left}")


{"attach": measure_attach, "logs": measure_logs, "idle": measure_idle, "dropped": measure_dropped}[command](*rest)
