using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.Formatting;

public sealed class PrintingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly ContainerSummary Container = new()
    {
        Id = new ContainerId(new string('a', 64)),
        Name = "web",
        Image = "busybox",
        Command = "sleep 1000000000000000000",
        Status = ContainerStatus.Running,
        CreatedAt = Now.AddMinutes(-3),
        StartedAt = Now.AddSeconds(-90),
        Labels = new Dictionary<string, string> { ["tier"] = "front" },
    };

    [Fact]
    public void Ps_prints_the_table_of_docker()
    {
        string table = Rows("ps").Render([PsVerb.Row(Container, whole: false, Now)]);
        Assert.Equal(
            "CONTAINER ID   IMAGE     COMMAND                  CREATED         STATUS              PORTS     NAMES\n"
            + "aaaaaaaaaaaa   busybox   \"sleep 1000000000000…\"   3 minutes ago   Up About a minute             web\n", table);
    }

    [Fact]
    public void A_table_template_has_the_headings_of_its_fields()
    {
        string table = Rows("ps", "--format", "table {{.Names}}\\t{{.Status}}").Render([PsVerb.Row(Container, false, Now)]);
        Assert.Equal("NAMES     STATUS\nweb       Up About a minute\n", table);
    }

    [Fact]
    public void Json_is_one_sorted_object_a_line()
    {
        string json = Rows("ps", "--format", "json").Render([PsVerb.Row(Container, false, Now)]);
        Assert.StartsWith("{\"Command\":\"\\\"sleep 1000000000000…\\\"\",\"CreatedAt\":\"2026-01-31 11:57:00 +0000 UTC\",\"ID\":\"aaaaaaaaaaaa\"", json);
    }

    [Fact]
    public void A_label_is_looked_up_by_its_name() =>
        Assert.Equal("front\n", Rows("ps", "--format", "{{.Label \"tier\"}}").Render([PsVerb.Row(Container, false, Now)]));

    [Theory]
    [InlineData(ContainerStatus.Exited, 137, true, "Exited (137) 2 minutes ago")]
    [InlineData(ContainerStatus.Exited, 255, false, "Exited (unknown) 2 minutes ago")]
    [InlineData(ContainerStatus.Restarting, 1, true, "Restarting (1) 2 minutes ago")]
    [InlineData(ContainerStatus.Paused, 0, true, "Up About a minute (Paused)")]
    [InlineData(ContainerStatus.Created, 0, true, "Created")]
    public void A_status_is_worded_as_in_docker(ContainerStatus status, int code, bool known, string words) =>
        Assert.Equal(words, Words.Status(Container with { Status = status, Exit = new ExitStatus(code, known) { FinishedAt = Now.AddMinutes(-2) } }, Now));

    [Theory]
    [InlineData(ContainerStatus.Running, HealthStatus.Starting, "", "Up About a minute (health: starting)")]
    [InlineData(ContainerStatus.Running, HealthStatus.Healthy, "", "Up About a minute (healthy)")]
    [InlineData(ContainerStatus.Running, HealthStatus.Unhealthy, "", "Up About a minute (unhealthy)")]
    [InlineData(ContainerStatus.Paused, HealthStatus.Healthy, "", "Up About a minute (Paused)")]
    [InlineData(ContainerStatus.Created, null, "db to be healthy", "Created (Waiting for db to be healthy)")]
    public void A_status_tells_of_health_and_of_what_is_waited_for(ContainerStatus status, HealthStatus? health, string waits, string words) =>
        Assert.Equal(words, Words.Status(Container with { Status = status, Health = health, WaitingFor = waits }, Now));

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(999, "999B")]
    [InlineData(4261550, "4.262MB")]
    [InlineData(1500, "1.5kB")]
    public void Sizes_have_four_digits(long bytes, string words) => Assert.Equal(words, Human.Size(bytes));

    [Theory]
    [InlineData(0, "Less than a second")]
    [InlineData(59, "59 seconds")]
    [InlineData(3600, "About an hour")]
    [InlineData(7200, "2 hours")]
    [InlineData(864000, "10 days")]
    public void Durations_are_worded_as_in_docker(int seconds, string words) => Assert.Equal(words, Human.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Templates_written_for_docker_fit_an_inspection()
    {
        var shape = ContainerShape.Of(new ContainerInspection
        {
            Id = Container.Id,
            Name = "web",
            Arguments = ["sh", "-c", "ls"],
            State = new ContainerStateInfo { Status = ContainerStatus.Exited, Exit = new ExitStatus(137) { OutOfMemory = true, FinishedAt = Now } },
            Settings = new ContainerSettings { Image = new ImageReference("busybox"), Environment = ["A=2"], Labels = new Dictionary<string, string> { ["k"] = "v" } },
            ImageConfiguration = new ImageConfiguration { Environment = ["A=1", "PATH=/bin"], Entrypoint = ["sh"] },
        });
        Assert.Equal("/web exited 137 true false 2026-01-31T12:00:00Z sh [-c ls] [A=2 PATH=/bin] v no 0 none", new Template(
            "{{.Name}} {{.State.Status}} {{.State.ExitCode}} {{.State.OOMKilled}} {{.State.Running}} {{.State.FinishedAt}} {{.Path}} {{.Args}} "
            + "{{.Config.Env}} {{.Config.Labels.k}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.Memory}} {{.HostConfig.NetworkMode}}").Render(shape));
    }

    [Fact]
    public void The_tree_is_drawn_with_states() => Assert.Equal(
        "engine\n├── daemon  DaemonActor  [ready]\n│   └── session-1\n└── events\n",
        TreeVerb.Draw(new ActorNode("engine", "")
        {
            Children = [new ActorNode("daemon", "DaemonActor") { State = "ready", Children = [new ActorNode("session-1", "")] }, new ActorNode("events", "")],
        }));

    private static Rows Rows(string verb, params string[] words) => new(Parser.Parse(VerbTable.Find(verb)!, words), PsVerb.Columns);
}
