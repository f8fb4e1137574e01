using System.Text.Json;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Client libraries in other languages, and curl.</summary>
public sealed class GatewayLibraryTests(HostedGateway gateway) : IClassFixture<HostedGateway>
{
    private const string PythonScript = """
        import docker, io, tarfile, time
        client = docker.from_env()
        assert client.ping()
        assert client.version()["ApiVersion"] == "1.52"
        assert client.info()["OSType"] == "linux"
        image = client.images.get("busybox")
        assert "busybox:latest" in image.tags
        assert client.containers.run("busybox", ["echo", "hi"], remove=True) == b"hi\n"
        try:
            client.containers.run("busybox", ["sh", "-c", "echo bad >&2; exit 3"], remove=True)
            assert False
        except docker.errors.ContainerError as error:
            assert error.exit_status == 3 and b"bad" in error.stderr
        try:
            client.containers.get("nosuch")
            assert False
        except docker.errors.NotFound as error:
            assert "No such container: nosuch" in error.explanation
        network = client.networks.create("py", driver="bridge", labels={"a": "b"})
        volume = client.volumes.create("py")
        c = client.containers.run("busybox", "sleep 1000", detach=True, name="py", labels={"x": "y"}, environment={"K": "v"}, volumes={"py": {"bind": "/v", "mode": "rw"}}, network="py", mem_limit="64m", restart_policy={"Name": "on-failure", "MaximumRetryCount": 2})
        c.reload()
        assert c.status == "running" and c.attrs["HostConfig"]["Memory"] == 64 << 20
        code, out = c.exec_run(["sh", "-c", "echo $K; echo e >&2; exit 4"], demux=True)
        assert code == 4 and out == (b"v\n", b"e\n"), out
        code, out = c.exec_run("cat /proc/self/cmdline", stream=True)
        assert b"".join(out).startswith(b"cat")
        bytes_ = io.BytesIO()
        with tarfile.open(fileobj=bytes_, mode="w") as tar:
            entry = tarfile.TarInfo("word"); entry.size = 4
            tar.addfile(entry, io.BytesIO(b"text"))
        assert c.put_archive("/v", bytes_.getvalue())
        chunks, stat = c.get_archive("/v/word")
        assert stat["name"] == "word" and stat["size"] == 4
        assert tarfile.open(fileobj=io.BytesIO(b"".join(chunks))).extractfile("word").read() == b"text"
        assert c.stats(stream=False)["memory_stats"]["usage"] > 0
        assert any("sleep" in " ".join(p) for p in c.top()["Processes"])
        assert [d["Path"] for d in c.diff() or []] is not None
        c.rename("py2"); c.pause(); c.unpause()
        assert [x.name for x in client.containers.list(filters={"label": "x=y"})] == ["py2"]
        c.kill(); assert c.wait()["StatusCode"] == 137
        c.restart(timeout=0); c.stop(timeout=0); c.remove()
        loud = client.containers.run("busybox", ["sh", "-c", "for i in 1 2 3; do echo $i; done"], detach=True)
        assert b"".join(loud.logs(stream=True, follow=True)) == b"1\n2\n3\n"
        assert loud.logs(tail=1) == b"3\n" and loud.wait()["StatusCode"] == 0
        assert list(loud.logs(stream=True)) == [b"1\n", b"2\n", b"3\n"]
        loud.remove()
        again = client.containers.run("busybox", "sleep 0.5", detach=True, restart_policy={"Name": "always"})
        assert again.wait()["StatusCode"] == 0
        again.remove(force=True)
        try:
            client.images.load(b"no archive")
            assert False
        except docker.errors.ImageLoadError:
            pass
        pool = docker.types.IPAMPool(subnet="10.199.88.0/24")
        side = client.networks.create("py side", options={"org.example.note": "kept"}, ipam=docker.types.IPAMConfig(pool_configs=[pool]))
        linked = client.containers.run("busybox", "sleep 1000", detach=True, network="py", environment={"Bare": None})
        side.connect(linked, ipv4_address="10.199.88.9", links=[("py-later", "later")], driver_opt={"org.example.a": "b"})
        linked.reload()
        shown = linked.attrs["NetworkSettings"]["Networks"]["py side"]
        assert shown["IPAMConfig"] == {"IPv4Address": "10.199.88.9"} and shown["Links"] == ["py-later:later"] and shown["DriverOpts"] == {"org.example.a": "b"}, shown
        assert "Bare" in linked.attrs["Config"]["Env"] and linked.attrs["HostConfig"]["Runtime"]
        later = client.containers.run("busybox", "sleep 1000", detach=True, name="py-later", network="py side")
        assert linked.exec_run("nslookup later").exit_code == 0 and later.exec_run("nslookup later").exit_code != 0
        side.disconnect(linked)
        try:
            side.disconnect(linked, force=True)
            assert False
        except docker.errors.APIError:
            pass
        before = linked.attrs["State"]["FinishedAt"]
        linked.restart(timeout=0); linked.reload()
        assert linked.attrs["State"]["FinishedAt"] != before and linked.attrs["State"]["Running"]
        linked.remove(force=True); later.remove(force=True); side.remove()
        socket = client.api.create_container("busybox", "cat", stdin_open=True)
        client.api.start(socket)
        attached = client.api.attach_socket(socket, params={"stdin": 1, "stdout": 1, "stream": 1})
        attached._sock.sendall(b"echoed\n"); attached._sock.shutdown(1)
        data = b""
        while True:
            part = attached._sock.recv(4096)
            if not part: break
            data += part
        assert data == b"\x01\0\0\0\0\0\0\x07echoed\n", data
        client.api.remove_container(socket, force=True)
        built, log = client.images.build(fileobj=io.BytesIO(b"FROM busybox\nRUN echo b > /b\n"), tag="py:built", rm=True)
        assert "py:built" in built.tags
        try:
            client.images.build(fileobj=io.BytesIO(b"FROM busybox\nRUN exit 5\n"))
            assert False
        except docker.errors.BuildError as error:
            assert "returned a non-zero code: 5" in str(error)
        saved = b"".join(built.save(named=True))
        client.images.remove("py:built")
        assert client.images.load(saved)[0].tags == ["py:built"]
        client.images.remove("py:built")
        seen = [e["Action"] for e in client.events(since=int(time.time()) - 600, until=int(time.time()) + 1, filters={"container": "py2"}, decode=True)]
        network.remove(); volume.remove()
        assert client.df()["Images"]
        client.containers.prune(filters={"label": "none=such"}); client.images.prune(); client.networks.prune(filters={"label": "none=such"}); client.volumes.prune(filters={"label": "none=such"})
        print("all well")
        """;

