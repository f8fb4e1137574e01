using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What instructions do, on a real engine.</summary>
public sealed class BuildInstructionTests(SharedEngine shared) : IClassFixture<SharedEngine>, IDisposable
{
    private readonly Engine _engine = shared.Engine;
    private readonly BuildFolder _folder = new(shared.Engine);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Here_documents_are_programs_and_files() => Assert.Equal("one|two|name value|name $NAME|tabbed|script", await _folder.Says("""
        FROM busybox
        ENV NAME=value
        RUN <<EOF
        echo one > /run-1
        echo two >> /run-1
        EOF
        COPY <<a <<"b" /files/
        name $NAME
        a
        name $NAME
        b
        RUN <<-END cat > /run-2
        	tabbed
        	END
        RUN <<EOF
        #!/bin/sh
        echo script > /run-3
        EOF
        RUN cat /run-1 /files/a /files/b /run-2 /run-3 | tr '\n' '|' | sed 's/|$//'
        """));

    [Fact]
    public async Task Copy_flags_shape_what_arrives()
    {
        foreach (string name in (string[])["a/b/x.txt", "a/b/y.log", "a/c/z.txt", "top"]) _folder.Write(name, name);
        Assert.Equal("""
            /p/a/b/x.txt
            /p/a/c/z.txt
            /pivot/b/x.txt
            /pivot/b/y.log
            640 12:34 /owned
            755 0:0 /x/x.txt
            /from/echo
            """, await _folder.Says("""
            FROM busybox
            RUN mkdir /stage
            COPY --parents --exclude=**/*.log a/*/* /p/
            COPY --parents ./a/./b /pivot/
            COPY --chown=12:34 --chmod=0640 top /owned
            COPY --link --chmod=u=rwx,go=rx a/b/x.txt /x/
            COPY --from=busybox /bin/echo /from/
            RUN find /p /pivot -type f | sort; stat -c '%a %u:%g %n' /owned /x/x.txt; ls /from/echo
            """));
    }

    [Fact]
    public async Task A_whole_stage_is_copied_with_its_own_files_and_no_others()
    {
        _folder.Write("a", "");
        Assert.Equal("/all\n/all/dir\n/all/dir/a", await _folder.Says("FROM scratch AS small\nCOPY a /dir/a\nFROM busybox\nCOPY --from=small / /all/\nRUN find /all | sort\n"));
    }

