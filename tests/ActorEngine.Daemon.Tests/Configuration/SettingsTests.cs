using ActorEngine.LogDrivers;
using ActorEngine.Transport;

namespace ActorEngine.Daemon.Tests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_defaults_are_right_and_say_what_the_code_says()
    {
        var settings = Load();

        Assert.Equal("INFO", settings.LogLevel);
        Assert.Equal(TimeSpan.FromMilliseconds(100), settings.Lifecycle.Backoff.First);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.Lifecycle.Backoff.Longest);
        Assert.Equal(16 << 20, settings.Lifecycle.LogFileSize);
        Assert.Equal(new LogDefaults() with { Options = settings.Logs.Options }, settings.Logs);
        Assert.Empty(settings.Logs.Options);
        Assert.Equal(64L << 30, settings.Images.Limits.MaxLayerBytes);
        Assert.Equal("auto", settings.Runtimes.Default);
        Assert.Equal("builtin", settings.Bundles.Seccomp);
        Assert.Null(settings.Bundles.CgroupNamespace);
        Assert.Equal("bridge", settings.Lifecycle.DefaultNetwork);
        Assert.Equal(["172.24.0.0/13 20", "10.196.0.0/14 24"], settings.Networks.Pools.Select(pool => $"{pool.Base} {pool.Size}"));
    }

    [Fact]
    public void Files_are_merged_in_the_order_of_their_names()
    {
        folder.File("10-first.hocon", "actorengine.events { keep = 500, tail = 20 }");
        folder.File("20-second.hocon", "actorengine.events.keep = 600");

        var settings = Load();

        Assert.Equal((600, 20), (settings.Events.Keep, settings.Events.Tail));
    }

    [Fact]
    public void The_log_driver_of_all_containers_has_options()
    {
        folder.File("a.hocon", """actorengine.logs { driver = json-file, options { max-size = "50m", tag = "{{.Name}}" } }""");

        var logs = Load().Logs;

        Assert.Equal(("json-file", "50m", "{{.Name}}"), (logs.Driver, logs.Options["max-size"], logs.Options["tag"]));
    }

    [Fact]
    public void A_runtime_of_the_operators_has_a_name_a_path_and_arguments()
    {
        folder.File("a.hocon", """actorengine.runtimes { default = kata, named { kata { path = "/opt/kata", arguments = ["--debug", "--x"] } } }""");

        var runtime = Assert.Single(Load().Runtimes.Runtimes);

        Assert.Equal(("kata", "/opt/kata"), (runtime.Name, runtime.Path));
        Assert.Equal(["--debug", "--x"], runtime.Arguments);
    }

    [Theory]
    [InlineData("actorengine.containers.stop-timout = 5s", "actorengine.containers.stop-timout")]
    [InlineData("actorengine.networks.default = host", "actorengine.networks.default")]
    [InlineData("actorengine.networks.pools = [\"10.0.0.0/8\"]", "actorengine.networks.pools")]
    [InlineData("actorengine.networks.bridge-subnet = \"10.0.0.1/8\"", "actorengine.networks.bridge-subnet")]
    [InlineData("actorengine.networks { first-port = 9, last-port = 8 }", "actorengine.networks.last-port")]
    [InlineData("actorengine.containers.parallel-recoveries = many", "actorengine.containers.parallel-recoveries")]
    [InlineData("actorengine.containers.parallel-recoveries = 0", "from 1 to 1024")]
    [InlineData("actorengine.restart-backoff.first = soon", "actorengine.restart-backoff.first")]
    [InlineData("actorengine.logs.driver = gelf", "one of json-file, local, journald, syslog, otlp, none")]
    [InlineData("actorengine.logs { driver = syslog, options { syslog-facility = loud } }", "syslog-facility=loud: it must be a number from 0 to 23")]
    [InlineData("actorengine.logs { options { max-sise = 1m } }", "unknown log opt 'max-sise' for local log driver")]
    [InlineData("actorengine.log-level = CHATTY", "DEBUG, INFO")]
    [InlineData("actorengine.containers.seccomp = /no/such/profile", "actorengine.containers.seccomp")]
    [InlineData("actorengin { }", "actorengin is no section")]
    public void What_is_wrong_is_named(string text, string expected)
    {
        folder.File("wrong.hocon", text);

        Assert.Contains(expected, Assert.Throws<StartException>(Load).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("actorengine {\n  events {\n    keep = 500\n}\n", "line 1: the '{' is never closed")]
    [InlineData("actorengine.events {\n  keep = 500\n}\n}\n", "line 4: the '}' closes nothing")]
    [InlineData("# {\nactorengine.events {\n  keep = 500 // }\n", "line 2: the '{' is never closed")]
    [InlineData("actorengine.runtimes.named.k {\n  path = x\n  arguments = [a\n}", "line 4: the '}' stands where the '[' of line 3 should be closed")]
    [InlineData("actorengine {\n  group = \"a }\n}", "line 2: the '\"' is never closed")]
    [InlineData("actorengine {\n  group = \"\"\"a }\n}", "line 2: the \"\"\" is never closed")]
    public void A_file_that_does_not_close_what_it_opens_is_refused_with_its_line(string text, string expected)
    {
        folder.File("wrong.hocon", text);

        string message = Assert.Throws<StartException>(Load).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder.Path, "wrong.hocon"), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("actorengine { group = \"{[\" } # {")]
    [InlineData("actorengine {\n  // ]\n  group = \"a\\\"}\"\n}")]
    [InlineData("actorengine { group = \"\"\"\n}\"{\n\"\"\" }")]
    public void Brackets_in_quotes_and_comments_are_text(string text)
    {
        folder.File("right.hocon", text);

        Load();
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        folder.File("wrong.hocon", "actorengine { events.keep = 1, events.tail = x, nonsense = 1 }");

        string message = Assert.Throws<StartException>(Load).Message;

        Assert.All((string[])["events.keep", "events.tail", "nonsense"], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private EngineSettings Load() =>
        EngineSettingsReader.Load(new EngineOptions("/state", "/run", folder.Path, new EngineEndpoint("/run/engine.sock"))).Settings;
}