    private const string DockerodeScript = """
        const Docker = require('dockerode');
        const assert = require('assert');
        const { PassThrough } = require('stream');
        (async () => {
          const docker = new Docker({ socketPath: process.argv[2] });
          assert.equal((await docker.ping()).toString(), 'OK');
          assert.equal((await docker.version()).ApiVersion, '1.52');
          const out = new PassThrough(), err = new PassThrough(); let text = '', errors = '';
          out.on('data', d => text += d); err.on('data', d => errors += d);
          const [result, made] = await docker.run('busybox', ['sh', '-c', 'echo hi; echo no >&2; exit 2'], [out, err], { Tty: false });
          assert.equal(result.StatusCode, 2); assert.equal(text, 'hi\n'); assert.equal(errors, 'no\n');
          await made.remove();
          const c = await docker.createContainer({ Image: 'busybox', Cmd: ['cat'], OpenStdin: true, StdinOnce: true, name: 'ode', Labels: { l: '1' } });
          const stream = await c.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
          let echoed = ''; const seen = new PassThrough(); seen.on('data', d => echoed += d);
          c.modem.demuxStream(stream, seen, seen);
          await c.start(); stream.write('typed\n'); stream.end();
          assert.equal((await c.wait()).StatusCode, 0); assert.equal(echoed, 'typed\n');
          assert.equal((await c.inspect()).Config.Labels.l, '1');
          await c.remove();
          const up = await docker.createContainer({ Image: 'busybox', Cmd: ['sleep', '1000'] });
          await up.start();
          const exec = await up.exec({ Cmd: ['sh', '-c', 'echo in; exit 6'], AttachStdout: true, AttachStderr: true });
          const running = await exec.start({}); let said = ''; const sink = new PassThrough(); sink.on('data', d => said += d);
          docker.modem.demuxStream(running, sink, sink);
          await new Promise(done => running.on('end', done));
          assert.equal(said, 'in\n'); assert.equal((await exec.inspect()).ExitCode, 6);
          assert((await docker.listContainers()).some(x => x.Id === up.id));
          await assert.rejects(docker.getContainer('nosuch').inspect(), e => e.statusCode === 404);
          await up.remove({ force: true });
          const events = await docker.getEvents({ since: Math.floor(Date.now() / 1000) - 600, until: Math.floor(Date.now() / 1000) });
          await new Promise(done => events.on('end', done).resume());
          console.log('all well');
        })().catch(e => { console.error(e); process.exit(1); });
        """;