    [Fact]
    public async Task A_linked_copy_is_taken_from_the_cache_whatever_lies_below_it()
    {
        _folder.Write("a", "linked");
        const string File = "FROM busybox\nARG BELOW\nRUN echo $BELOW > /below\nCOPY --link a /dir/a\nCMD cat /below /dir/a\n";
        await _folder.Built(File, "--build-arg", "BELOW=first", "-t", "linked:1");
        string second = await _folder.Built(File, "--build-arg", "BELOW=second", "-t", "linked:2");
        Assert.Single(second.Split('\n'), line => line.EndsWith(" CACHED", StringComparison.Ordinal));
        Assert.Equal("first\nlinked", (await _engine.Cli("run", "--rm", "linked:1")).Expect());
        Assert.Equal("second\nlinked", (await _engine.Cli("run", "--rm", "linked:2")).Expect());
        Assert.Equal(2, (await _folder.Built(File, "--build-arg", "BELOW=second")).Split('\n').Count(line => line.EndsWith(" CACHED", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Triggers_run_in_the_next_image_and_only_there()
    {
        _folder.Write("app", "the app");
        await _folder.Built("FROM busybox\nONBUILD COPY app /app\nONBUILD RUN cp /app /copied\n", "-t", "trigger-base");
        Assert.Equal("the app", await _folder.Says("FROM trigger-base\nRUN cat /copied\n", "-t", "triggered"));
        Assert.Equal("[]", (await _engine.Cli("inspect", "--format", "{{json .Config.OnBuild}}", "triggered")).Expect().Replace("null", "[]"));
    }

    [Fact]
    public async Task Directives_say_how_to_read_the_file() => Assert.Equal("C:\\x one two", await _folder.Says("""
        # syntax=docker/dockerfile:1
        # escape=`
        # check=skip=JSONArgsRecommended
        FROM busybox
        RUN echo 'C:\x' one `
            two
        """));

    [Fact]
    public async Task Settings_are_in_the_image()
    {
        await _folder.Built("""
            FROM busybox
            SHELL ["/bin/busybox", "sh", "-ec"]
            RUN echo shell
            HEALTHCHECK --interval=30s --retries=4 CMD wget -q http://localhost/ || exit 1
            STOPSIGNAL SIGUSR1
            EXPOSE 80/udp 8000-8001
            VOLUME /data ["/more"]
            USER 5:6
            LABEL a.b="c d"
            ENTRYPOINT echo entry
            CMD ["x"]
            """, "-t", "settings");
        async Task<string> Show(string field) => (await _engine.Cli("inspect", "--format", $"{{{{json .Config.{field}}}}}", "settings")).Expect();
        Assert.Equal("""["CMD-SHELL","wget -q http://localhost/ || exit 1"]""", await Show("Healthcheck.Test"));
        Assert.Equal("30000000000", await Show("Healthcheck.Interval"));
        Assert.Equal("4", await Show("Healthcheck.Retries"));
        Assert.Equal("""["/bin/busybox","sh","-ec"]""", await Show("Shell"));
        Assert.Equal("\"SIGUSR1\"", await Show("StopSignal"));
        Assert.Equal("""["/bin/busybox","sh","-ec","echo entry"]""", await Show("Entrypoint"));
        Assert.Contains("\"8001/tcp\"", await Show("ExposedPorts"));
        Assert.Equal("\"5:6\"", await Show("User"));
        Assert.Equal("\"c d\"", (await _engine.Cli("inspect", "--format", "{{json (index .Config.Labels \"a.b\")}}", "settings")).Expect());
    }

    [Fact]
    public async Task Networks_of_a_run_are_none_or_the_hosts()
    {
        string[] host = [.. Directory.GetFileSystemEntries("/sys/class/net").Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        const string None = "FROM busybox\nRUN --network=none ls /sys/class/net\n", Host = "FROM busybox\nRUN --network=host ls -1 /sys/class/net | sort\n";
        Assert.Equal("lo", await _folder.Says(None, "--network", "host"));
        // Interfaces of other tests come and go.
        Assert.NotEmpty((await _folder.Says(Host, "--allow", "network.host")).Split('\n').Intersect(host).Except(["lo"]));
        Assert.NotEmpty((await _folder.Says("FROM busybox\nRUN ls -1 /sys/class/net\n", "--network", "host")).Split('\n').Intersect(host).Except(["lo"]));
        var refused = await _folder.Build(Host, "--no-cache");
        Assert.Contains("network.host is not allowed; allow it with --allow network.host", refused.Error);
        Assert.Contains("Dockerfile:2", refused.Error);
    }

    [Fact]
    public async Task A_platform_chooses_images_and_variables()
    {
        string own = (await _engine.Cli("inspect", "--format", "{{.Os}}/{{.Architecture}}", "busybox")).Expect(), other = own == "linux/arm64" ? "linux/amd64" : "linux/arm64";
        Assert.Equal($"{own} {own}", await _folder.Says("FROM busybox\nARG TARGETPLATFORM BUILDPLATFORM\nRUN echo $TARGETPLATFORM $BUILDPLATFORM\n", "--platform", own));
        await _folder.Built("FROM scratch\nCOPY Dockerfile /\n", "--platform", other, "-t", "foreign");
        Assert.Equal(other, (await _engine.Cli("inspect", "--format", "{{.Os}}/{{.Architecture}}", "foreign")).Expect());
        // What is here is for another platform, and there is no registry that has the right one.
        (await _engine.Cli("tag", "busybox", "localhost:1/busybox:own")).Expect();
        var refused = await _folder.Build("FROM localhost:1/busybox:own\n", "--platform", other);
        Assert.Contains($"localhost:1/busybox:own is here for {own} and not for {other}", refused.Error);
    }

    [Fact]
    public async Task A_Dockerfile_has_a_dockerignore_of_its_own()
    {
        _folder.Write(".dockerignore", "*\n");
        _folder.Write("sub/other.Dockerfile", "FROM busybox\nCOPY . /c\nRUN find /c -type f | sort\n");
        _folder.Write("sub/other.Dockerfile.dockerignore", "# comment\n**/*.tmp\nsub\n!sub/kept*\nd[0-9]\n");
        foreach (string name in (string[])["a", "deep/er/x.tmp", "deep/er/y", "d1", "d12", "sub/kept.txt", "sub/lost.txt"]) _folder.Write(name, "");
        const string Expected = "/c/.dockerignore\n/c/a\n/c/d12\n/c/deep/er/y\n/c/sub/kept.txt";
        Assert.Equal(Expected, Lines(await _engine.Cli("build", "--no-cache", "-f", _folder["sub/other.Dockerfile"], _folder.Path)));
        // The same in an archive, whose ignore file the engine reads.
        string tar = Path.GetTempFileName();
        (await Command.Run("tar", "-C", _folder.Path, "-czf", tar, ".")).Expect();
        Assert.Equal(Expected, Lines(await _engine.Cli("build", "--no-cache", "-f", "sub/other.Dockerfile", tar)));
        File.Delete(tar);
    }

    [Fact]
    public async Task A_context_comes_from_standard_input_and_may_ignore_its_Dockerfile()
    {
        _folder.Write("Dockerfile", "FROM busybox\nCOPY . /c\nRUN find /c -type f | sort\n");
        _folder.Write(".dockerignore", "Dockerfile\n.dockerignore\n");
        _folder.Write("file", "content");
        using var build = _engine.Begin("build", "--no-cache", "-");
        (await Command.Run("sh", "-c", $"tar -C {_folder.Path} -czf - . > /proc/{build.Pid}/fd/0")).Expect();
        build.Input.Close();
        Assert.Equal("/c/file", Lines(await build.Finished()));
        using var alone = _engine.Begin("build", "--no-cache", "-");
        await alone.Input.WriteAsync("FROM busybox\nRUN echo /c/alone\n");
        alone.Input.Close();
        Assert.Equal("/c/alone", Lines(await alone.Finished()));
    }

    [Theory]
    [InlineData("FROM busybox\nRUN --mount=type=cach,target=/x true\n", "Dockerfile:2: ", "  2 | RUN --mount=type=cach,target=/x true", "bind, cache, tmpfs, secret or ssh")]
    [InlineData("FROM busybox\n\nCOPY missing /x\n", "Dockerfile:3: ", "  3 | COPY missing /x", "\"/missing\": not found")]
    [InlineData("FROM busybox\nCOPPY a b\n", "Dockerfile:2: ", "  2 | COPPY a b", "COPY")]
    [InlineData("FROM busybox\nRUN [\"/none\"]\n", "Dockerfile:2: ", "  2 | RUN [\"/none\"]", "/none")]
    [InlineData("FROM busybox\nWORKDIR /bin/sh\n", "Dockerfile:2: ", "  2 | WORKDIR /bin/sh", "it is a file")]
    public async Task A_mistake_is_told_with_its_place_its_line_and_what_was_expected(string dockerfile, string place, string line, string expected)
    {
        var result = await _folder.Build(dockerfile);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(place, result.Error);
        Assert.Contains(line, result.Error);
        Assert.Contains(expected, result.Error);
    }

    private static string Lines(CommandResult result)
    {
        result.Expect();
        return string.Join('\n', result.Error.Split('\n').Where(line => line.Contains(" /c/", StringComparison.Ordinal) && line.StartsWith('#') && char.IsAsciiDigit(line.Split(' ')[1][0])).Select(line => line.Split(' ')[2]));
    }
}
