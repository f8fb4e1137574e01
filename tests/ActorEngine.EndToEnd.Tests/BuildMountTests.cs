using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>RUN --mount, with real containers, a real agent and steps that run beside each other.</summary>
public sealed class BuildMountTests(SharedEngine shared) : IClassFixture<SharedEngine>, IDisposable
{
    private readonly Engine _engine = shared.Engine;
    private readonly BuildFolder _folder = new(shared.Engine);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_agent_is_asked_for_keys_and_signatures_and_nothing_else()
    {
        using var tools = await SshTools.Start(_folder);
        const string File = """
            FROM busybox
            COPY tools/ /
            COPY key.pub /
            RUN --mount=type=ssh,uid=0 ssh-add -l && ssh-add -T /key.pub && ! ssh-add -D 2>/dev/null && ssh-add -l
            """;
        string said = await _folder.Says(File, "--ssh", $"default={tools.Socket}");
        Assert.Equal(2, said.Split('\n').Count(line => line.Contains(tools.Fingerprint, StringComparison.Ordinal)));
        using var named = new Command(Path.Combine(Checkout.Bin, "actorctl"), ["build", "--no-cache", "--ssh", "default", _folder.Path], new Dictionary<string, string>(_engine.EngineEnvironment) { ["SSH_AUTH_SOCK"] = tools.Socket });
        (await named.Finished(120)).Expect();
    }

    [Fact]
    public async Task Key_files_are_lent_by_an_agent_of_the_command()
    {
        using var tools = await SshTools.Start(_folder);
        const string File = "FROM busybox\nCOPY tools/ /\nCOPY key.pub /\nRUN --mount=type=ssh,id=deploy,target=/run/agent,required=true test \"$SSH_AUTH_SOCK\" = /run/agent && ssh-add -l && ssh-add -T /key.pub\n";
        Assert.Contains(tools.Fingerprint, await _folder.Says(File, "--ssh", $"deploy={tools.Key}"));
        Assert.Contains("ssh agent deploy: not found; give it with --ssh deploy", (await _folder.Build(File, "--no-cache")).Error);
        Assert.Contains("there is no such socket or key file", (await _folder.Build(File, "--ssh", "deploy=/none")).Error);
        (await Command.Run("ssh-keygen", "-q", "-p", "-P", "", "-N", "phrase", "-f", tools.Key)).Expect();
        Assert.Contains("pass phrase", (await _folder.Build(File, "--ssh", $"deploy={tools.Key}")).Error);
        await Until.True("the agents are gone", async () => !(await Command.Run("ps", "-eo", "args")).Text.Contains("actorctl-ssh-"));
    }

    [Fact]
    public async Task Shared_caches_are_used_at_once()
    {
        // Each waits until the other is there.
        string Stage(string name, string other) => $"FROM busybox AS {name}\nRUN --mount=type=cache,target=/c touch /c/{name}; for i in $(seq 600); do test -e /c/{other} && exit 0; sleep 0.05; done; exit 1\n";
        await _folder.Built(Stage("first", "second") + Stage("second", "first") + "FROM busybox\nCOPY --from=first /bin/true /1\nCOPY --from=second /bin/true /2\n", "--no-cache");
    }

    [Fact]
    public async Task Locked_caches_are_used_one_after_the_other()
    {
        string Stage(string name) => $"FROM busybox AS {name}\nRUN --mount=type=cache,id=one,sharing=locked,target=/c mkdir /c/lock && sleep 0.3 && rmdir /c/lock && echo {name} > /done\n";
        await _folder.Built(Stage("a") + Stage("b") + Stage("c") + "FROM busybox\nCOPY --from=a /done /a\nCOPY --from=b /done /b\nCOPY --from=c /done /c\n", "--no-cache");
    }

    [Fact]
    public async Task Private_caches_are_each_for_one()
    {
        string Stage(string name, string other) => $"""
            FROM busybox AS {name}
            RUN --mount=type=cache,id=meet,target=/meet --mount=type=cache,id=own,sharing=private,target=/c echo {name} > /c/who; touch /meet/{name}; \
                for i in $(seq 600); do test -e /meet/{other} && break; sleep 0.05; done; test "$(cat /c/who)" = {name} && test -e /meet/{other} && touch /done

            """;
        await _folder.Built(Stage("left", "right") + Stage("right", "left") + "FROM busybox\nCOPY --from=left /done /1\nCOPY --from=right /done /2\n", "--no-cache");
    }

    [Fact]
    public async Task A_cache_begins_with_the_files_that_it_names_and_keeps_what_is_written()
    {
        _folder.Write("seed/a", "seed");
        string id = Guid.NewGuid().ToString("n");
        string file = $"FROM busybox AS seed\nCOPY seed /seed\nFROM busybox\nARG V\nRUN --mount=type=cache,id={id},from=seed,source=/seed,target=/c,mode=0700,uid=9 stat -c '%a %u' /c; cat /c/a; echo $V >> /c/log; cat /c/log\n";
        Assert.Equal("700 9\nseed\n1", (await _folder.Says(file, "--build-arg", "V=1")).Replace("seed1", "seed\n1"));
        Assert.EndsWith("1\n2", await _folder.Says(file, "--build-arg", "V=2"));
    }

    [Fact]
    public async Task Secrets_come_from_files_and_variables_with_their_owner_and_mode()
    {
        _folder.Write("token", "from-file");
        const string File = """
            FROM busybox
            RUN --mount=type=secret,id=file,mode=0440,uid=3,gid=4 --mount=type=secret,id=var,target=/v,required=true --mount=type=secret,id=var,env=NAME \
                --mount=type=secret,id=absent stat -c '%a %u:%g' /run/secrets/file; echo "$(cat /run/secrets/file) $(cat /v) $NAME"; test ! -e /run/secrets/absent
            """;
        using var build = new Command(Path.Combine(Checkout.Bin, "actorctl"), ["build", "--no-cache", "--secret", $"id=file,src={_folder["token"]}", "--secret", "id=var,env=TOKEN", "-"],
            new Dictionary<string, string>(_engine.EngineEnvironment) { ["TOKEN"] = "from-variable" });
        await build.Input.WriteAsync(File);
        build.Input.Close();
        var result = await build.Finished(120);
        result.Expect();
        Assert.Contains("440 3:4", result.Error);
        Assert.Contains("from-file from-variable from-variable", result.Error);
        Assert.Contains("secret var: not found; give it with --secret id=var,src=FILE", (await _folder.Build(File, "--no-cache")).Error);
    }

    [Fact]
    public async Task Binds_are_read_only_unless_they_say_else_and_what_is_written_is_gone()
    {
        _folder.Write("dir/a", "context");
        Assert.Equal("read-only\nwritten\ncontext\nimage", await _folder.Says("""
            FROM busybox AS other
            RUN mkdir /o && echo image > /o/file
            FROM busybox
            RUN --mount=type=bind,source=dir,target=/b touch /b/x 2>/dev/null || echo read-only > /1
            RUN --mount=type=bind,source=dir,target=/b,rw echo written > /b/a && cp /b/a /2
            RUN --mount=type=bind,source=dir,target=/b --mount=type=bind,from=other,source=/o,target=/o cat /1 /2 /b/a | sed 's/context/context\n/'; cat /o/file
            """));
    }

    [Fact]
    public async Task A_tmpfs_has_its_size() =>
        Assert.Equal("full", await _folder.Says("FROM busybox\nRUN --mount=type=tmpfs,target=/t,size=1m dd if=/dev/zero of=/t/x bs=1k count=2000 2>/dev/null || echo full\n"));
}