    private const string ContainersScript = """
        const { GenericContainer, Wait, Network } = require('testcontainers');
        const assert = require('assert');
        (async () => {
          const network = await new Network().start();
          const web = await new GenericContainer('busybox').withCommand(['sh', '-c', 'echo ready; mkdir /w; echo page > /w/index.html; exec httpd -f -p 8080 -h /w'])
            .withExposedPorts(8080).withNetwork(network).withNetworkAliases('web').withEnvironment({ A: 'b' }).withWaitStrategy(Wait.forLogMessage('ready')).start();
          assert.equal((await (await fetch(`http://${web.getHost()}:${web.getMappedPort(8080)}/`)).text()), 'page\n');
          const { output, exitCode } = await web.exec(['sh', '-c', 'echo $A']);
          assert.equal(output.trim(), 'b'); assert.equal(exitCode, 0);
          await web.copyContentToContainer([{ content: 'more', target: '/w/more' }]);
          assert.equal((await (await fetch(`http://${web.getHost()}:${web.getMappedPort(8080)}/more`)).text()), 'more');
          const other = await new GenericContainer('busybox').withCommand(['sleep', '1000']).withNetwork(network).start();
          assert.equal((await other.exec(['wget', '-q', '-O', '-', 'http://web:8080/'])).output.trim(), 'page');
          await other.stop(); await web.stop(); await network.stop();
          console.log('all well');
        })().catch(e => { console.error(e); process.exit(1); });
        """;

    [Fact]
    public async Task Python() => Assert.Equal("all well", (await gateway.Run("/usr/bin/python3", "-c", PythonScript)).Expect());

    [Fact]
    public async Task Dockerode_of_node()
    {
        string folder = await NodeModules.Install("dockerode@5");
        await File.WriteAllTextAsync(Path.Combine(folder, "ode.js"), DockerodeScript);
        Assert.Equal("all well", (await gateway.Run("node", Path.Combine(folder, "ode.js"), gateway.Engine.DockerSocket)).Expect());
    }

    [Fact]
    public async Task Testcontainers_of_node()
    {
        string folder = await NodeModules.Install("testcontainers@10");
        await File.WriteAllTextAsync(Path.Combine(folder, "tc.js"), ContainersScript);
        // Its reaper is an image that nobody here can pull.
        Assert.EndsWith("all well", (await gateway.Run("env", "TESTCONTAINERS_RYUK_DISABLED=true", "node", Path.Combine(folder, "tc.js"))).Expect());
    }

    [Fact]
    public async Task Curl()
    {
        async Task<CommandResult> Curl(params string[] arguments) => await gateway.Run("curl", ["-s", "--unix-socket", gateway.Engine.DockerSocket, "-H", "Content-Type: application/json", .. arguments]);
        using var made = JsonDocument.Parse((await Curl("-d", """{"Image":"busybox","Cmd":["sh","-c","echo curled; exit 3"]}""", "http://docker/v1.52/containers/create?name=curl")).Expect());
        string id = made.RootElement.GetProperty("Id").GetString()!;
        Assert.Equal("204", (await Curl("-X", "POST", "-o", "/dev/null", "-w", "%{http_code}", $"http://docker/v1.24/containers/{id}/start")).Expect());
        Assert.Equal("{\"StatusCode\":3}", (await Curl("-X", "POST", $"http://docker/containers/{id}/wait")).Expect());
        Assert.Contains("curled", (await Curl("--output", "-", $"http://docker/containers/{id}/logs?stdout=1")).Expect());
        Assert.Equal("204", (await Curl("-X", "DELETE", "-o", "/dev/null", "-w", "%{http_code}", $"http://docker/containers/{id}")).Expect());
        Assert.StartsWith("HTTP/1.1 200 OK", (await Curl("-I", "http://docker/_ping")).Expect(), StringComparison.Ordinal);
    }
}
